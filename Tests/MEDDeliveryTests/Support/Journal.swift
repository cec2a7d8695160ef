import Synchronization

/// What happened, in order; a test awaits entries instead of sleeping.
final class Journal<Entry: Sendable>: Sendable {
    private struct State {
        var entries: [Entry] = []
        var waiters: [(condition: @Sendable ([Entry]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var entries: [Entry] { state.withLock(\.entries) }
    var count: Int { state.withLock(\.entries.count) }

    func append(_ entry: Entry) {
        let due = state.withLock { state in
            state.entries.append(entry)
            let entries = state.entries
            let due = state.waiters.filter { $0.condition(entries) }
            state.waiters.removeAll { $0.condition(entries) }
            return due.map(\.continuation)
        }
        for waiter in due { waiter.resume() }
    }

    /// Waits until the entries satisfy the condition; the suite's time limit ends a test that waits in vain.
    @discardableResult
    func wait(_ condition: @escaping @Sendable ([Entry]) -> Bool) async -> [Entry] {
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state in
                if condition(state.entries) { return true }
                state.waiters.append((condition, continuation))
                return false
            }
            if isDue { continuation.resume() }
        }
        return entries
    }

    @discardableResult
    func wait(for count: Int) async -> [Entry] {
        await wait { $0.count >= count }
    }
}

/// A door that stays shut for whoever waits, cancelled or not, until a test opens it.
final class Gate: Sendable {
    private let openings = Journal<Void>()

    func open() { openings.append(()) }

    func pass() async { await openings.wait(for: 1) }
}
