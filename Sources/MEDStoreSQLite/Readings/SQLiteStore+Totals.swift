import Foundation
import GRDB
public import MEDCore
import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.total(of:_:over:)`.
    public func total(of pdl: PDL, _ direction: Direction, over period: Period) async throws -> PeriodTotal? {
        try await read { database in
            try StreamRow.existing(.pdl(pdl), in: database).flatMap { stream in
                try Self.total(pdl, direction, stream: stream.id, over: period, in: database)
            }
        }
    }

    /// See `ReadingStore.totals(of:_:by:days:)`.
    public func totals(
        of pdl: PDL, _ direction: Direction, by unit: PeriodUnit, days: ClosedRange<Day>
    ) async throws -> [PeriodTotal] {
        try await read { database in
            guard let stream = try StreamRow.existing(.pdl(pdl), in: database) else { return [] }
            return try Self.totals(pdl, direction, stream: stream.id, by: unit, days: days, in: database)
        }
    }

    static func total(
        _ pdl: PDL, _ direction: Direction, stream: Int64, over period: Period, in database: Database
    ) throws -> PeriodTotal? {
        try totals(pdl, direction, stream: stream, by: period.unit, days: period.days, in: database).first
    }

    private static func totals(
        _ pdl: PDL, _ direction: Direction, stream: Int64, by unit: PeriodUnit, days: ClosedRange<Day>,
        in database: Database
    ) throws -> [PeriodTotal] {
        var sums = PeriodSums(pdl: pdl, direction: direction, by: unit, days: days)
        let rows = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT day, derived, recorded_at FROM day_record
                    WHERE stream = ? AND series = ? AND day BETWEEN ? AND ? AND energy IS NOT NULL
                    """),
            arguments: [stream, Series(direction).column, days.lowerBound.number, days.upperBound.number])
        while let row = try rows.next() {
            let day = Day(number: row[0])
            guard let derived = DerivedDay(packed: row[1] as Data) else { throw StoreError.unreadable("day \(day)") }
            sums.add(day, derived, recordedAt: UTCInstant(secondsSinceEpoch: row[2]))
        }
        return sums.totals
    }
}
