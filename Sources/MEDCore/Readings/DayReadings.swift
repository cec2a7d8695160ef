/// What the sources said about one day of one PDL in one direction: the facts from which a day document is derived.
public struct DayReadings: Hashable, Sendable {
    /// The known slots of the load curve.
    public var curve: LoadCurve
    /// The day's energy as the grid operator published it.
    public var officialEnergy: Energy?
    /// The meter's counters at the local midnight at which the day begins.
    public var indexesAtStart: MeterIndexes?
    /// The day's peak.
    public var maxPower: MaxPower?

    /// A day of which nothing, or only the given parts, is known.
    public init(
        curve: LoadCurve = LoadCurve(), officialEnergy: Energy? = nil, indexesAtStart: MeterIndexes? = nil,
        maxPower: MaxPower? = nil
    ) {
        self.curve = curve
        self.officialEnergy = officialEnergy
        self.indexesAtStart = indexesAtStart
        self.maxPower = maxPower
    }

    /// Whether nothing at all is known.
    public var isEmpty: Bool {
        curve.isEmpty && officialEnergy == nil && indexesAtStart == nil && maxPower == nil
    }

    /// These readings with `newer` ones over them; what `newer` does not know stays.
    public func merging(_ newer: DayReadings) -> DayReadings {
        DayReadings(
            curve: curve.merging(newer.curve),
            officialEnergy: newer.officialEnergy ?? officialEnergy,
            indexesAtStart: newer.indexesAtStart ?? indexesAtStart,
            maxPower: newer.maxPower ?? maxPower
        )
    }
}
