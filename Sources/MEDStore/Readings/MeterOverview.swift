public import MEDCore

/// What a store holds of one PDL in one direction.
public struct MeterOverview: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// First and last day of which anything is known.
    public let days: ClosedRange<Day>
    /// Number of days of which anything is known.
    public let knownDays: Int
    /// Number of days whose energy is known.
    public let completeDays: Int

    /// An overview.
    public init(pdl: PDL, direction: Direction, days: ClosedRange<Day>, knownDays: Int, completeDays: Int) {
        self.pdl = pdl
        self.direction = direction
        self.days = days
        self.knownDays = knownDays
        self.completeDays = completeDays
    }
}
