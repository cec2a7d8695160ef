/// How surely a message arrives (MQTT 5, section 4.3).
public enum MQTTQoS: UInt8, Sendable, Equatable {
    /// Written to the connection, acknowledged by nobody.
    case atMostOnce = 0
    /// Acknowledged by PUBACK; may arrive twice.
    case atLeastOnce = 1
    /// Acknowledged by PUBCOMP; arrives once within one connection.
    case exactlyOnce = 2
}
