/// A topic and the payload that belongs there.
public struct MQTTTopicValue: Hashable, Sendable {
    /// The whole topic.
    public let topic: String
    /// The payload; never empty, which would clear the topic.
    public let payload: [UInt8]

    /// A value for a topic.
    public init(topic: String, payload: [UInt8]) {
        self.topic = topic
        self.payload = payload
    }
}
