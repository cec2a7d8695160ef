import Glibc

/// One connection or attempt: a thread of its own that dials, speaks and ends.
///
/// The thread can be stuck in name resolution or in `connect` for two minutes. It is then left behind: it finds
/// itself abandoned when it wakes, releases its handle and ends.
final class Connection: Sendable {
    private enum Phase { case dialing, speaking, abandoned, ended }

    private struct Life {
        var phase = Phase.dialing
        var isStopRequested = false
        var isAbortRequested = false
        var continuation: CheckedContinuation<Supervisor.Ending, Never>?
    }

    let configuration: MQTTConfiguration
    let version: MQTTProtocolVersion
    let shared: SharedState
    let wakeUp: WakeUp
    let deadline: ContinuousClock.Instant
    private let life = Locked(Life())

    init(_ configuration: MQTTConfiguration, version: MQTTProtocolVersion, shared: SharedState) throws(MQTTFault) {
        self.configuration = configuration
        self.version = version
        self.shared = shared
        wakeUp = try WakeUp()
        deadline = .now + configuration.connectTimeout
    }

    /// Dials and speaks until the connection ends, by itself or by the task's cancellation.
    func run() async -> Supervisor.Ending {
        // Unstructured: a child task would have to be awaited, and this one is cancelled at the end.
        let timer = Task {
            try await ContinuousClock().sleep(until: deadline)
            abandon(MQTTFault(.timedOut, "no connection to \(configuration.host) in time"))
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                life.withLock { $0.continuation = continuation }
                do throws(MQTTFault) {
                    try NamedThread.start("med-mqtt") { self.thread() }
                } catch {
                    end(Supervisor.Ending(fault: error))
                }
                if life.withLock({ $0.isStopRequested }) { stop() }
            }
        } onCancel: {
            stop()
        }
    }

    /// Ends the connection politely: acknowledgements are awaited for a while, then DISCONNECT is sent.
    func stop() {
        life.withLock { $0.isStopRequested = true }
        abandon(MQTTFault(.shutDown))
        wake()
    }

    /// Closes the socket without DISCONNECT, as a crash of the process does: the broker publishes the will.
    func abort() {
        life.withLock { $0.isAbortRequested = true }
        wake()
    }

    /// Makes the thread look at its requests.
    func wake() { wakeUp.signal() }

    var isStopRequested: Bool { life.withLock { $0.isStopRequested } }
    var isAbortRequested: Bool { life.withLock { $0.isAbortRequested } }

    /// The thread's report that it dialled.
    ///
    /// - Returns: false when it was abandoned meanwhile.
    func dialled() -> Bool {
        life.withLock { life in
            guard life.phase == .dialing else { return false }
            life.phase = .speaking
            return true
        }
    }

    private func thread() {
        let ending: Supervisor.Ending
        do throws(MQTTFault) {
            ending = try ConnectionLoop(self).run()
        } catch {
            ending = Supervisor.Ending(fault: error)
        }
        end(ending)
    }

    /// Stops waiting for a thread that still dials.
    private func abandon(_ fault: MQTTFault) {
        let continuation = life.withLock { life -> CheckedContinuation<Supervisor.Ending, Never>? in
            guard life.phase == .dialing, let continuation = life.continuation else { return nil }
            life.phase = .abandoned
            life.continuation = nil
            return continuation
        }
        continuation?.resume(returning: Supervisor.Ending(fault: fault))
    }

    private func end(_ ending: Supervisor.Ending) {
        let continuation = life.withLock { life in
            life.phase = .ended
            defer { life.continuation = nil }
            return life.continuation
        }
        continuation?.resume(returning: ending)
    }
}
