public import MEDCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The time as the engine sees it, so that tests can give it another one.
public struct DeliveryClock: Sendable {
    /// The present instant.
    public let now: @Sendable () -> UTCInstant
    /// Sleeps; throws when the task is cancelled.
    public let sleep: @Sendable (Duration) async throws -> Void

    /// A clock.
    public init(
        now: @escaping @Sendable () -> UTCInstant, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock.
    public static let system = DeliveryClock(
        now: { UTCInstant(secondsSinceEpoch: Int64(time(nil))) }, sleep: { try await Task.sleep(for: $0) })
}
