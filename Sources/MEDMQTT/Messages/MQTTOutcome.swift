/// What became of one message of a batch.
public enum MQTTOutcome: Sendable, Equatable {
    /// The broker acknowledged it (QoS 0: it was written to the connection). The reason code is below 128.
    case acknowledged(reasonCode: UInt8)
    /// The broker, or MQTT's own rules, refused it: sending it again unchanged is refused again.
    case refused(MQTTFault)
    /// It was sent, and the connection, the deadline or the task ended before an acknowledgement: the broker may
    /// have it or not.
    case unknown
    /// It never left.
    case notSent
}
