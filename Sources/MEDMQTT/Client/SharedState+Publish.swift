extension SharedState {
    /// Queues a call; its continuation is resumed by whoever ends it.
    func submit(_ call: PublishCall, _ continuation: CheckedContinuation<MQTTBatchResult, any Error>) {
        let (refusal, connection) = state.withLock { state -> (MQTTFault?, Connection?) in
            if call.phase == .finished { return (MQTTFault(.cancelled), nil) }
            if let refusal = state.refusal {
                call.phase = .finished
                return (refusal, nil)
            }
            call.phase = .waiting
            call.continuation = continuation
            state.waiting.append(call)
            state.pending[ObjectIdentifier(call)] = call
            return (nil, state.connection)
        }
        if let refusal {
            continuation.resume(throwing: refusal)
        } else {
            connection?.wake()
            sweep(before: call.deadline)
        }
    }

    /// Ends a call from outside: at once while it waits, through the connection's thread once that has it.
    func abandon(_ call: PublishCall, _ fault: MQTTFault) {
        let (continuation, connection) = state.withLock { state in
            abandon(call, fault, in: &state)
        }
        continuation?.resume(throwing: fault)
        connection?.wake()
    }

    func abandon(
        _ call: PublishCall,
        _ fault: MQTTFault,
        in state: inout State
    ) -> (CheckedContinuation<MQTTBatchResult, any Error>?, Connection?) {
        switch call.phase {
        case .new:
            call.phase = .finished
            return (nil, nil)
        case .waiting:
            return (end(call, in: &state), nil)
        case .taken:
            state.requests.append(.abandon(call, fault))
            return (nil, state.connection)
        case .finished:
            return (nil, nil)
        }
    }

    /// The next waiting call, for the connection's thread.
    func takeCall() -> PublishCall? {
        state.withLock { state in
            let call = state.waiting.popFirst()
            call?.phase = .taken
            return call
        }
    }

    /// Ends a taken call; nothing of it left: it throws, so that the caller knows that nothing was sent.
    func finish(_ call: PublishCall, _ interruption: MQTTFault?) {
        call.releaseBatch()
        guard let continuation = state.withLock({ end(call, in: &$0) }) else { return }
        if let interruption, !call.hasLeft, call.answered == 0 {
            continuation.resume(throwing: interruption)
        } else {
            continuation.resume(returning: MQTTBatchResult(outcomes: call.outcomes, interruption: interruption))
        }
    }

    /// Takes the continuation out: the caller of this resumes it.
    func end(_ call: PublishCall, in state: inout State) -> CheckedContinuation<MQTTBatchResult, any Error>? {
        call.phase = .finished
        state.pending.removeValue(forKey: ObjectIdentifier(call))
        defer { call.continuation = nil }
        return call.continuation
    }
}
