/// What became of the messages of a batch, in their order.
public struct MQTTBatchResult: Sendable, CustomStringConvertible {
    let outcomes: [OutcomeByte]

    /// Why some are `unknown` or `notSent`; nil when every message was answered.
    public let interruption: MQTTFault?
    /// How many the broker acknowledged (QoS 0: were written).
    public let acknowledgedCount: Int
    /// How many were refused.
    public let refusedCount: Int
    /// How many may have arrived or not.
    public let unknownCount: Int
    /// How many never left.
    public let notSentCount: Int

    init(outcomes: [OutcomeByte], interruption: MQTTFault?) {
        var (acknowledged, unknown, notSent) = (0, 0, 0)
        for outcome in outcomes {
            switch outcome {
            case .unknown: unknown += 1
            case .notSent: notSent += 1
            case _ where outcome.isAcknowledged: acknowledged += 1
            default: break
            }
        }
        self.outcomes = outcomes
        self.interruption = interruption
        acknowledgedCount = acknowledged
        unknownCount = unknown
        notSentCount = notSent
        refusedCount = outcomes.count - acknowledged - unknown - notSent
    }

    /// The number of messages of the batch.
    public var count: Int { outcomes.count }

    /// True when the broker acknowledged every message.
    public var isComplete: Bool { acknowledgedCount == outcomes.count }

    /// The outcome of the message at that position of the batch.
    public subscript(index: Int) -> MQTTOutcome { outcomes[index].outcome }

    /// The counts and the interruption, without the single outcomes.
    public var description: String {
        let counts =
            "\(acknowledgedCount) acknowledged, \(refusedCount) refused, \(unknownCount) unknown, \(notSentCount) not sent"
        return interruption.map { "\(counts): \($0)" } ?? counts
    }
}
