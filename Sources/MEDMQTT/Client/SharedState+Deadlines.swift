extension SharedState {
    /// Sees to it that what waits is looked at when the deadline comes.
    ///
    /// One sleeping task serves all calls. It is unstructured because it outlives the call that started it; it holds
    /// nothing and ends at the last deadline or with `run()`.
    func sweep(before deadline: ContinuousClock.Instant) {
        state.withLock { state in
            if let next = state.nextSweep, next <= deadline { return }
            state.nextSweep = deadline
            state.sweeper?.cancel()
            state.sweeper = Task { [weak self] in
                guard (try? await ContinuousClock().sleep(until: deadline)) != nil else { return }
                self?.sweep()
            }
        }
    }

    private func sweep() {
        let now = ContinuousClock.now
        var calls: [CheckedContinuation<MQTTBatchResult, any Error>] = []
        var connects: [CheckedContinuation<MQTTConnectionInfo, any Error>] = []
        var subscriptions: [Subscription.ID] = []
        let late = MQTTFault(.timedOut, "no acknowledgement in time")

        let (connection, next, fault) = state.withLock { state in
            var connection: Connection?
            var next: ContinuousClock.Instant?
            func isDue(_ deadline: ContinuousClock.Instant) -> Bool {
                if deadline <= now { return true }
                next = next.map { min($0, deadline) } ?? deadline
                return false
            }
            for call in Array(state.pending.values) where isDue(call.deadline) {
                let (continuation, taker) = abandon(call, late, in: &state)
                if let continuation { calls.append(continuation) }
                connection = taker ?? connection
            }
            for (id, waiter) in state.connectWaiters where isDue(waiter.deadline) {
                state.connectWaiters[id] = nil
                connects.append(waiter.continuation)
            }
            for (id, subscription) in state.subscriptions
            where subscription.waiting != nil && isDue(subscription.deadline) {
                subscriptions.append(id)
            }
            if let scheduled = state.nextSweep, scheduled <= now { state.nextSweep = nil }
            return (connection, next, state.info == nil ? state.fault : nil)
        }
        for call in calls { call.resume(throwing: fault ?? late) }
        for connect in connects { connect.resume(throwing: fault ?? MQTTFault(.timedOut, "not connected in time")) }
        for subscription in subscriptions { unsubscribe(subscription, fault ?? late) }
        connection?.wake()
        if let next { sweep(before: next) }
    }
}
