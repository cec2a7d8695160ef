import Foundation
import GRDB
public import MEDCore
import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.coverage(of:_:days:)`.
    public func coverage(
        of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>
    ) async throws -> [DayCoverage] {
        try await read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT day, readings, energy IS NOT NULL FROM day_record
                    WHERE stream = (SELECT id FROM stream WHERE name = ?) AND series = ? AND day BETWEEN ? AND ?
                        AND is_known
                    ORDER BY day
                    """,
                arguments: [
                    pdl.digits, Series(direction).column, days.lowerBound.number, days.upperBound.number,
                ])
            var coverage: [DayCoverage] = []
            coverage.reserveCapacity(days.count)
            var unknown = days.lowerBound
            while let row = try rows.next() {
                let day = Day(number: row[0])
                guard let readings = DayReadings(packed: row[1] as Data) else {
                    throw StoreError.unreadable("day \(day)")
                }
                coverage.append(contentsOf: (unknown..<day).map(Self.nothing))
                coverage.append(DayCoverage(day: day, readings: readings, hasEnergy: row[2]))
                unknown = day.next
            }
            coverage.append(contentsOf: (unknown..<days.upperBound.next).map(Self.nothing))
            return coverage
        }
    }

    private static func nothing(of day: Day) -> DayCoverage {
        DayCoverage(day: day, readings: DayReadings(), hasEnergy: false)
    }
}
