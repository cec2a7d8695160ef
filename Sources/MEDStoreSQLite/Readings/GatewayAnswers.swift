import Foundation
import GRDB
import MEDCore
import MEDStore

/// What is kept of answers that a gateway gives again and again for the same days: what was news, and of that what no
/// later answer of it says anyway.
enum GatewayAnswers {
    private struct Contribution {
        let importID: Int64
        let isOfGateway: Bool
        let readings: DayReadings
    }

    /// The days that do not merge to what is known anyway.
    static func news(in meters: [MeterReadings], _ database: Database) throws -> [MeterReadings] {
        try meters.map { meter in
            guard let stream = try StreamRow.existing(.pdl(meter.pdl), in: database) else {
                return meter.keeping { !$0.readings.isEmpty }
            }
            let select = try database.cachedStatement(
                sql: "SELECT readings FROM day_record WHERE stream = ? AND series = ? AND day = ? AND is_known")
            let series = Series(meter.direction).column
            return try meter.keeping { entry in
                let stored = try Data.fetchOne(select, arguments: [stream.id, series, entry.day.number])
                guard let stored else { return !entry.readings.isEmpty }
                guard let known = DayReadings(packed: stored) else { throw StoreError.unreadable("readings") }
                return known.merging(entry.readings) != known
            }
        }
    }

    /// Gives up what earlier answers of a gateway contributed to the days of its newest one, where neither the merge of its
    /// own answers nor that of all imports needs it; an answer of which nothing is left is forgotten.
    static func dropRepeated(
        by meter: MeterReadings, stream: Int64, of source: ImportSource, in database: Database
    ) throws {
        let series = Series(meter.direction).column
        for entry in meter.days {
            let place: StatementArguments = [stream, series, entry.day.number]
            var kept = try contributions(at: place, of: source, in: database)
            let merged = Self.merged(kept)
            let own = Self.merged(kept.filter(\.isOfGateway))
            for candidate in kept.dropLast() where candidate.isOfGateway {
                let rest = kept.filter { $0.importID != candidate.importID }
                guard Self.merged(rest) == merged, Self.merged(rest.filter(\.isOfGateway)) == own else { continue }
                kept = rest
                try database.cachedStatement(
                    sql: "DELETE FROM contribution WHERE stream = ? AND series = ? AND day = ? AND import = ?"
                ).execute(arguments: place + [candidate.importID])
                try database.cachedStatement(sql: "UPDATE import SET days = days - 1 WHERE id = ?")
                    .execute(arguments: [candidate.importID])
                try database.cachedStatement(sql: "DELETE FROM import WHERE id = ? AND days = 0")
                    .execute(arguments: [candidate.importID])
            }
        }
    }

    private static func contributions(
        at place: StatementArguments, of source: ImportSource, in database: Database
    ) throws -> [Contribution] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT contribution.import, contribution.readings, import.kind = 1 AND import.name = ?
                    FROM contribution JOIN import ON import.id = contribution.import
                    WHERE stream = ? AND series = ? AND day = ? ORDER BY contribution.import
                    """), arguments: [source.name] + place
        ).map { row in
            guard let readings = DayReadings(packed: row[1] as Data) else {
                throw StoreError.unreadable("contribution")
            }
            return Contribution(importID: row[0], isOfGateway: row[2], readings: readings)
        }
    }

    private static func merged(_ contributions: [Contribution]) -> DayReadings {
        contributions.reduce(DayReadings()) { $0.merging($1.readings) }
    }
}

extension MeterReadings {
    /// The same meter with those days only.
    fileprivate func keeping(_ isKept: (Entry) throws -> Bool) rethrows -> MeterReadings {
        MeterReadings(pdl: pdl, direction: direction, days: try days.filter(isKept))
    }
}
