/// Messages to publish together, laid out in one buffer.
///
/// A batch is an arena: topics and payloads stand one after the other in a single array, so that appending a
/// message allocates nothing once the buffer is large enough. Reuse it with ``removeAll(keepingCapacity:)``.
/// Messages leave in the order they were appended.
public struct MQTTBatch: Sendable {
    struct Entry: Sendable {
        /// Offset of the topic, followed by a NUL (C strings) and the payload.
        var start: Int
        var topicLength: Int
        var payloadLength: Int
        var qos: MQTTQoS
        var retain: Bool

        var payloadStart: Int { start + topicLength + 1 }
    }

    @usableFromInline var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []

    /// An empty batch.
    public init() {}

    /// The number of messages.
    public var count: Int { entries.count }

    /// True without any message.
    public var isEmpty: Bool { entries.isEmpty }

    /// The bytes of all topics and payloads, with one separating byte per message.
    public var byteCount: Int { bytes.count }

    /// Makes room for that many messages and bytes, so that appending them does not allocate.
    public mutating func reserveCapacity(messages: Int, bytes byteCount: Int) {
        entries.reserveCapacity(messages)
        bytes.reserveCapacity(byteCount)
    }

    /// Empties the batch; keeping the capacity makes the next round free of allocations. After a publish call
    /// returned, nothing else holds the buffer and it is reused in place.
    public mutating func removeAll(keepingCapacity: Bool = true) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        entries.removeAll(keepingCapacity: keepingCapacity)
    }

    /// Appends a message. A topic or payload the protocol cannot carry is refused when it is published, in that
    /// message's outcome.
    public mutating func append(_ message: MQTTMessage) {
        append(topic: message.topic, payload: message.payload, qos: message.qos, retain: message.retain)
    }

    /// Appends a message with a payload of bytes.
    @inlinable
    public mutating func append(
        topic: String,
        payload: some Sequence<UInt8>,
        qos: MQTTQoS = .atLeastOnce,
        retain: Bool = false
    ) {
        append(qos: qos, retain: retain) {
            $0.append(contentsOf: topic.utf8)
        } payload: {
            $0.append(contentsOf: payload)
        }
    }

    /// Appends a message whose payload is the UTF-8 of a text.
    @inlinable
    public mutating func append(
        topic: String,
        payload: String,
        qos: MQTTQoS = .atLeastOnce,
        retain: Bool = false
    ) {
        append(topic: topic, payload: payload.utf8, qos: qos, retain: retain)
    }

    /// Appends a message written in place.
    ///
    /// - Parameters:
    ///   - qos: How surely it arrives.
    ///   - retain: Whether the broker keeps it.
    ///   - topic: Appends the topic's UTF-8 bytes; must only append.
    ///   - payload: Appends the payload's bytes; must only append.
    @inlinable
    public mutating func append(
        qos: MQTTQoS,
        retain: Bool,
        topic: (inout [UInt8]) -> Void,
        payload: (inout [UInt8]) -> Void
    ) {
        let start = bytes.count
        topic(&bytes)
        let topicEnd = bytes.count
        bytes.append(0)
        payload(&bytes)
        appendEntry(start: start, topicEnd: topicEnd, qos: qos, retain: retain)
    }

    @usableFromInline
    mutating func appendEntry(start: Int, topicEnd: Int, qos: MQTTQoS, retain: Bool) {
        precondition(start <= topicEnd && topicEnd < bytes.count, "a writer removed bytes it did not append")
        entries.append(
            Entry(
                start: start,
                topicLength: topicEnd - start,
                payloadLength: bytes.count - topicEnd - 1,
                qos: qos,
                retain: retain
            )
        )
    }
}
