public import MEDCore

/// One attempt to bring something to a destination.
public struct ExportLogEntry: Hashable, Sendable {
    /// What came of it.
    public enum Outcome: String, Hashable, Sendable {
        /// Everything is there.
        case delivered
        /// Some or all records were kept for a retry.
        case retry
        /// Some records were refused for good.
        case rejected
        /// The destination could not be reached.
        case unreachable
        /// The destination refuses us.
        case blocked
        /// The lease was lost before the acknowledgement; it is sent again.
        case leaseLost
    }

    /// When the attempt ended.
    public let instant: UTCInstant
    /// Whose.
    public let instance: InstanceID
    /// Which stream; `nil` for the current state.
    public let stream: StreamID?
    /// Which export; `nil` for the current state.
    public let series: Series?
    /// How many records it carried.
    public let records: Int
    /// First and last day of the records.
    public let days: ClosedRange<Day>?
    /// The last revision of the records.
    public let revision: Int64?
    /// What came of it.
    public let outcome: Outcome
    /// The weakest evidence among the delivered records: `sent`, `acknowledged`, `verified`.
    public let evidence: String?
    /// A reason or a cause, without secrets.
    public let detail: String
    /// How long it took.
    public let milliseconds: Int

    /// An entry.
    public init(
        instant: UTCInstant, instance: InstanceID, stream: StreamID?, series: Series?, records: Int,
        days: ClosedRange<Day>?, revision: Int64?, outcome: Outcome, evidence: String?, detail: String,
        milliseconds: Int
    ) {
        self.instant = instant
        self.instance = instance
        self.stream = stream
        self.series = series
        self.records = records
        self.days = days
        self.revision = revision
        self.outcome = outcome
        self.evidence = evidence
        self.detail = detail
        self.milliseconds = milliseconds
    }
}
