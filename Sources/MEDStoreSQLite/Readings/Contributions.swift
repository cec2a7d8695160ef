import Foundation
import GRDB
import MEDCore
import MEDStore

/// What one import says of each day, packed: the facts from which a day can always be merged again.
struct Contributions {
    /// Where days live.
    struct Place: Hashable {
        let stream: StreamID
        let series: Series
    }

    /// One blob per day of each meter, in order.
    let blobs: [[Data]]
    /// The hash of all of them: the same facts again are recognised by it.
    let hash: Data
    /// Number of days.
    let count: Int

    init(_ meters: [MeterReadings]) {
        var buffer: [UInt8] = []
        var content: [UInt8] = []
        blobs = meters.map { meter in
            content.append(contentsOf: meter.pdl.digits.utf8)
            content.append(meter.direction == .consumption ? 0 : 1)
            return meter.days.map { entry in
                buffer.removeAll(keepingCapacity: true)
                entry.readings.pack(into: &buffer)
                content.append(contentsOf: ContentHash(of: buffer).bytes)
                withUnsafeBytes(of: entry.day.number.littleEndian) { content.append(contentsOf: $0) }
                return Data(buffer)
            }
        }
        hash = Data(ContentHash(of: content).bytes)
        count = meters.reduce(0) { $0 + $1.days.count }
    }

    /// The file that still counts and said exactly the same.
    func sameImport(in database: Database) throws -> ImportID? {
        try Int64.fetchOne(
            database, sql: "SELECT id FROM import WHERE content = ? AND undone_at IS NULL AND kind = 0",
            arguments: [hash]
        ).map(ImportID.init(number:))
    }

    static func insert(
        _ blobs: [Data], of meter: MeterReadings, stream: Int64, import id: ImportID, in database: Database
    ) throws {
        let insert = try database.cachedStatement(sql: "INSERT INTO contribution VALUES (?, ?, ?, ?, ?)")
        let series = Series(meter.direction).column
        for (entry, blob) in zip(meter.days, blobs) {
            try insert.execute(arguments: [stream, series, entry.day.number, id.number, blob])
        }
    }

    /// Removes an import's contributions and says which days they were about, in order.
    static func remove(import id: ImportID, in database: Database) throws -> [Place: [Day]] {
        var touched: [Place: [Day]] = [:]
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT stream.name, series, day FROM contribution JOIN stream ON stream.id = contribution.stream
                WHERE import = ? ORDER BY day
                """, arguments: [id.number])
        for row in rows {
            let place = try Place(stream: StreamID(column: row[0]), series: Series(column: row[1]))
            touched[place, default: []].append(Day(number: row[2]))
        }
        try database.execute(sql: "DELETE FROM contribution WHERE import = ?", arguments: [id.number])
        return touched
    }

    /// A day as its remaining contributions make it, the oldest import first; empty when there are none.
    static func merged(stream: Int64, series: Series, day: Day, in database: Database) throws -> DayReadings {
        let blobs = try Data.fetchAll(
            database.cachedStatement(
                sql: "SELECT readings FROM contribution WHERE stream = ? AND series = ? AND day = ? ORDER BY import"),
            arguments: [stream, series.column, day.number])
        return try blobs.reduce(DayReadings()) { merged, blob in
            guard let readings = DayReadings(packed: blob) else { throw StoreError.unreadable("contribution") }
            return merged.merging(readings)
        }
    }
}
