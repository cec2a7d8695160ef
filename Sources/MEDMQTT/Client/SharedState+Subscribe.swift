extension SharedState {
    /// Registers a subscription and asks for it; every later connection asks for it again.
    func subscribe(_ subscription: Subscription) {
        let (refusal, connection) = state.withLock { state -> (MQTTFault?, Connection?) in
            if state.cancelledIDs.contains(subscription.id) { return (MQTTFault(.cancelled), nil) }
            if let refusal = state.refusal { return (refusal, nil) }
            state.subscriptions[subscription.id] = subscription
            if state.connection != nil { state.requests.append(.subscribe(subscription.id)) }
            return (nil, state.connection)
        }
        if let refusal {
            subscription.waiting?.resume(throwing: refusal)
        } else {
            connection?.wake()
            sweep(before: subscription.deadline)
        }
    }

    /// Forgets a subscription and its filters that no other one uses; throws the fault at a caller that waits.
    func unsubscribe(_ id: Subscription.ID, _ fault: MQTTFault = MQTTFault(.cancelled)) {
        let (waiting, connection) = state.withLock { state -> (CheckedContinuation<Void, any Error>?, Connection?) in
            guard let subscription = state.subscriptions.removeValue(forKey: id) else { return (nil, nil) }
            let others = Set(state.subscriptions.values.flatMap { $0.filters.map(\.filter) })
            let unused = subscription.filters.map(\.filter).filter { !others.contains($0) }
            if state.connection != nil { state.requests.append(.unsubscribe(unused)) }
            return (subscription.waiting, state.connection)
        }
        waiting?.resume(throwing: fault)
        connection?.wake()
    }

    /// The broker's answer to one filter.
    func answered(_ id: Subscription.ID, filter: String, refusal: MQTTFault?) {
        if let refusal {
            let isFirst = state.withLock { $0.subscriptions[id]?.waiting != nil }
            if isFirst {
                unsubscribe(id, refusal)
            } else {
                emit(.subscriptionRefused(filter: filter, refusal))
            }
            return
        }
        let complete = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard var subscription = state.subscriptions[id], subscription.waiting != nil else { return nil }
            subscription.unanswered -= 1
            let waiting = subscription.waiting
            let isComplete = subscription.unanswered == 0
            if isComplete { subscription.waiting = nil }
            state.subscriptions[id] = subscription
            return isComplete ? waiting : nil
        }
        complete?.resume()
    }

    func subscription(_ id: Subscription.ID) -> Subscription? {
        state.withLock { $0.subscriptions[id] }
    }

    func subscriptions() -> [Subscription] {
        state.withLock { Array($0.subscriptions.values) }
    }
}
