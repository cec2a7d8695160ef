import Synchronization

/// Wakes whoever waits; what is raised while nobody waits is remembered once.
final class WakeSignal: Sendable {
    private struct State {
        var isRaised = false
        var next = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    func raise() {
        let waiters = state.withLock { state in
            state.isRaised = state.waiters.isEmpty
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Forgets what was raised while nobody waited.
    func clear() {
        state.withLock { $0.isRaised = false }
    }

    /// Returns when the signal is raised, at once if it was, or when the task is cancelled.
    func wait() async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    if state.isRaised {
                        state.isRaised = false
                        return true
                    }
                    // A task is marked as cancelled before its handler runs: one that found no waiter is seen here.
                    if Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            // Only this waiter: a raise is not used up by someone who leaves.
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}
