/// A message that arrived for a subscription.
public struct MQTTReceived: Sendable, Equatable {
    /// The topic it was published to.
    public let topic: String
    /// The payload as it came.
    public let payload: [UInt8]
    /// The quality of service of this delivery: the lower of the publisher's and the subscription's.
    public let qos: MQTTQoS
    /// True when the broker replays what it had kept before the subscription: old news. A command with this
    /// flag must not be carried out.
    public let retain: Bool

    /// A received message, for tests of code that handles them.
    public init(topic: String, payload: [UInt8], qos: MQTTQoS, retain: Bool) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.retain = retain
    }
}
