/// The MQTT versions a client may speak.
public enum MQTTProtocolVersion: Sendable, Equatable {
    /// MQTT 5 first; 3.1.1 when the broker refuses version 5 or hangs up on it. Once connected, events and
    /// ``MQTTConnectionInfo`` say which one it became: never this case.
    case v5WithFallback
    /// MQTT 5 only.
    case v5
    /// MQTT 3.1.1 only. A publication the broker's access list denies is acknowledged like any other.
    case v3_1_1
}
