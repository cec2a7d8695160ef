/// How much of one day of one meter is known: what gaps are found by.
public struct DayCoverage: Hashable, Sendable {
    /// The civil day.
    public let day: Day
    /// Known minutes of the load curve.
    public let knownMinutes: Int
    /// Known slots of the load curve.
    public let presentSlots: Int
    /// Slots that the whole day has at the length of the known ones (30 minutes where none is known): 46, 48 or 50
    /// half-hours.
    public let expectedSlots: Int
    /// Whether the official daily energy is known.
    public let hasDailyEnergy: Bool
    /// Whether the day's energy is known from anywhere: official, counters or a complete curve.
    public let hasEnergy: Bool
    /// Whether the peak is known.
    public let hasMaxPower: Bool

    /// The coverage of a day.
    public init(
        day: Day, knownMinutes: Int, presentSlots: Int, expectedSlots: Int, hasDailyEnergy: Bool, hasEnergy: Bool,
        hasMaxPower: Bool
    ) {
        self.day = day
        self.knownMinutes = knownMinutes
        self.presentSlots = presentSlots
        self.expectedSlots = expectedSlots
        self.hasDailyEnergy = hasDailyEnergy
        self.hasEnergy = hasEnergy
        self.hasMaxPower = hasMaxPower
    }

    /// Whether every minute of the load curve is known.
    public var hasWholeCurve: Bool { knownMinutes == day.lengthInMinutes }
}
