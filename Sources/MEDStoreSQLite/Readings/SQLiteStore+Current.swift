import GRDB
public import MEDCore
import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.currentDocuments(at:)`.
    public func currentDocuments(at now: UTCInstant) async throws -> CurrentDocuments {
        try await read { database in
            var documents = CurrentDocuments()
            for row in try Row.fetchAll(database, sql: "SELECT id, name FROM stream WHERE name <> 'national'") {
                guard let pdl = try StreamID(column: row[1]).pdl else { continue }
                for direction in Direction.allCases {
                    let meter = try Self.meterState(pdl, direction, stream: row[0], in: database)
                    if meter.latestDay != nil || meter.latestCurve != nil || meter.latestPeak != nil {
                        documents.meters.append(meter)
                    }
                }
            }
            let today = TempoData.tariffDay(at: now)
            let season = TempoSeason(containing: today).days
            documents.tempo = try Self.national(
                .tempo, days: season.lowerBound...max(season.upperBound, today.next), in: database
            ).map(RecordRow.tempo)
            let civil = Day(containing: now)
            documents.ecowatt = try Self.national(.ecowatt, days: civil...civil.advanced(by: 3), in: database)
                .map(RecordRow.ecowatt)
            return documents
        }
    }

    private static func meterState(
        _ pdl: PDL, _ direction: Direction, stream: Int64, in database: Database
    ) throws -> MeterState {
        func latest(where condition: String) throws -> DayDocument? {
            try Row.fetchOne(
                database.cachedStatement(
                    sql: """
                        SELECT \(RecordRow.columns) FROM day_record WHERE stream = ? AND series = ? AND \(condition)
                        ORDER BY day DESC LIMIT 1
                        """),
                arguments: [stream, Series(direction).column]
            ).map { try RecordRow.document($0, pdl: pdl, direction: direction) }
        }
        var meter = MeterState(pdl: pdl, direction: direction)
        meter.latestDay = try latest(where: "energy IS NOT NULL")
        meter.latestCurve = try latest(where: "has_curve")
        meter.latestPeak = try latest(where: "has_peak")
        if let day = meter.latestDay?.day {
            meter.month = try total(pdl, direction, stream: stream, over: .month(containing: day), in: database)
            meter.year = try total(pdl, direction, stream: stream, over: .year(containing: day), in: database)
        }
        return meter
    }
}
