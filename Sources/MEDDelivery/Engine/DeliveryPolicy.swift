public import MEDStore

/// How the engine behaves; the defaults suit a household.
public struct DeliveryPolicy: Sendable {
    /// How long a lane is leased. A request ends before its lease does.
    public let lease: Duration
    /// How long one call of an exporter may take; at most three quarters of `lease`, so that the answer finds it held.
    public let callDeadline: Duration
    /// How long an exporter that is stopped may take to leave in good order; then it is left behind.
    public var goodbye: Duration
    /// Retries of records, and how many a lane keeps.
    public var bounds: LaneBounds
    /// Retries of destinations.
    public var breaker: Backoff

    /// A policy; `lease` counts in whole seconds.
    public init(
        lease: Duration = .seconds(120), callDeadline: Duration = .seconds(90), goodbye: Duration = .seconds(8),
        bounds: LaneBounds = LaneBounds(), breaker: Backoff = Backoff(base: .seconds(2), cap: .seconds(300))
    ) {
        self.lease = lease
        self.callDeadline = min(callDeadline, lease * 3 / 4)
        self.goodbye = goodbye
        self.bounds = bounds
        self.breaker = breaker
    }
}
