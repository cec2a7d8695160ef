import Synchronization

/// A clock a test sets: the time the servers and the code under test live in.
public final class FakeClock: Sendable {
    private let instant: Mutex<Int64>

    /// A clock that stands.
    ///
    /// - Parameter instant: seconds since 1970.
    public init(_ instant: Int64) { self.instant = Mutex(instant) }

    /// A clock that stands at an hour of France's clocks.
    ///
    /// - Parameter day: `YYYY-MM-DD`.
    public convenience init(paris day: String, hour: Int, minute: Int = 0) {
        self.init(Self.instant(paris: day, hour: hour, minute: minute))
    }

    /// Seconds since 1970.
    public var now: Int64 { instant.withLock { $0 } }

    /// Sets it, forwards or backwards.
    public func set(_ instant: Int64) { self.instant.withLock { $0 = instant } }

    /// Sets it to an hour of France's clocks.
    public func set(paris day: String, hour: Int, minute: Int = 0) {
        set(Self.instant(paris: day, hour: hour, minute: minute))
    }

    /// Moves it on.
    public func advance(seconds: Int64) { instant.withLock { $0 += seconds } }

    /// An hour of France's clocks as seconds since 1970, reckoned by Foundation.
    ///
    /// - Parameter day: `YYYY-MM-DD`.
    public static func instant(paris day: String, hour: Int = 0, minute: Int = 0) -> Int64 {
        FakeDay(known: day).instant(hour: hour, minute: minute)
    }

    /// The day it is in France, `YYYY-MM-DD`.
    public static func day(paris instant: Int64) -> String { FakeDay(at: instant).text }

    /// The days from one to another, both included.
    public static func days(_ first: String, _ last: String) -> [String] {
        let (first, last) = (FakeDay(known: first), FakeDay(known: last))
        return first > last ? [] : (first.number...last.number).map { FakeDay(number: $0).text }
    }
}
