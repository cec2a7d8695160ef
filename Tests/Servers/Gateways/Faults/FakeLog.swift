import Synchronization

/// The calls of a service, and the faults it is to show.
public final class FakeLog: Sendable {
    private struct Scripted {
        let fault: FakeFault
        var times: Int
        let matches: @Sendable (FakeCall) -> Bool
    }

    private struct State {
        var calls: [FakeCall] = []
        var scripted: [Scripted] = []
        var counter = 0
    }

    private let state = Mutex(State())

    init() {}

    /// Records a call and finds the fault it meets, if any.
    func receive(_ call: inout FakeCall) -> FakeFault? {
        state.withLock { state in
            call.number = state.counter
            state.counter += 1
            let recent = state.calls.reversed().prefix { $0.at > call.at - 1 && $0.at <= call.at }
            call.exceedsRate = call.exceedsRate || recent.count >= 5
            let position = state.scripted.firstIndex { $0.matches(call) }
            var fault: FakeFault?
            if let position {
                fault = state.scripted[position].fault
                state.scripted[position].times -= 1
                if state.scripted[position].times == 0 { state.scripted.remove(at: position) }
            }
            call.fault = fault?.name
            state.calls.append(call)
            return fault
        }
    }

    func finish(_ call: FakeCall) {
        state.withLock { state in
            guard let position = state.calls.lastIndex(where: { $0.number == call.number }) else { return }
            state.calls[position] = call
        }
    }

    /// Every call so far.
    public var calls: [FakeCall] { state.withLock { $0.calls } }

    /// How many faults are still to come.
    public var faultsLeft: Int { state.withLock { $0.scripted.reduce(0) { min($0, .max - $1.times) + $1.times } } }

    func inject(_ fault: FakeFault, times: Int, where matches: @escaping @Sendable (FakeCall) -> Bool) {
        state.withLock { $0.scripted.append(Scripted(fault: fault, times: times, matches: matches)) }
    }

    func clearFaults() { state.withLock { $0.scripted = [] } }

    func clearCalls() { state.withLock { $0.calls = [] } }
}
