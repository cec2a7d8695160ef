public import MEDCore

/// What a `SyncPlan` says is to be done now.
public enum SyncStep: Hashable, Sendable {
    /// Ask this. The call is already counted in the plan's ledger: write it down before the request leaves.
    case ask(ReadingRequest)
    /// Something is due but may not be asked before that instant.
    case wait(until: UTCInstant, for: SyncWait)
    /// Nothing is due before that instant: a new day, or a gap to be asked for again.
    case done(nextLook: UTCInstant)
}
