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

    /// See `ReadingStore.total(of:_:over:)`.
    public func total(of pdl: PDL, _ direction: Direction, over period: Period) async throws -> PeriodTotal? {
        try await read { database in
            let stream = try Int64.fetchOne(
                database, sql: "SELECT id FROM stream WHERE name = ?", arguments: [pdl.digits])
            return try stream.flatMap { try Self.total(pdl, direction, stream: $0, over: period, in: database) }
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

    private static func total(
        _ pdl: PDL, _ direction: Direction, stream: Int64, over period: Period, in database: Database
    ) throws -> PeriodTotal? {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT sum(energy), count(*), max(day), max(recorded_at) FROM day_record
                    WHERE stream = ? AND series = ? AND day BETWEEN ? AND ? AND energy IS NOT NULL
                    """),
            arguments: [
                stream, Series(direction).column, period.days.lowerBound.number, period.days.upperBound.number,
            ])
        guard let row, let energy: Int64 = row[0] else { return nil }
        return PeriodTotal(
            pdl: pdl, direction: direction, period: period, energy: Energy(wattMinutes: energy), knownDays: row[1],
            through: Day(number: row[2]), recordedAt: UTCInstant(secondsSinceEpoch: row[3]))
    }
}
