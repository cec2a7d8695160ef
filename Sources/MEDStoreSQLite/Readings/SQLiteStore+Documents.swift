import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.installationID()`.
    public func installationID() async throws -> String {
        try await read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'installation'") ?? "" }
    }

    /// See `ReadingStore.documents(of:_:days:)`.
    public func documents(
        of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>
    ) async throws -> [DayDocument] {
        try await read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(RecordRow.columns) FROM day_record
                    WHERE stream = (SELECT id FROM stream WHERE name = ?) AND series = ? AND day BETWEEN ? AND ?
                        AND is_known
                    ORDER BY day
                    """,
                arguments: [
                    pdl.digits, Series(direction).column, days.lowerBound.number, days.upperBound.number,
                ])
            var documents: [DayDocument] = []
            while let row = try rows.next() {
                documents.append(try RecordRow.document(row, pdl: pdl, direction: direction))
            }
            return documents
        }
    }

    /// See `ReadingStore.tempo(days:)`.
    public func tempo(days: ClosedRange<Day>) async throws -> [TempoData] {
        try await read { try Self.national(.tempo, days: days, in: $0).map(RecordRow.tempo) }
    }

    /// See `ReadingStore.ecowatt(days:)`.
    public func ecowatt(days: ClosedRange<Day>) async throws -> [EcowattData] {
        try await read { try Self.national(.ecowatt, days: days, in: $0).map(RecordRow.ecowatt) }
    }

    static func national(_ series: Series, days: ClosedRange<Day>, in database: Database) throws -> [Row] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT \(RecordRow.columns) FROM day_record
                WHERE stream = (SELECT id FROM stream WHERE name = 'national') AND series = ? AND day BETWEEN ? AND ?
                ORDER BY day
                """,
            arguments: [series.column, days.lowerBound.number, days.upperBound.number])
    }

    /// See `ReadingStore.meters()`.
    public func meters() async throws -> [MeterOverview] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT stream.name, series, min(day), max(day), count(*), count(energy) FROM day_record
                    JOIN stream ON stream.id = day_record.stream
                    WHERE series < 2 AND is_known
                    GROUP BY stream.name, series ORDER BY stream.name, series
                    """
            ).compactMap { row in
                guard let pdl = try StreamID(column: row[0]).pdl, let direction = try Series(column: row[1]).direction
                else { return nil }
                return MeterOverview(
                    pdl: pdl, direction: direction, days: Day(number: row[2])...Day(number: row[3]),
                    knownDays: row[4], completeDays: row[5])
            }
        }
    }

    /// See `ReadingStore.changes()`.
    public func changes() -> AsyncStream<Void> {
        feed.stream()
    }
}
