/// Why a `SyncPlan` holds back what is due.
public enum SyncWait: String, Hashable, Sendable {
    /// The calls of a second are used up.
    case pace
    /// The calls of a day are used up, or the rest is kept for the daily look of every meter.
    case quota
    /// The gateway named a time: a throttle, a reached quota, `Retry-After`.
    case gateway
    /// A back-off after calls that failed.
    case backoff
}
