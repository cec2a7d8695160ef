/// What a home that produces used of its own production on one day.
///
/// Computed from two load curves that each count everything: consumption at one PDL, production at another (*vente
/// totale*: the whole production is sold). Where a curve gives the mean power of a slot, that power is taken for each of
/// its minutes; in each minute the smaller of both powers is consumed at home. Slots of different lengths (10 and 30
/// minutes) are so compared on their common refinement, and all energies are exact in watt-minutes.
///
/// Two caveats. Within a slot, means hide that a kettle and a cloud do not take turns: what is computed is the most that
/// can have been used, and the shorter the slots, the closer. And a Linky that counts the surplus only (*vente en
/// surplus*) cannot tell: what was used at home never passed its counter.
public struct SelfConsumption: Hashable, Sendable {
    /// What was consumed; `nil` unless the whole curve of consumption is known.
    public let consumed: Energy?
    /// What was produced; `nil` unless the whole curve of production is known.
    public let produced: Energy?
    /// What was consumed while it was produced; `nil` unless both curves are known.
    public let selfConsumed: Energy?

    /// The self-consumption of a day from its two curves.
    public init(day: Day, consumption: LoadCurve, production: LoadCurve) {
        let isConsumptionKnown = consumption.isComplete(on: day)
        let isProductionKnown = production.isComplete(on: day)
        consumed = isConsumptionKnown ? consumption.knownEnergy : nil
        produced = isProductionKnown ? production.knownEnergy : nil
        selfConsumed = isConsumptionKnown && isProductionKnown ? Self.common(consumption, production) : nil
    }

    /// What was produced and not used, and went into the grid.
    public var fed: Energy? {
        guard let produced, let selfConsumed else { return nil }
        return produced - selfConsumed
    }

    /// What was used and not produced, and came out of the grid.
    public var drawn: Energy? {
        guard let consumed, let selfConsumed else { return nil }
        return consumed - selfConsumed
    }

    /// The smaller power, over every stretch of time in which neither curve changes; both must be complete.
    private static func common(_ left: LoadCurve, _ right: LoadCurve) -> Energy {
        var energy = Energy.zero
        var (leftIndex, rightIndex) = (0, 0)
        while leftIndex < left.slots.count, rightIndex < right.slots.count {
            let (first, second) = (left.slots[leftIndex], right.slots[rightIndex])
            let minutes = min(first.endMinute, second.endMinute) - Int(max(first.startMinute, second.startMinute))
            let watts = max(0, min(first.watts, second.watts))
            energy += Energy(wattMinutes: Int64(watts) * Int64(minutes))
            if first.endMinute <= second.endMinute { leftIndex += 1 }
            if second.endMinute <= first.endMinute { rightIndex += 1 }
        }
        return energy
    }
}
