import MEDCore
import MEDDelivery
import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Sendable {
    private struct Sleeper {
        let end: Duration
        let length: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Int64
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state: Mutex<State>
    /// How long each sleep is that began, as it begins.
    let sleeps = Journal<Duration>()

    init(_ start: UTCInstant) {
        state = Mutex(State(now: start.secondsSinceEpoch))
    }

    var now: UTCInstant { UTCInstant(secondsSinceEpoch: state.withLock(\.now)) }

    var clock: DeliveryClock {
        DeliveryClock(now: { self.now }, sleep: { try await self.sleep($0) })
    }

    func advance(bySeconds seconds: Int64) {
        let due = state.withLock { state in
            state.now += seconds
            let now = Duration.seconds(state.now)
            let due = state.sleepers.filter { $0.value.end <= now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for sleeper in due { sleeper.resume() }
    }

    /// Moves on, second by second, until the condition holds.
    func tick(until condition: () async throws -> Bool) async throws {
        while try await !condition() {
            advance(bySeconds: 1)
            // Lets the others run; what is awaited is the condition, not this.
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    private func sleep(_ length: Duration) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver: Bool = state.withLock { state in
                    let end = Duration.seconds(state.now) + length
                    if Task.isCancelled || length <= .zero { return true }
                    state.sleepers[id] = Sleeper(end: end, length: length, continuation: continuation)
                    return false
                }
                sleeps.append(length)
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
        }
        try Task.checkCancellation()
    }
}
