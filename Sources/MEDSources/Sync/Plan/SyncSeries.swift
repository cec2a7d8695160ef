public import MEDCore

/// One series of one meter in one direction: what a question to a gateway is about.
public struct SyncSeries: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// Which series.
    public let kind: ReadingKind

    /// A series.
    public init(pdl: PDL, direction: Direction, kind: ReadingKind) {
        self.pdl = pdl
        self.direction = direction
        self.kind = kind
    }

    /// The series that `request` asks for.
    public init(of request: ReadingRequest) {
        self.init(pdl: request.pdl, direction: request.direction, kind: request.kind)
    }

    /// Whether the series of `day` is wholly there: every minute of a load curve, the official energy, the peak.
    func isComplete(in day: DayCoverage) -> Bool {
        switch kind {
        case .loadCurve: day.hasWholeCurve
        case .dailyEnergy: day.hasDailyEnergy
        case .maxPower: day.hasMaxPower
        }
    }
}
