/// What happens to a client's connection, for logs and pages.
public enum MQTTEvent: Sendable, Equatable {
    /// The broker accepted the connection.
    case connected(MQTTConnectionInfo)
    /// An established connection ended.
    case disconnected(MQTTFault)
    /// An attempt failed; the next one comes after the delay.
    case connectionFailed(MQTTFault, retryAfter: Duration)
    /// After a reconnection the broker refused a filter it had accepted before.
    case subscriptionRefused(filter: String, MQTTFault)
    /// A reader was too slow: the oldest message of its full buffer was dropped for one of this topic.
    case receivedMessageDropped(topic: String)
    /// ``MQTTClient/run()`` ended.
    case stopped
}
