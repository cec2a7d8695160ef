public import MEDCore
import Synchronization

/// The service's status, and who wants to hear of it.
public final class StatusBoard: Sendable {
    private struct State {
        /// What the program says.
        var own = ServiceStatus()
        /// What is wrong with exporters, which the program does not know.
        var faults: [InstanceID: String] = [:]
        var next = 0
        var listeners: [Int: AsyncStream<ServiceStatus>.Continuation] = [:]

        var status: ServiceStatus {
            var status = own
            status.errors += faults.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            if status.health == .ok && !faults.isEmpty { status.health = .error }
            return status
        }
    }

    private let state = Mutex(State())

    /// A board that says all is well.
    public init() {}

    /// The status now: what the program says, and the exporters that could not be started among the errors.
    public var status: ServiceStatus { state.withLock(\.status) }

    /// Changes what the program says and tells the listeners if the status is another one. `change` must not use the board.
    public func update(_ change: @Sendable (inout ServiceStatus) -> Void) {
        modify { change(&$0.own) }
    }

    /// Names an exporter among the errors, or no longer for `nil`.
    func setFault(_ fault: String?, of instance: InstanceID) {
        modify { $0.faults[instance] = fault }
    }

    private func modify(_ change: (inout State) -> Void) {
        state.withLock { state in
            let before = state.status
            change(&state)
            let status = state.status
            guard status != before else { return }
            // Under the lock: of two changes at once the second one has to arrive last.
            for listener in state.listeners.values { listener.yield(status) }
        }
    }

    /// The status now and at every change; a slow listener sees the newest one only.
    public func stream() -> AsyncStream<ServiceStatus> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServiceStatus.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            continuation.yield(state.status)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
        }
        return stream
    }
}
