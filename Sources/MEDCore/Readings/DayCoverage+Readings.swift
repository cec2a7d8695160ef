extension DayCoverage {
    /// The length that is expected of slots where none is known: Enedis records half-hours unless the household chose
    /// otherwise.
    private static let usualMinutes = 30

    /// The coverage that readings give a day.
    ///
    /// - Parameter hasEnergy: Whether the day's energy is known from anywhere, as it was derived.
    public init(day: Day, readings: DayReadings, hasEnergy: Bool) {
        let curve = readings.curve
        self.init(
            day: day, knownMinutes: curve.knownMinutes, presentSlots: curve.slots.count,
            expectedSlots: curve.isEmpty ? day.lengthInMinutes / Self.usualMinutes : curve.expectedSlots(on: day),
            hasDailyEnergy: readings.officialEnergy != nil, hasEnergy: hasEnergy,
            hasMaxPower: readings.maxPower != nil)
    }
}
