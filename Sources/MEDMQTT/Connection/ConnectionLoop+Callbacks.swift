import CMosquitto

extension ConnectionLoop {
    func setCallbacks(_ handle: OpaquePointer) {
        mosquitto_log_callback_set(handle) { _, context, level, line in
            guard level & (MOSQ_LOG_ERR | MOSQ_LOG_WARNING) != 0, let line else { return }
            ConnectionLoop.from(context).logged(String(cString: line))
        }
        mosquitto_connect_v5_callback_set(handle) { _, context, reason, _, properties in
            ConnectionLoop.from(context).answered(reason, properties)
        }
        mosquitto_disconnect_v5_callback_set(handle) { _, context, reason, _ in
            ConnectionLoop.from(context).lost(reason)
        }
        mosquitto_publish_v5_callback_set(handle) { _, context, id, reason, _ in
            ConnectionLoop.from(context).acknowledged(UInt16(truncatingIfNeeded: id), reason)
        }
        mosquitto_subscribe_callback_set(handle) { _, context, id, count, granted in
            guard count > 0, let granted else { return }
            ConnectionLoop.from(context).subscribed(UInt16(truncatingIfNeeded: id), granted[0])
        }
        mosquitto_message_callback_set(handle) { _, context, message in
            guard let message else { return }
            ConnectionLoop.from(context).received(message.pointee)
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> ConnectionLoop {
        // The context given to mosquitto_new: the loop whose `run` is calling the library right now.
        Unmanaged<ConnectionLoop>.fromOpaque(context!).takeUnretainedValue()
    }

    private func logged(_ line: String) {
        if log.count < 8 { log.append(line) }
    }

    private func answered(_ reason: CInt, _ properties: OpaquePointer?) {
        hasBrokerAnswered = true
        guard reason == 0 else {
            fault = MQTTFault(connectReason: reason)
            return
        }
        // From here on the log would cost an allocation per packet and tell nothing the callbacks do not.
        mosquitto_log_callback_set(handle, nil)
        var info = MQTTConnectionInfo(protocolVersion: connection.version)
        read(properties, into: &info)
        let now = ContinuousClock.now
        info.connectMilliseconds = (dialled - started) / .milliseconds(1)
        info.handshakeMilliseconds = (now - dialled) / .milliseconds(1)
        self.info = info
        establishedAt = now
        window = min(configuration.window, info.receiveMaximum ?? configuration.window)
        inFlight.reserveCapacity(window * 2)
        for subscription in shared.established(connection, info) { ask(subscription) }
    }

    private func read(_ properties: OpaquePointer?, into info: inout MQTTConnectionInfo) {
        var short: UInt16 = 0
        var long: UInt32 = 0
        var byte: UInt8 = 0
        if mosquitto_property_read_int16(properties, CInt(MQTT_PROP_RECEIVE_MAXIMUM.rawValue), &short, false) != nil {
            info.receiveMaximum = Int(short)
        }
        if mosquitto_property_read_int32(properties, CInt(MQTT_PROP_MAXIMUM_PACKET_SIZE.rawValue), &long, false) != nil
        {
            info.maximumPacketSize = Int(long)
        }
        if mosquitto_property_read_byte(properties, CInt(MQTT_PROP_MAXIMUM_QOS.rawValue), &byte, false) != nil {
            info.maximumQoS = MQTTQoS(rawValue: byte) ?? .exactlyOnce
        }
        if mosquitto_property_read_byte(properties, CInt(MQTT_PROP_RETAIN_AVAILABLE.rawValue), &byte, false) != nil {
            info.retainAvailable = byte != 0
        }
    }
}
