import FoundationEssentials
public import MEDCore

/// When EcoWatt is asked for: once an hour, at a second of the hour that is the installation's own, and never twice within
/// 15 minutes: not after a restart, not on request, not from another source.
///
/// No I/O and no clock; what it remembers is written *before* a call is made, so that a crash cannot make calls.
public struct EcowattSchedule: Sendable {
    /// Seconds between two calls at least: RTE allows one per 15 minutes.
    public static let distance = 15 * 60

    struct Memory: Codable, Hashable, Sendable {
        /// Seconds since 1970.
        var lastCall: Int64?
        var failures = 0
        var holds = SourceHolds()
    }

    private let spread: NationalSpread
    private(set) var memory: Memory

    /// A schedule.
    ///
    /// - Parameters:
    ///   - seed: the installation's own number.
    ///   - remembered: what ``encoded()`` gave; `nil` for a first run.
    ///   - now: damaged bytes count as a call made now.
    public init(seed: UInt64, remembered: [UInt8]? = nil, at now: UTCInstant) {
        spread = NationalSpread(seed: seed)
        if let remembered {
            memory =
                NationalJSON.decode(Memory.self, from: remembered) ?? Memory(lastCall: now.secondsSinceEpoch)
        } else {
            memory = Memory()
        }
    }

    /// What has to be remembered between runs.
    public func encoded() -> [UInt8] { (try? JSONEncoder().encode(memory)).map(Array.init) ?? [] }

    /// When the next call may be made; in the past when it is due.
    ///
    /// - Parameter sources: the names of the sources, in order. Without one there is never a call.
    public func next(of sources: [String], after now: UTCInstant) -> UTCInstant? {
        let free = sources.map { memory.holds.until($0, at: now) ?? now }.min()
        guard let free else { return nil }
        return max(free, regular(at: now) ?? now)
    }

    /// Whether to call now, and whom. A call is counted by being handed out.
    ///
    /// - Parameter force: the household asks; the hour is not waited for, the 15 minutes are.
    public mutating func call(of sources: [String], at now: UTCInstant, force: Bool = false) -> String? {
        settle(at: now)
        if force { memory.holds.release() }
        let due = force ? earliest(at: now) : regular(at: now)
        guard due ?? now <= now, let source = sources.first(where: { memory.holds.until($0, at: now) == nil }) else {
            return nil
        }
        memory.lastCall = now.secondsSinceEpoch
        return source
    }

    /// The source answered.
    public mutating func answered() { memory.failures = 0 }

    /// The source did not: the next one in order has its turn 15 minutes later.
    public mutating func failed(_ fault: GatewayFault, of source: String, at now: UTCInstant) {
        memory.failures = min(memory.failures + 1, 1_000)
        memory.holds.add(
            fault, of: source, at: now, passing: 2 * Self.distance - 60, jitter: spread.offset(below: 600, purpose: 3))
    }

    /// A last call that lies in the future was made by a clock that has been set back: it counts as made now.
    private mutating func settle(at now: UTCInstant) {
        memory.lastCall = memory.lastCall.map { min($0, now.secondsSinceEpoch) }
        memory.holds.settle(at: now)
    }

    private func earliest(at now: UTCInstant) -> UTCInstant? {
        memory.lastCall.map {
            UTCInstant(secondsSinceEpoch: min($0, now.secondsSinceEpoch) + Int64(Self.distance))
        }
    }

    private func regular(at now: UTCInstant) -> UTCInstant? {
        guard let earliest = earliest(at: now) else { return nil }
        let own = Int64(spread.offset(below: 3_600, purpose: 1))
        let hour = earliest.secondsSinceEpoch - own
        let slot = UTCInstant(secondsSinceEpoch: (hour + 3_599) / 3_600 * 3_600 + own)
        // After a failure two more tries before the hour is over, apart from each other and from everybody else's.
        guard (1...2).contains(memory.failures) else { return slot }
        let wait = (memory.failures - 1) * Self.distance + spread.offset(below: 300, purpose: 2)
        return min(slot, earliest.advanced(bySeconds: wait))
    }
}
