/// Exponential back-off with full jitter: a random wait between zero and a ceiling that doubles, so that a thousand
/// clients of a broker that comes back do not call in the same second.
public struct Backoff: Hashable, Sendable {
    /// The ceiling of the first wait.
    public var base: Duration
    /// The ceiling that is never exceeded.
    public var cap: Duration

    /// A back-off; by default from 5 seconds to one hour.
    public init(base: Duration = .seconds(5), cap: Duration = .seconds(3_600)) {
        self.base = base
        self.cap = cap
    }

    /// The ceiling after `failures` failures in a row (at least 1).
    public func ceiling(afterFailures failures: Int) -> Duration {
        var ceiling = base
        for _ in 1..<max(failures, 1) where ceiling < cap { ceiling = ceiling * 2 }
        return min(ceiling, cap)
    }

    /// The wait after `failures` failures; `fraction` is drawn evenly from 0 to 1.
    public func wait(afterFailures failures: Int, fraction: Double) -> Duration {
        ceiling(afterFailures: failures) * fraction
    }
}
