public import MEDCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The time as a sync sees it, so that tests can give it another one.
public struct SyncClock: Sendable {
    /// The present instant.
    public let now: @Sendable () -> UTCInstant
    /// Sleeps until an instant; throws when the task is cancelled.
    public let sleep: @Sendable (UTCInstant) async throws -> Void

    /// A clock.
    public init(
        now: @escaping @Sendable () -> UTCInstant, sleep: @escaping @Sendable (UTCInstant) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock. Long sleeps are taken in pieces: a machine that was suspended, or whose clock was set, wakes up
    /// at the right time.
    public static let system = SyncClock(
        now: { UTCInstant(secondsSinceEpoch: Int64(time(nil))) },
        sleep: { instant in
            while true {
                let left = instant.secondsSinceEpoch - Int64(time(nil))
                guard left > 0 else { return }
                try await Task.sleep(for: .seconds(min(left, 60)))
            }
        })
}
