/// What other threads leave for an event loop.
final class LoopInbox: Sendable {
    struct Requests {
        var submitted: [Exchange] = []
        var cancelled: [Exchange] = []
        /// When the loop has to end at the latest; nil: it goes on.
        var closingTime: ContinuousClock.Instant?
    }

    private struct State {
        var requests = Requests()
        /// The loop waits, or is about to: whoever leaves something has to wake it.
        var isWaiting = false
        var isClosed = false
        var closeWaiters: [CheckedContinuation<Void, Never>] = []
    }

    let wakeUp: WakeUp
    private let state = Locked(State())

    init() throws(HTTPFault) { wakeUp = try WakeUp() }

    /// Hands over the exchange, or ends it when the loop takes none any more.
    func submit(_ exchange: Exchange) {
        let (isTaken, wakes) = state.withLock { state in
            guard state.requests.closingTime == nil else { return (false, false) }
            state.requests.submitted.append(exchange)
            defer { state.isWaiting = false }
            return (true, state.isWaiting)
        }
        if wakes { wakeUp.signal() }
        if !isTaken { exchange.finish(.failure(HTTPFault(.closed))) }
    }

    /// Asks to end the exchange, which may not have been submitted yet, and may have ended.
    func cancel(_ exchange: Exchange) {
        let wakes = state.withLock { state in
            if state.isClosed { return false }
            state.requests.cancelled.append(exchange)
            defer { state.isWaiting = false }
            return state.isWaiting
        }
        if wakes { wakeUp.signal() }
    }

    func close(at limit: ContinuousClock.Instant) {
        state.withLock { state in
            state.requests.closingTime = min(limit, state.requests.closingTime ?? limit)
            state.isWaiting = false
        }
        wakeUp.signal()
    }

    /// Returns when the loop's thread has closed everything.
    func closed() async {
        await withCheckedContinuation { continuation in
            let isClosed = state.withLock { state in
                if !state.isClosed { state.closeWaiters.append(continuation) }
                return state.isClosed
            }
            if isClosed { continuation.resume() }
        }
    }

    /// For the loop: what came since the last time.
    func take() -> Requests {
        state.withLock { state in
            let requests = state.requests
            state.requests.submitted = []
            state.requests.cancelled = []
            return requests
        }
    }

    /// For the loop: whether it may wait, because nothing came since ``take()``.
    func beginWaiting() -> Bool {
        state.withLock { state in
            state.isWaiting = state.requests.submitted.isEmpty && state.requests.cancelled.isEmpty
            return state.isWaiting
        }
    }

    func endWaiting() { state.withLock { $0.isWaiting = false } }

    /// For the loop: it is over.
    func finish() {
        let waiters = state.withLock { state in
            state.isClosed = true
            // A cancellation that came last has nothing to cancel.
            state.requests.cancelled = []
            defer { state.closeWaiters = [] }
            return state.closeWaiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
