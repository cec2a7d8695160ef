public import MEDCore

/// A meter whose readings are to be fetched.
public struct SyncMeter: Hashable, Sendable {
    /// The meter.
    public var pdl: PDL
    /// What to fetch, most wanted first.
    public var series: [SyncSeries]
    /// The first day of which Enedis can have data of this customer: the contract's `last_activation_date`; `nil` when
    /// it is not known.
    public var earliest: Day?

    /// A meter of which `consumption` and `production` are fetched.
    ///
    /// - Parameter production: Which series of what is fed in; the peak does not exist there and is left out.
    public init(
        pdl: PDL, consumption: [ReadingKind] = [.dailyEnergy, .loadCurve, .maxPower], production: [ReadingKind] = [],
        earliest: Day? = nil
    ) {
        self.pdl = pdl
        self.earliest = earliest
        series =
            consumption.map { SyncSeries(pdl: pdl, direction: .consumption, kind: $0) }
            + production.filter { $0 != .maxPower }.map { SyncSeries(pdl: pdl, direction: .production, kind: $0) }
    }
}
