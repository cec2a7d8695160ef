/// A failure of a whole destination rather than of a record.
public enum ExporterFault: Error, Hashable, Sendable {
    /// It cannot be reached or is overloaded; the breaker tries again, not before `retryAfter` when it is given.
    case unreachable(retryAfter: Duration?, reason: LocalizedText)
    /// Trying again would not help or would do harm (a wrong password, a ban): nothing is sent until the configuration
    /// changes or the user says so.
    case blocked(cause: LocalizedText)
    /// It answers, but no longer holds what was delivered (wiped, another one behind the same address): a new epoch has to
    /// begin, and everything is sent again as to a new destination.
    case lost(reason: LocalizedText)
}
