import CMosquitto
import Glibc

extension MQTTConfiguration {
    /// - Throws: why no connection could ever work, or would not be what was asked for.
    func validate() throws(MQTTFault) {
        func require(_ condition: Bool, _ text: String) throws(MQTTFault) {
            if !condition { throw MQTTFault(.invalidConfiguration, text) }
        }
        try require(!host.isEmpty, "the host is empty")
        try require(
            !host.contains("/") && !host.utf8.contains(0),
            "the host is a name or an address without a scheme or a path: broker.local, not mqtt://broker.local"
        )
        try require((1...65_535).contains(port), "the port is 1 to 65535")
        try require((1...65_000).contains(window), "the window is 1 to 65000 messages")
        try require(
            (.seconds(5) ... .seconds(65_535)).contains(keepAlive),
            "the keep-alive interval is 5 s to 65535 s"
        )
        try require(connectTimeout > .zero, "the connection time-out is not positive")
        try require(reconnectDelay.lowerBound >= .zero, "the reconnection delay is negative")
        try require(!clientID.utf8.contains(0) && !clientID.isEmpty, "the client identifier is empty or has a NUL")
        try require(username != nil || password == nil, "a password needs a user name")
        if let will {
            guard mosquitto_pub_topic_check(will.topic) == 0, !will.topic.utf8.contains(0), !will.topic.isEmpty else {
                throw MQTTFault(.invalidTopic, "the will's topic")
            }
            guard will.payload.count <= 65_535 else { throw MQTTFault(.payloadTooLarge, "the will") }
        }
        if let tls { try tls.validate() }
    }
}

extension MQTTTLS {
    func validate() throws(MQTTFault) {
        if (clientCertificate == nil) != (clientKey == nil) {
            throw MQTTFault(.tlsFile, "a client certificate needs its key, and the key its certificate")
        }
        for file in [caFile, clientCertificate, clientKey] {
            guard let file else { continue }
            let descriptor = open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw MQTTFault(.tlsFile, "\(file): \(String(cString: strerror(errno)))")
            }
            defer { close(descriptor) }
            var status = stat()
            let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
            guard isFile else { throw MQTTFault(.tlsFile, "\(file): not a file with something in it") }
            guard Self.holdsPEM(descriptor) else {
                throw MQTTFault(.tlsFile, "\(file): no PEM file, there is no -----BEGIN in it")
            }
        }
    }

    /// Certificates and keys of OpenSSL are PEM; a heading in words may stand before the first one.
    private static func holdsPEM(_ descriptor: CInt) -> Bool {
        var head = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(descriptor, &head, head.count)
        return count > 0 && String(decoding: head.prefix(count), as: UTF8.self).contains("-----BEGIN ")
    }
}
