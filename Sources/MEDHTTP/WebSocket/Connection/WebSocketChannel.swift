/// What callers and the thread of a WebSocket share. Every waiting caller is woken once, by whoever comes first: the
/// thread, or its own cancellation, which waits for nobody.
final class WebSocketChannel: Sendable {
    typealias Waiter<Value> = CheckedContinuation<Result<Value, HTTPFault>, Never>

    /// For the thread: what callers left.
    struct Work {
        var outgoing: [(id: Int, message: WebSocketMessage)] = []
        var isClosing = false
        /// The connection has to go, now.
        var isEnded = false
        /// Messages wait to be received: the server has to wait, too.
        var isFull = false
        /// When the earliest caller gives up.
        var expiry: ContinuousClock.Instant?
    }

    private struct State {
        var work = Work()
        var opening: WebSocketOpening?
        var ending: WebSocketMachine.Ending?
        var inbox: [WebSocketMessage] = []
        var inboxBytes = 0
        var opener: Waiter<WebSocketOpening>?
        var senders: [Int: (waiter: Waiter<Void>, expiry: ContinuousClock.Instant)] = [:]
        var receiver: (waiter: Waiter<WebSocketMessage?>, expiry: ContinuousClock.Instant)?
        var closer: (waiter: Waiter<Void>, expiry: ContinuousClock.Instant)?
        var lastSender = 0
    }

    let wakeUp: WakeUp
    private let state = Locked(State())

    init() throws(HTTPFault) { wakeUp = try WakeUp() }

    var closure: WebSocketClosure? {
        state.withLock { if case .closed(let closure) = $0.ending { closure } else { nil } }
    }

    // MARK: For callers

    func opening() async throws(HTTPFault) -> WebSocketOpening {
        try await wait { waiter, state in
            if let opening = state.opening { return .success(opening) }
            if let ending = state.ending { return .failure(Self.fault(ending)) }
            state.opener = waiter
            return nil
        }.get()
    }

    func send(_ message: WebSocketMessage, expiry: ContinuousClock.Instant) async throws(HTTPFault) {
        try await wait { (waiter: Waiter<Void>, state) in
            if let ending = state.ending { return .failure(Self.fault(ending)) }
            state.lastSender += 1
            state.senders[state.lastSender] = (waiter, expiry)
            state.work.outgoing.append((state.lastSender, message))
            return nil
        }.get()
    }

    func receive(expiry: ContinuousClock.Instant) async throws(HTTPFault) -> WebSocketMessage? {
        try await wait { waiter, state in
            if !state.inbox.isEmpty {
                let message = state.inbox.removeFirst()
                state.inboxBytes -= Self.size(message)
                return .success(message)
            }
            switch state.ending {
            case .closed: return .success(nil)
            case .failed(let fault): return .failure(fault)
            case nil: break
            }
            guard state.receiver == nil else {
                return .failure(HTTPFault(.invalidRequest, "another task is receiving"))
            }
            state.receiver = (waiter, expiry)
            return nil
        }.get()
    }

    /// Closes by the handshake; returns when it is over, at the latest at `expiry`.
    func close(expiry: ContinuousClock.Instant) async {
        _ = await wait { (waiter: Waiter<Void>, state) in
            if state.ending != nil { return .success(()) }
            state.work.isClosing = true
            state.closer = (waiter, expiry)
            return nil
        }
    }

    /// Ends it at once: everybody who waits gets the fault.
    func abort(_ fault: HTTPFault) {
        finish(.failed(fault))
        wakeUp.signal()
    }

    /// Lets `begin` store the continuation, or answer at once; a cancellation ends the WebSocket.
    private func wait<Value: Sendable>(
        _ begin: (Waiter<Value>, inout State) -> Result<Value, HTTPFault>?
    ) async -> Result<Value, HTTPFault> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let answer = state.withLock { begin(waiter, &$0) }
                if let answer { waiter.resume(returning: answer) }
                wakeUp.signal()
            }
        } onCancel: {
            abort(HTTPFault(.cancelled))
        }
    }

    // MARK: For the thread

    /// What callers left since the last time.
    ///
    /// - Parameter limit: How many bytes may wait to be received.
    func take(limit: Int) -> Work {
        state.withLock { state in
            var work = state.work
            state.work.outgoing = []
            work.isEnded = state.ending != nil
            work.isFull = state.inboxBytes > limit
            work.expiry = state.senders.values.map(\.expiry).min()
            for case let expiry? in [state.receiver?.expiry, state.closer?.expiry] {
                work.expiry = min(work.expiry ?? expiry, expiry)
            }
            return work
        }
    }

    func opened(_ opening: WebSocketOpening) {
        let opener = state.withLock { state in
            if state.ending == nil { state.opening = opening }
            defer { state.opener = nil }
            return state.opener
        }
        opener?.resume(returning: .success(opening))
    }

    func sent(_ id: Int) {
        state.withLock { $0.senders.removeValue(forKey: id) }?.waiter.resume(returning: .success(()))
    }

    func deliver(_ message: WebSocketMessage) {
        let receiver = state.withLock { state in
            guard let receiver = state.receiver else {
                if state.ending == nil {
                    state.inbox.append(message)
                    state.inboxBytes += Self.size(message)
                }
                return nil as Waiter<WebSocketMessage?>?
            }
            state.receiver = nil
            return receiver.waiter
        }
        receiver?.resume(returning: .success(message))
    }

    /// It is over; only the first ending counts.
    func finish(_ ending: WebSocketMachine.Ending) {
        let waiting = state.withLock { state in
            guard state.ending == nil else { return nil as State? }
            state.ending = ending
            let waiting = state
            state.opener = nil
            state.senders = [:]
            state.receiver = nil
            state.closer = nil
            return waiting
        }
        guard let waiting else { return }
        let fault = Self.fault(ending)
        waiting.opener?.resume(returning: .failure(fault))
        for sender in waiting.senders.values { sender.waiter.resume(returning: .failure(fault)) }
        if case .closed = ending {
            waiting.receiver?.waiter.resume(returning: .success(nil))
        } else {
            waiting.receiver?.waiter.resume(returning: .failure(fault))
        }
        waiting.closer?.waiter.resume(returning: .success(()))
    }

    private static func fault(_ ending: WebSocketMachine.Ending) -> HTTPFault {
        switch ending {
        case .closed(let closure):
            HTTPFault(.connectionLost, "WebSocket: closed by the server" + (closure.code.map { " with \($0)" } ?? ""))
        case .failed(let fault): fault
        }
    }

    private static func size(_ message: WebSocketMessage) -> Int {
        switch message {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        }
    }
}
