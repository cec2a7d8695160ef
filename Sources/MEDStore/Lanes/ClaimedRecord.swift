public import MEDCore

/// One record of a claim.
public struct ClaimedRecord: Hashable, Sendable {
    /// What it says.
    public enum Content: Hashable, Sendable {
        /// A day of a meter.
        case day(DayDocument)
        /// A Tempo day.
        case tempo(TempoData)
        /// An EcoWatt day.
        case ecowatt(EcowattData)
    }

    /// Which record.
    public let key: RecordKey
    /// Which version of it.
    public let revision: Int64
    /// Attempts that failed so far.
    public let attempts: Int
    /// Whether the lane has passed an earlier version of it, which may therefore be at the destination.
    public let isCorrection: Bool
    /// What it says.
    public let content: Content

    /// A record.
    public init(key: RecordKey, revision: Int64, attempts: Int, isCorrection: Bool, content: Content) {
        self.key = key
        self.revision = revision
        self.attempts = attempts
        self.isCorrection = isCorrection
        self.content = content
    }
}
