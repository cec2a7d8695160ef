/// The filters a caller subscribed to and where their messages go.
struct Subscription: Sendable {
    typealias ID = UInt64

    let id: ID
    let filters: [(filter: String, qos: MQTTQoS)]
    let messages: AsyncStream<MQTTReceived>.Continuation
    let deadline: ContinuousClock.Instant
    /// The caller that waits for the broker's first answer; nil once it has it.
    var waiting: CheckedContinuation<Void, any Error>?
    /// Filters without an answer yet.
    var unanswered: Int
}
