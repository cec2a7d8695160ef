public import MEDCore

/// What one sync did.
public struct SyncReport: Hashable, Sendable {
    /// What it did for one series of one meter.
    public struct Series: Hashable, Sendable {
        /// The series.
        public let series: SyncSeries
        /// Calls made.
        public var calls = 0
        /// What the store made of the answers. A day counts once for each answer that held it.
        public var saved = SavedReadings()
        /// Days that are still missing or known in part, within what the gateway answers; in rising order.
        public var missing: [Day] = []
        /// The codes of the faults, in their order.
        public var faults: [String] = []
        /// Why the series is not asked for until the household acts; `nil` while it is.
        public var block: SyncBlock?

        init(_ series: SyncSeries) {
            self.series = series
        }
    }

    /// Why it ended.
    public enum End: Hashable, Sendable {
        /// Nothing more is due.
        case done
        /// Something is due, but not before `next`.
        case waiting(SyncWait)
    }

    /// By series, in the order of the meters.
    public internal(set) var series: [Series]
    /// Why it ended.
    public internal(set) var end: End
    /// When to sync next.
    public internal(set) var next: UTCInstant
    /// Whether what earlier syncs remembered could not be read.
    public internal(set) var hadLostMemory: Bool

    /// Calls made.
    public var calls: Int { series.reduce(0) { $0 + $1.calls } }
    /// Two syncs of the same meters as one: what they did is added up, the rest is as the later one left it.
    public func followed(by later: SyncReport) -> SyncReport {
        var sum = later
        for index in sum.series.indices {
            guard let row = series.first(where: { $0.series == sum.series[index].series }) else { continue }
            sum.series[index].calls += row.calls
            sum.series[index].saved.add(row.saved)
            sum.series[index].faults = row.faults + sum.series[index].faults
        }
        sum.hadLostMemory = hadLostMemory || later.hadLostMemory
        return sum
    }

    /// Whether some series is blocked until the household acts.
    public var isBlocked: Bool { series.contains { $0.block != nil } }
}
