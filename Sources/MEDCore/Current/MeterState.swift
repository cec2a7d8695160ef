/// What is newest about one PDL in one direction.
public struct MeterState: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// The latest day whose energy is known.
    public var latestDay: DayDocument?
    /// The latest day whose load curve is complete.
    public var latestCurve: DayDocument?
    /// The latest day whose peak is known.
    public var latestPeak: DayDocument?
    /// The month of `latestDay`, to date.
    public var month: PeriodTotal?
    /// The year of `latestDay`, to date.
    public var year: PeriodTotal?

    /// A meter of which only the given parts are known.
    public init(
        pdl: PDL, direction: Direction, latestDay: DayDocument? = nil, latestCurve: DayDocument? = nil,
        latestPeak: DayDocument? = nil, month: PeriodTotal? = nil, year: PeriodTotal? = nil
    ) {
        self.pdl = pdl
        self.direction = direction
        self.latestDay = latestDay
        self.latestCurve = latestCurve
        self.latestPeak = latestPeak
        self.month = month
        self.year = year
    }
}
