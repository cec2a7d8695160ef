/// What a broker agreed to when it accepted the connection.
public struct MQTTConnectionInfo: Sendable, Equatable {
    /// The version spoken: ``MQTTProtocolVersion/v5`` or ``MQTTProtocolVersion/v3_1_1``.
    public internal(set) var protocolVersion: MQTTProtocolVersion
    /// How many unacknowledged messages the broker allows at once; nil: it did not say.
    public internal(set) var receiveMaximum: Int?
    /// The largest packet the broker takes, in bytes; nil: it did not say.
    public internal(set) var maximumPacketSize: Int?
    /// The highest quality of service the broker takes.
    public internal(set) var maximumQoS: MQTTQoS = .exactlyOnce
    /// False when the broker does not keep retained messages: libmosquitto then clears the retain flag.
    public internal(set) var retainAvailable = true
    /// Milliseconds of name resolution, TCP connection and, with TLS, its first flight: libmosquitto does them in
    /// one call.
    public internal(set) var connectMilliseconds = 0.0
    /// Milliseconds from there to the broker's CONNACK: the rest of the TLS handshake and authentication.
    public internal(set) var handshakeMilliseconds = 0.0

    init(protocolVersion: MQTTProtocolVersion) {
        self.protocolVersion = protocolVersion
    }
}
