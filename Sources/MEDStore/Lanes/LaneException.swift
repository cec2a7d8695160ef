public import MEDCore

/// A record that a lane has passed although it is not delivered.
public struct LaneException: Hashable, Sendable {
    /// What it waits for.
    public enum State: Int, Hashable, Sendable {
        /// Its next attempt.
        case retry = 0
        /// The user, or a correction: a dead letter.
        case dead = 1
    }

    /// Which record.
    public let record: RecordKey
    /// Which version of it; a newer version deletes the exception.
    public let revision: Int64
    /// What it waits for.
    public let state: State
    /// Why it was not delivered, without secrets.
    public let reason: String
    /// Attempts that failed.
    public let attempts: Int
    /// When it is tried again.
    public let nextAttempt: UTCInstant

    /// An exception.
    public init(
        record: RecordKey, revision: Int64, state: State, reason: String, attempts: Int, nextAttempt: UTCInstant
    ) {
        self.record = record
        self.revision = revision
        self.state = state
        self.reason = reason
        self.attempts = attempts
        self.nextAttempt = nextAttempt
    }
}
