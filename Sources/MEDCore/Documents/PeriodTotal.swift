/// The energy of a month or a year, as far as its days are known. It has no lane: it travels in the current state.
public struct PeriodTotal: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// The month or the year.
    public let period: Period
    /// Sum over the days whose energy is known.
    public let energy: Energy
    /// Number of days whose energy is known.
    public let knownDays: Int
    /// The last of them.
    public let through: Day
    /// When the newest of these days entered the store.
    public let recordedAt: UTCInstant

    /// A total.
    public init(
        pdl: PDL, direction: Direction, period: Period, energy: Energy, knownDays: Int, through: Day,
        recordedAt: UTCInstant
    ) {
        self.pdl = pdl
        self.direction = direction
        self.period = period
        self.energy = energy
        self.knownDays = knownDays
        self.through = through
        self.recordedAt = recordedAt
    }
}
