extension SharedState {
    /// - Throws: a second `run()` at the same time.
    func begin() throws(MQTTFault) {
        let isRunning = state.withLock { state in
            if state.status == .running { return true }
            state.status = .running
            state.fault = nil
            return false
        }
        if isRunning { throw MQTTFault(.other, "run() is already running") }
    }

    /// The broker accepted the connection: from now on its thread takes calls.
    ///
    /// - Returns: the subscriptions to ask for again. Those that come later are requests of their own.
    func established(_ connection: Connection, _ info: MQTTConnectionInfo) -> [Subscription] {
        let (waiters, subscriptions) = state.withLock { state in
            state.connection = connection
            state.info = info
            state.fault = nil
            // Requests of an earlier connection: every subscription is about to be renewed, every call ended.
            state.requests.removeAll()
            for (id, subscription) in state.subscriptions {
                state.subscriptions[id]?.unanswered = subscription.filters.count
            }
            defer { state.connectWaiters.removeAll() }
            return (Array(state.connectWaiters.values), state.subscriptions.values.sorted { $0.id < $1.id })
        }
        for waiter in waiters { waiter.continuation.resume(returning: info) }
        emit(.connected(info))
        return subscriptions
    }

    /// The connection's thread gives back what it did not begin and will not take any more.
    func detach(_ connection: Connection, returning call: PublishCall?) {
        let abandoned = state.withLock { state -> (CheckedContinuation<MQTTBatchResult, any Error>?, MQTTFault)? in
            guard state.connection === connection else { return nil }
            state.connection = nil
            state.info = nil
            defer { state.requests.removeAll() }
            guard let call, call.phase == .taken else { return nil }
            for case .abandon(let abandoned, let fault) in state.requests where abandoned === call {
                return (end(call, in: &state), fault)
            }
            call.phase = .waiting
            state.waiting.prepend(call)
            return nil
        }
        if let (continuation, fault) = abandoned { continuation?.resume(throwing: fault) }
        if let call { sweep(before: call.deadline) }
    }

    func takeRequests() -> [Request] {
        state.withLock { state in
            defer { state.requests.removeAll() }
            return state.requests
        }
    }

    /// An attempt failed or a connection was lost: what cannot succeed any more ends.
    func failed(_ fault: MQTTFault) {
        var calls: [CheckedContinuation<MQTTBatchResult, any Error>] = []
        var subscribes: [CheckedContinuation<Void, any Error>] = []
        let connects = state.withLock { state in
            state.fault = fault
            let connects = state.connectWaiters.filter { fault.isPermanent || $0.value.failsAtFirstFault }
            for id in connects.keys { state.connectWaiters[id] = nil }
            if fault.isPermanent {
                calls = endCalls(in: &state)
                subscribes = endSubscribers(in: &state)
            }
            return Array(connects.values)
        }
        for waiter in connects { waiter.continuation.resume(throwing: fault) }
        for call in calls { call.resume(throwing: fault) }
        for subscribe in subscribes { subscribe.resume(throwing: fault) }
    }

    /// `run()` ends: nobody waits any more, every stream ends.
    func end() {
        let fault = MQTTFault(.shutDown, "the client stopped")
        emit(.stopped)
        var calls: [CheckedContinuation<MQTTBatchResult, any Error>] = []
        var subscribes: [CheckedContinuation<Void, any Error>] = []
        var connects: [ConnectWaiter] = []
        let (streams, listeners) = state.withLock { state in
            state.status = .stopped
            state.sweeper?.cancel()
            state.sweeper = nil
            state.nextSweep = nil
            state.connection = nil
            state.info = nil
            state.requests.removeAll()
            calls = endCalls(in: &state)
            subscribes = endSubscribers(in: &state)
            connects = Array(state.connectWaiters.values)
            state.connectWaiters.removeAll()
            defer {
                state.subscriptions.removeAll()
                state.listeners.removeAll()
            }
            return (state.subscriptions.values.map(\.messages), Array(state.listeners.values))
        }
        for call in calls { call.resume(throwing: fault) }
        for subscribe in subscribes { subscribe.resume(throwing: fault) }
        for connect in connects { connect.continuation.resume(throwing: fault) }
        for stream in streams { stream.finish() }
        for listener in listeners { listener.finish() }
    }

    private func endCalls(in state: inout State) -> [CheckedContinuation<MQTTBatchResult, any Error>] {
        var ended: [CheckedContinuation<MQTTBatchResult, any Error>] = []
        while let call = state.waiting.popFirst() {
            if let continuation = end(call, in: &state) { ended.append(continuation) }
        }
        return ended
    }

    private func endSubscribers(in state: inout State) -> [CheckedContinuation<Void, any Error>] {
        let waiting = state.subscriptions.values.filter { $0.waiting != nil }
        for subscription in waiting { state.subscriptions[subscription.id] = nil }
        return waiting.compactMap(\.waiting)
    }

    func waitUntilConnected(
        _ id: UInt64,
        _ continuation: CheckedContinuation<MQTTConnectionInfo, any Error>,
        deadline: ContinuousClock.Instant,
        failsAtFirstFault: Bool
    ) {
        enum Answer { case now(MQTTConnectionInfo), fault(MQTTFault), later }
        let answer = state.withLock { state -> Answer in
            if let info = state.info { return .now(info) }
            if state.cancelledIDs.contains(id) { return .fault(MQTTFault(.cancelled)) }
            if let refusal = state.refusal { return .fault(refusal) }
            if failsAtFirstFault, let fault = state.fault { return .fault(fault) }
            state.connectWaiters[id] = ConnectWaiter(
                continuation: continuation,
                deadline: deadline,
                failsAtFirstFault: failsAtFirstFault
            )
            return .later
        }
        switch answer {
        case .now(let info): continuation.resume(returning: info)
        case .fault(let fault): continuation.resume(throwing: fault)
        case .later: sweep(before: deadline)
        }
    }

    func cancelConnectWaiter(_ id: UInt64) {
        let waiter = state.withLock { state in
            state.cancelledIDs.insert(id)
            return state.connectWaiters.removeValue(forKey: id)
        }
        waiter?.continuation.resume(throwing: MQTTFault(.cancelled))
    }
}
