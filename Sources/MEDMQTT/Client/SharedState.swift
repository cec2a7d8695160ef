/// What a client's callers and its connection's thread share, under one lock.
///
/// Continuations are resumed after the lock is released, each exactly once: whoever takes one out resumes it.
final class SharedState: Sendable {
    /// What a caller asks of an established connection.
    enum Request: Sendable {
        case abandon(PublishCall, MQTTFault)
        case subscribe(Subscription.ID)
        case unsubscribe([String])
    }

    struct ConnectWaiter: Sendable {
        let continuation: CheckedContinuation<MQTTConnectionInfo, any Error>
        let deadline: ContinuousClock.Instant
        let failsAtFirstFault: Bool
    }

    enum Status { case fresh, running, stopped }

    struct State {
        var status = Status.fresh
        var connection: Connection?
        var info: MQTTConnectionInfo?
        var fault: MQTTFault?

        var waiting = CallQueue()
        var pending: [ObjectIdentifier: PublishCall] = [:]
        var requests: [Request] = []
        var subscriptions: [Subscription.ID: Subscription] = [:]
        var connectWaiters: [UInt64: ConnectWaiter] = [:]
        var listeners: [UInt64: AsyncStream<MQTTEvent>.Continuation] = [:]
        var lastID: UInt64 = 0
        /// Waiters whose task was cancelled, perhaps before they began to wait; each removes itself at its end.
        var cancelledIDs: Set<UInt64> = []
        var nextSweep: ContinuousClock.Instant?
        var sweeper: Task<Void, Never>?

        mutating func newID() -> UInt64 {
            lastID += 1
            return lastID
        }

        /// Why a new call cannot even wait; nil: it can.
        var refusal: MQTTFault? {
            if status == .stopped { return MQTTFault(.shutDown, "the client is stopped") }
            if info == nil, let fault, fault.isPermanent { return fault }
            return nil
        }
    }

    let state = Locked(State())

    func emit(_ event: MQTTEvent) {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(event) }
    }

    func events() -> AsyncStream<MQTTEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: MQTTEvent.self,
            bufferingPolicy: .bufferingNewest(256)
        )
        let id = state.withLock { state -> UInt64 in
            let id = state.newID()
            state.listeners[id] = continuation
            return id
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
        }
        return stream
    }
}
