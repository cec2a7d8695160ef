import Synchronization

/// Calls counted per day.
final class FakeQuota: Sendable {
    private struct State {
        var limit: Int
        var made: [Int64: Int] = [:]
        var last: Int64?
    }

    private let state: Mutex<State>
    /// Whether its day is that of UTC, else of France.
    private let isUTC: Bool

    init(_ limit: Int, isUTC: Bool) {
        state = Mutex(State(limit: limit))
        self.isUTC = isUTC
    }

    var limit: Int { state.withLock { $0.limit } }
    /// The last counted call.
    var last: Int64? { state.withLock { $0.last } }

    func set(_ limit: Int) { state.withLock { $0.limit = limit } }

    func made(at instant: Int64) -> Int { state.withLock { $0.made[day(instant)] ?? 0 } }

    /// Counts a call.
    ///
    /// - Returns: how many of the day, and whether it is one too many.
    func count(at instant: Int64) -> (made: Int, isOver: Bool) {
        state.withLock { state in
            let made = (state.made[day(instant)] ?? 0) + 1
            state.made[day(instant)] = made
            state.last = instant
            return (made, made > state.limit)
        }
    }

    /// When the day that an instant belongs to ends.
    func reset(after instant: Int64) -> Int64 {
        isUTC ? (instant / 86_400 + 1) * 86_400 : FakeDay(at: instant).next.start
    }

    private func day(_ instant: Int64) -> Int64 {
        isUTC ? instant / 86_400 : Int64(FakeDay(at: instant).number)
    }
}
