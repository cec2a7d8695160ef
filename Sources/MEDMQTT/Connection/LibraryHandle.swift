import CMosquitto

/// Initialised once, at the first use (a global is); never cleaned up: a thread left behind may still dial.
private let libraryInitialisation: CInt = mosquitto_lib_init()

/// libmosquitto's handle with everything set that must be set before it connects.
enum LibraryHandle {
    /// - Throws: what libmosquitto refuses. Nothing is ignored: a client whose CA file was refused would connect in
    ///   clear and send its password.
    static func make(
        _ configuration: MQTTConfiguration,
        version: MQTTProtocolVersion,
        context: UnsafeMutableRawPointer
    ) throws(MQTTFault) -> OpaquePointer {
        try check(libraryInitialisation, .other, "mosquitto_lib_init")
        guard let handle = mosquitto_new(configuration.clientID, true, context) else {
            throw MQTTFault(.invalidConfiguration, "libmosquitto refused the client identifier")
        }
        do throws(MQTTFault) {
            try set(handle, configuration, version)
            return handle
        } catch {
            mosquitto_destroy(handle)
            throw error
        }
    }

    private static func set(
        _ handle: OpaquePointer,
        _ configuration: MQTTConfiguration,
        _ version: MQTTProtocolVersion
    ) throws(MQTTFault) {
        let protocolVersion = version == .v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311
        try check(mosquitto_int_option(handle, MOSQ_OPT_PROTOCOL_VERSION, protocolVersion), .other, "version")
        try check(mosquitto_int_option(handle, MOSQ_OPT_TCP_NODELAY, 1), .other, "TCP_NODELAY")
        // The default of 20 would queue the rest inside libmosquitto.
        try check(mosquitto_int_option(handle, MOSQ_OPT_SEND_MAXIMUM, CInt(configuration.window)), .other, "window")
        // Publishing then queues only, and ConnectionLoop writes many messages at once.
        try check(mosquitto_threaded_set(handle, true), .other, "threaded")
        if let username = configuration.username {
            let result = mosquitto_username_pw_set(handle, username, configuration.password)
            try check(result, .invalidConfiguration, "user name or password")
        }
        if let will = configuration.will {
            let result = mosquitto_will_set(
                handle,
                will.topic,
                CInt(will.payload.count),
                will.payload,
                CInt(will.qos.rawValue),
                will.retain
            )
            try check(result, .invalidConfiguration, "will")
        }
        if let tls = configuration.tls { try set(handle, tls) }
    }

    private static func set(_ handle: OpaquePointer, _ tls: MQTTTLS) throws(MQTTFault) {
        // libmosquitto takes a client certificate only along with a CA file or folder.
        let systemFolder = tls.caFile == nil && tls.clientCertificate != nil ? "/etc/ssl/certs" : nil
        if tls.caFile == nil {
            try check(mosquitto_int_option(handle, MOSQ_OPT_TLS_USE_OS_CERTS, 1), .tlsFile, "system authorities")
        }
        if tls.caFile != nil || systemFolder != nil {
            let result = mosquitto_tls_set(handle, tls.caFile, systemFolder, tls.clientCertificate, tls.clientKey, nil)
            try check(result, .tlsFile, "CA, certificate or key file")
        }
        try check(mosquitto_tls_insecure_set(handle, false), .other, "host name verification")
    }

    private static func check(_ result: CInt, _ code: MQTTFault.Code, _ what: String) throws(MQTTFault) {
        guard result == 0 else {
            throw MQTTFault(code, "\(what): \(String(cString: mosquitto_strerror(result)))")
        }
    }
}
