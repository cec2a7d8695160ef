/// Why a connection, a publication or a subscription did not work.
public struct MQTTFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of faults.
    public enum Code: String, Sendable {
        /// The configuration cannot work: a host with a scheme, a port out of range.
        case invalidConfiguration
        /// The host name has no address.
        case resolve
        /// Nothing listens on that port.
        case refused
        /// The network has no way to the host.
        case unreachable
        /// No answer in time.
        case timedOut
        /// The broker's certificate is not signed by a trusted authority, or is out of date.
        case tlsVerification
        /// The broker's certificate is for another host name.
        case tlsHostName
        /// The broker wants a client certificate, or refuses the one shown.
        case tlsClientCertificate
        /// A certificate or key file is missing, unreadable or not PEM.
        case tlsFile
        /// TLS failed for another reason, such as a broker that does not speak it.
        case tlsHandshake
        /// The broker refused the user name, the password or the client at the connection.
        case badCredentials
        /// The broker's access list denies the topic, or it banned this client.
        case notAuthorized
        /// The broker does not speak the MQTT version asked for.
        case protocolVersion
        /// The connection ended, or the broker hung up before it answered.
        case connectionLost
        /// Another client connected with the same client identifier: the broker said so (MQTT 5, reason 142), or the
        /// third connection in a row ended soon after it was accepted, which Mosquitto 2.0 leaves as the only sign.
        case takenOver
        /// The broker is shutting down, is busy or asks to go elsewhere.
        case brokerUnavailable
        /// The message is larger than MQTT or the broker allows.
        case payloadTooLarge
        /// A topic or filter that MQTT does not allow.
        case invalidTopic
        /// The broker does not take this quality of service.
        case qosNotSupported
        /// The broker has too many messages or subscriptions of this client.
        case quotaExceeded
        /// The calling task was cancelled.
        case cancelled
        /// The client is stopped.
        case shutDown
        /// Anything else: ``MQTTFault/detail`` says what.
        case other
    }

    /// The kind.
    public let code: Code
    /// What is known beyond the kind, for a log; never a password.
    public let detail: String
    /// MQTT's reason code, when a broker gave one.
    public let reasonCode: UInt8?

    /// A fault of a kind.
    public init(_ code: Code, _ detail: String = "", reasonCode: UInt8? = nil) {
        self.code = code
        self.detail = detail
        self.reasonCode = reasonCode
    }

    /// True when trying again cannot help until somebody changes something: a password, a file, a certificate.
    public var isPermanent: Bool {
        switch code {
        case .invalidConfiguration, .tlsVerification, .tlsHostName, .tlsClientCertificate, .tlsFile,
            .badCredentials, .notAuthorized, .protocolVersion, .payloadTooLarge, .invalidTopic, .qosNotSupported:
            true
        case .resolve, .refused, .unreachable, .timedOut, .tlsHandshake, .connectionLost, .takenOver,
            .brokerUnavailable, .quotaExceeded, .cancelled, .shutDown, .other:
            false
        }
    }

    /// The kind and the detail.
    public var description: String {
        detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)"
    }
}
