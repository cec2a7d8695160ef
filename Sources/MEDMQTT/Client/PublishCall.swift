/// One call of `publish`: its messages, their outcomes and the caller that waits.
final class PublishCall: @unchecked Sendable {
    // @unchecked: `phase` and `continuation` are reached under SharedState's lock only; the rest belongs to the
    // connection's thread from `taken` on, and to nobody before. Both handovers go through that lock.
    enum Phase { case new, waiting, taken, finished }

    /// Emptied at the end, so that the caller's batch owns its buffer alone again.
    private(set) var batch: MQTTBatch
    let count: Int
    let deadline: ContinuousClock.Instant

    var phase = Phase.new
    var continuation: CheckedContinuation<MQTTBatchResult, any Error>?

    /// Messages given to libmosquitto or refused: the next one's position.
    var handedOver = 0
    /// Messages with a final outcome.
    var answered = 0
    /// True when at least one message reached libmosquitto.
    var hasLeft = false
    var outcomes: [OutcomeByte]
    var isFinished = false

    init(batch: MQTTBatch, deadline: ContinuousClock.Instant) {
        self.batch = batch
        count = batch.count
        self.deadline = deadline
        outcomes = Array(repeating: .notSent, count: batch.count)
    }

    func releaseBatch() { batch = MQTTBatch() }

    func answer(_ index: Int, _ outcome: OutcomeByte) {
        outcomes[index] = outcome
        answered += 1
    }
}
