/// How many records a lane may keep apart, and how patient it is with each.
public struct LaneBounds: Hashable, Sendable {
    /// Exceptions that a lane may hold; when they are used up it stops before the next record that fails.
    public var exceptions: Int
    /// Back-off of a record that is retried.
    public var backoff: Backoff

    /// Bounds; the defaults suit a household.
    public init(exceptions: Int = 1_000, backoff: Backoff = Backoff()) {
        self.exceptions = exceptions
        self.backoff = backoff
    }
}
