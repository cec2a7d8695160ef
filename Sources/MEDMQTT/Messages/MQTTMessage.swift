/// A message to publish.
public struct MQTTMessage: Sendable, Equatable {
    /// The topic: UTF-8, 1 to 65,535 bytes, without `+`, `#` or NUL.
    public var topic: String
    /// The payload, at most 268,435,455 bytes; empty and retained: removes the topic's retained message.
    public var payload: [UInt8]
    /// How surely it arrives.
    public var qos: MQTTQoS
    /// Whether the broker keeps it for later subscribers.
    public var retain: Bool

    /// A message with a payload of bytes.
    public init(topic: String, payload: [UInt8], qos: MQTTQoS = .atLeastOnce, retain: Bool = false) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.retain = retain
    }

    /// A message whose payload is the UTF-8 of a text.
    public init(topic: String, payload: String, qos: MQTTQoS = .atLeastOnce, retain: Bool = false) {
        self.init(topic: topic, payload: Array(payload.utf8), qos: qos, retain: retain)
    }
}
