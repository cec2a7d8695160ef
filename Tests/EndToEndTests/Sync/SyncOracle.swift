import MEDCore
import MEDStore
import TestServers

/// What the store must hold of the meters of a `FakeEnedis`, by that server's own numbers.
struct SyncOracle {
    let enedis: FakeEnedis
    let store: any Store
    /// The instant of which what Enedis has published is taken.
    let instant: Int64

    /// The days of a series that differ from what Enedis hands over.
    ///
    /// - Parameter days: `YYYY-MM-DD`.
    func differences(_ series: SyncSeriesName, days: [String]) async throws -> [String] {
        guard let pdl = PDL(series.pdl), let first = days.first.flatMap(Day.init),
            let last = days.last.flatMap(Day.init)
        else { throw TestServerError("no meter or no days") }
        let direction: Direction = series.direction == .consumption ? .consumption : .production
        let documents = try await store.documents(of: pdl, direction, days: first...last)
        let byDay = Dictionary(documents.map { ($0.day.description, $0) }, uniquingKeysWith: { $1 })
        return days.filter { !isEqual(byDay[$0], series, $0) }.map { "\(series.pdl) \(series.kind.rawValue) \($0)" }
    }

    private func isEqual(_ document: DayDocument?, _ series: SyncSeriesName, _ day: String) -> Bool {
        switch series.kind {
        case .curve:
            let expected = enedis.slots(series.pdl, series.direction, day: day, at: instant)
            return Self.slots(document) == expected.map { [$0.start, Int64($0.minutes), Int64($0.watts)] }
        case .maxPower:
            let peak = enedis.peak(series.pdl, day: day, at: instant)
            return document?.maxPower.map { [Int64($0.power.voltAmperes), $0.instant.secondsSinceEpoch] }
                == peak.map { [Int64($0.voltAmperes), $0.instant] }
        default:
            let wattHours = enedis.dailyWattHours(series.pdl, series.direction, day: day, at: instant)
            return document?.readings.officialEnergy?.wattMinutes == wattHours.map { Int64($0) * 60 }
        }
    }

    private static func slots(_ document: DayDocument?) -> [[Int64]] {
        guard let document else { return [] }
        return document.curve.slots.map {
            [$0.start(on: document.day).secondsSinceEpoch, Int64($0.minutes), Int64($0.watts)]
        }
    }
}

/// A series in the words of `FakeEnedis`.
struct SyncSeriesName {
    let pdl: String
    let direction: FakeDirection
    let kind: FakeCall.Kind

    init(_ pdl: String, _ direction: FakeDirection = .consumption, _ kind: FakeCall.Kind) {
        self.pdl = pdl
        self.direction = direction
        self.kind = kind
    }
}
