import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    private static let keptEntries = 100_000

    /// See `ExportLogStore.log(_:)`.
    public func log(_ entries: [ExportLogEntry]) async throws {
        try await write { database in
            for entry in entries {
                try database.cachedStatement(
                    sql: """
                        INSERT INTO export_log (at, instance, stream, series, records, first_day, last_day, revision,
                            outcome, evidence, detail, milliseconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """
                ).execute(arguments: [
                    entry.instant.column, entry.instance.description, entry.stream?.storageName, entry.series?.column,
                    entry.records, entry.days?.lowerBound.number, entry.days?.upperBound.number, entry.revision,
                    entry.outcome.rawValue, entry.evidence, entry.detail, entry.milliseconds,
                ])
            }
            try database.cachedStatement(
                sql: "DELETE FROM export_log WHERE id <= (SELECT max(id) FROM export_log) - ?"
            ).execute(arguments: [Self.keptEntries])
        }
    }

    /// See `ExportLogStore.logEntries(of:limit:)`.
    public func logEntries(of instance: InstanceID?, limit: Int) async throws -> [ExportLogEntry] {
        try await read { database in
            // Two statements, because `? IS NULL OR instance = ?` would not use the index.
            let condition = instance == nil ? "?1 IS NULL" : "instance = ?1"
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT at, instance, stream, series, records, first_day, last_day, revision, outcome, evidence,
                        detail, milliseconds
                    FROM export_log WHERE \(condition) ORDER BY id DESC LIMIT ?2
                    """, arguments: [instance?.description, limit]
            ).map(Self.entry)
        }
    }

    private static func entry(_ row: Row) throws -> ExportLogEntry {
        guard let outcome = ExportLogEntry.Outcome(rawValue: row[8]) else { throw StoreError.unreadable("outcome") }
        var days: ClosedRange<Day>?
        if let first: Int32 = row[5], let last: Int32 = row[6], first <= last {
            days = Day(number: first)...Day(number: last)
        }
        return ExportLogEntry(
            instant: UTCInstant(secondsSinceEpoch: row[0]), instance: InstanceID(row[1] as String),
            stream: try (row[2] as String?).map(StreamID.init(column:)),
            series: try (row[3] as Int?).map(Series.init(column:)), records: row[4], days: days, revision: row[7],
            outcome: outcome, evidence: row[9], detail: row[10], milliseconds: row[11])
    }
}
