public import MEDCore

/// One meter in one direction: what a store covers by day.
public struct SyncSource: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction

    /// A meter in one direction.
    public init(pdl: PDL, direction: Direction) {
        self.pdl = pdl
        self.direction = direction
    }

    /// The meter and direction of a series.
    public init(of series: SyncSeries) {
        self.init(pdl: series.pdl, direction: series.direction)
    }
}
