import Foundation
import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.importReadings(_:from:contracts:at:)`.
    public func importReadings(
        _ meters: [MeterReadings], from source: ImportSource, contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> ImportSummary {
        for meter in meters { try meter.checkStorable() }
        let said = MeterReadings.joined(meters)
        return try await write { database in
            let meters = source.kind == .gateway ? try GatewayAnswers.news(in: said, database) : said
            let contributions = Contributions(meters)
            if source.kind == .file, let known = try contributions.sameImport(in: database) {
                return ImportSummary(id: known, unchangedDays: contributions.count)
            }
            let knownDays = said.reduce(-contributions.count) { $0 + $1.days.count }
            if source.kind == .gateway && contributions.count == 0 {
                return ImportSummary(id: nil, unchangedDays: knownDays)
            }
            try database.execute(
                sql: "INSERT INTO import (name, content, imported_at, days, kind) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    source.name, contributions.hash, now.column, contributions.count, source.kind.column,
                ])
            let id = ImportID(number: database.lastInsertedRowID)
            var summary = ImportSummary(id: id, unchangedDays: knownDays)
            for (meter, blobs) in zip(meters, contributions.blobs) where !meter.days.isEmpty {
                let stream = try StreamRow.find(.pdl(meter.pdl), in: database)
                try Contributions.insert(blobs, of: meter, stream: stream.id, import: id, in: database)
                var writer = try DayWriter(
                    database, stream: stream, pdl: meter.pdl, direction: meter.direction,
                    range: meter.days[0].day...meter.days[meter.days.count - 1].day,
                    contracts: contracts[meter.pdl] ?? ContractHistory(), now: now)
                try writer.replace(
                    meter.days.map { entry in
                        let stored = writer.storedReadings(of: entry.day)
                        return (entry.day, stored?.merging(entry.readings) ?? entry.readings)
                    })
                try writer.finish()
                try dropSupersededExceptions(of: stream.id, in: database)
                summary.add(writer.changes)
                if source.kind == .gateway {
                    try GatewayAnswers.dropRepeated(by: meter, stream: stream.id, of: source, in: database)
                }
            }
            return summary
        }
    }

    /// See `ReadingStore.undoImport(_:contracts:at:)`.
    public func undoImport(
        _ id: ImportID, contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> ImportSummary {
        try await write { database in
            try database.execute(
                sql: "UPDATE import SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
                arguments: [now.column, id.number])
            guard database.changesCount == 1 else {
                throw StoreError(
                    .notFound,
                    LocalizedText(
                        fr:
                            "Il n'y a pas d'import \(id), ou il est déjà annulé : voyez la liste par « med import --list ».",
                        en: "There is no import \(id), or it is undone already: see the list by \"med import --list\".")
                )
            }
            let touched = try Contributions.remove(import: id, in: database)
            var summary = ImportSummary(id: id)
            for (place, days) in touched {
                guard let pdl = place.stream.pdl, let direction = place.series.direction, let first = days.first,
                    let last = days.last
                else { continue }
                let stream = try StreamRow.find(place.stream, in: database)
                var writer = try DayWriter(
                    database, stream: stream, pdl: pdl, direction: direction, range: first...last,
                    contracts: contracts[pdl] ?? ContractHistory(), now: now)
                try writer.replace(
                    days.map { day in
                        (day, try Contributions.merged(stream: stream.id, series: place.series, day: day, in: database))
                    })
                try writer.finish()
                try dropSupersededExceptions(of: stream.id, in: database)
                summary.add(writer.changes)
            }
            return summary
        }
    }

    /// See `ReadingStore.rederive(_:contracts:at:)`.
    public func rederive(_ pdl: PDL, contracts: ContractHistory, at now: UTCInstant) async throws -> Int {
        try await write { database in
            guard let stream = try StreamRow.existing(.pdl(pdl), in: database) else { return 0 }
            guard let range = try self.consumptionDays(of: stream.id, in: database) else { return 0 }
            var writer = try DayWriter(
                database, stream: stream, pdl: pdl, direction: .consumption, range: range, contracts: contracts,
                now: now)
            try writer.rederive { range.contains($0) }
            try writer.finish()
            try dropSupersededExceptions(of: stream.id, in: database)
            return writer.changes.corrected
        }
    }

    /// The first and the last day of a meter's consumption; `nil` when it has none.
    func consumptionDays(of stream: Int64, in database: Database) throws -> ClosedRange<Day>? {
        let span = try Row.fetchOne(
            database, sql: "SELECT min(day), max(day) FROM day_record WHERE stream = ? AND series = 0",
            arguments: [stream])
        guard let first: Int32 = span?[0], let last: Int32 = span?[1] else { return nil }
        return Day(number: first)...Day(number: last)
    }

    /// See `ReadingStore.imports()`.
    public func imports() async throws -> [ImportRecord] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT id, name, imported_at, undone_at, days, kind FROM import ORDER BY id DESC"
            ).map { row in
                ImportRecord(
                    id: ImportID(number: row[0]),
                    source: ImportSource(name: row[1], kind: try ImportSource.Kind(column: row[5])),
                    importedAt: UTCInstant(secondsSinceEpoch: row[2]),
                    undoneAt: (row[3] as Int64?).map(UTCInstant.init(secondsSinceEpoch:)), days: row[4])
            }
        }
    }

    /// A newer version of a record lies ahead of every lane: what was kept of the older one is obsolete.
    func dropSupersededExceptions(of stream: Int64, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                DELETE FROM lane_exception WHERE (lane, day) IN (
                    SELECT lane.id, lane_exception.day FROM lane
                    CROSS JOIN lane_exception ON lane_exception.lane = lane.id
                    CROSS JOIN day_record ON day_record.stream = lane.stream AND day_record.series = lane.series
                        AND day_record.day = lane_exception.day
                    WHERE lane.stream = ? AND day_record.revision > lane_exception.revision)
                """
        ).execute(arguments: [stream])
    }
}

extension ImportSummary {
    fileprivate mutating func add(_ changes: DayWriter.Changes) {
        newDays += changes.new
        correctedDays += changes.corrected
        removedDays += changes.removed
        unchangedDays += changes.unchanged
    }
}
