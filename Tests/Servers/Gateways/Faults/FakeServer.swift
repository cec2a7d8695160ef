/// A service on the loopback that records its calls and fails when a test tells it to.
public protocol FakeServer: AnyObject, Sendable {
    /// The calls and the faults to come.
    var log: FakeLog { get }
}

extension FakeServer {
    /// Every call so far, in the order in which they came.
    public var calls: [FakeCall] { log.calls }

    /// Calls for readings of a day asked for before 06:00 of the next day in France.
    public var prematureCalls: [FakeCall] { calls.filter(\.isPremature) }

    /// Calls beyond five within one second of the injected clock; of EcoWatt: within 15 minutes of the one before.
    public var rateViolations: [FakeCall] { calls.filter(\.exceedsRate) }

    /// How many calls there were of a kind, or of all.
    public func count(_ kind: FakeCall.Kind? = nil, pdl: String? = nil, direction: FakeDirection? = nil) -> Int {
        calls.count {
            (kind == nil || $0.kind == kind) && (pdl == nil || $0.pdl == pdl)
                && (direction == nil || $0.direction == direction)
        }
    }

    /// How many calls satisfy a condition.
    public func count(where condition: (FakeCall) -> Bool) -> Int { calls.count(where: condition) }

    /// Makes the next calls that satisfy a condition fail. The first injected fault that matches is taken.
    ///
    /// - Parameters:
    ///   - times: how many calls; `Int.max`: until `clearFaults`.
    ///   - matches: which calls; the record knows all but what is sent.
    public func inject(
        _ fault: FakeFault, times: Int = 1, where matches: @escaping @Sendable (FakeCall) -> Bool = { _ in true }
    ) {
        log.inject(fault, times: times, where: matches)
    }

    /// Forgets the faults still to come.
    public func clearFaults() { log.clearFaults() }

    /// Forgets the calls; quotas keep theirs.
    public func clearCalls() { log.clearCalls() }
}
