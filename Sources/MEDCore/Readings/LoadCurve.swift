/// The known slots of one day's load curve, in order, without overlap. Missing slots are not there; none is ever made up.
public struct LoadCurve: Hashable, Sendable {
    /// The known slots, by rising start.
    public private(set) var slots: [LoadSlot]

    /// A curve with nothing known.
    public init() {
        slots = []
    }

    /// The curve of `slots`, which may come in any order; where two overlap, the later one in the array wins.
    public init(slots: [LoadSlot]) {
        self.slots = []
        self.slots.reserveCapacity(slots.count)
        for slot in slots { insert(slot) }
    }

    /// The curve of slots as packing left them: in order, without overlap, within a day. `nil` for any others.
    init?(sorted slots: [LoadSlot]) {
        var end = 0
        for slot in slots {
            guard slot.minutes > 0, Int(slot.startMinute) >= end else { return nil }
            end = slot.endMinute
        }
        guard end <= Self.longestDay else { return nil }
        self.slots = slots
    }

    /// Minutes of the October day.
    static let longestDay = 1_500

    /// Whether nothing is known.
    public var isEmpty: Bool { slots.isEmpty }

    /// Minutes covered by known slots.
    public var knownMinutes: Int { slots.reduce(0) { $0 + Int($1.minutes) } }

    /// Whether every minute of `day` is covered: 23, 24 or 25 hours.
    public func isComplete(on day: Day) -> Bool { knownMinutes == day.lengthInMinutes }

    /// The energy of the known slots: the day's energy only when the curve is complete.
    public var knownEnergy: Energy { slots.reduce(into: Energy.zero) { $0 += $1.energy } }

    /// Number of slots that `day` has: the known ones and as many of the usual length as the missing minutes hold.
    public func expectedSlots(on day: Day) -> Int {
        guard let usual = usualSlotMinutes else { return 0 }
        let missing = day.lengthInMinutes - knownMinutes
        return slots.count + (missing + usual - 1) / usual
    }

    /// The length that most slots have, in minutes; `nil` for an empty curve.
    public var usualSlotMinutes: Int? {
        guard let first = slots.first else { return nil }
        if slots.allSatisfy({ $0.minutes == first.minutes }) { return Int(first.minutes) }
        var counts: [UInt8: Int] = [:]
        for slot in slots { counts[slot.minutes, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { Int($0.key) }
    }

    /// The slots of both curves. Where they overlap, a measured slot beats an estimated one, and of two equals the
    /// `newer` one wins, provided that the newer slots cover the whole of what they replace: a fragment never erases a
    /// longer slot.
    public func merging(_ newer: LoadCurve) -> LoadCurve {
        if slots.isEmpty { return newer }
        if newer.slots.isEmpty { return self }
        var merged = self
        if let last = slots.last, Int(newer.slots[0].startMinute) >= last.endMinute {
            merged.slots.append(contentsOf: newer.slots)
            return merged
        }
        merged.absorb(newer)
        return merged
    }

    /// An old slot that stays drives out the newer slots over it, and these may have been what replaced a neighbour: the
    /// neighbour stays as well then, until nothing changes. No minute that was known gets lost that way.
    private mutating func absorb(_ newer: LoadCurve) {
        var accepted = newer.slots
        while true {
            let kept = slots.filter { !$0.isReplaced(by: accepted) }
            let compatible = accepted.filter { new in !kept.contains { $0.overlaps(new) } }
            if compatible.count == accepted.count {
                slots = (kept + accepted).sorted { $0.startMinute < $1.startMinute }
                return
            }
            accepted = compatible
        }
    }

    private mutating func insert(_ slot: LoadSlot) {
        if let last = slots.last, last.endMinute > Int(slot.startMinute) {
            slots.removeAll { $0.overlaps(slot) }
            let position = slots.firstIndex { $0.startMinute > slot.startMinute } ?? slots.endIndex
            slots.insert(slot, at: position)
        } else {
            slots.append(slot)
        }
    }
}

extension LoadSlot {
    /// Whether `newer` slots, which do not overlap each other, cover the whole of this one, none of them worse.
    fileprivate func isReplaced(by newer: [LoadSlot]) -> Bool {
        var covered = 0
        for new in newer where new.overlaps(self) {
            if new.quality < quality { return false }
            covered += min(new.endMinute, endMinute) - Int(max(new.startMinute, startMinute))
        }
        return covered == Int(minutes)
    }

    func overlaps(_ other: LoadSlot) -> Bool {
        Int(startMinute) < other.endMinute && Int(other.startMinute) < endMinute
    }
}
