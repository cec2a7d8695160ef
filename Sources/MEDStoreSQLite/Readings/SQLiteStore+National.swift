import Foundation
import GRDB
public import MEDCore
import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.write(_:contracts:at:)`.
    public func write(
        _ days: [TempoData], contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> Int {
        try await write { database in
            let written = try self.writeNational(
                .tempo, days.map { day in (day.day, day.pack(into:)) }, now: now, in: database)
            for (pdl, history) in contracts where history.contracts.contains(where: { $0.tariff == .tempo }) {
                try self.rederive(pdl, after: written, contracts: history, at: now, in: database)
            }
            return written.count
        }
    }

    /// Derives the days of a meter anew that have one of the written colours.
    private func rederive(
        _ pdl: PDL, after written: [Day], contracts: ContractHistory, at now: UTCInstant, in database: Database
    ) throws {
        guard let stream = try StreamRow.existing(.pdl(pdl), in: database),
            let known = try consumptionDays(of: stream.id, in: database)
        else { return }
        let concerned = Set(written.compactMap { affectedDays(of: .tempo($0), within: known) }.flatMap { $0 })
            .filter { contracts.contract(on: $0)?.tariff == .tempo }
        guard let first = concerned.min(), let last = concerned.max() else { return }
        var writer = try DayWriter(
            database, stream: stream, pdl: pdl, direction: .consumption, range: first...last, contracts: contracts,
            now: now)
        try writer.rederive(where: concerned.contains)
        try writer.finish()
        try dropSupersededExceptions(of: stream.id, in: database)
    }

    /// See `ReadingStore.write(_:at:)`.
    public func write(_ days: [EcowattData], at now: UTCInstant) async throws -> Int {
        try await write { database in
            try self.writeNational(.ecowatt, days.map { day in (day.day, day.pack(into:)) }, now: now, in: database)
                .count
        }
    }

    /// Returns the days that got a new revision.
    private func writeNational(
        _ series: Series, _ days: [(Day, (inout [UInt8]) -> Void)], now: UTCInstant, in database: Database
    ) throws -> [Day] {
        let stream = try StreamRow.find(.national, in: database)
        var head = stream.head
        var content: [UInt8] = []
        var written: [Day] = []
        for (day, pack) in days {
            content.removeAll(keepingCapacity: true)
            pack(&content)
            let known = try Row.fetchOne(
                database,
                sql: "SELECT first_revision, readings FROM day_record WHERE stream = ? AND series = ? AND day = ?",
                arguments: [stream.id, series.column, day.number])
            if let known, (known[1] as Data) == Data(content) { continue }
            head += 1
            written.append(day)
            try database.execute(
                sql: "INSERT OR REPLACE INTO day_record VALUES (?, ?, ?, ?, ?, ?, NULL, 1, 0, 0, ?, x'', ?)",
                arguments: [
                    stream.id, series.column, day.number, head, (known?[0] as Int64?) ?? head, now.column,
                    Data(content),
                    Data(ContentHash(of: content).bytes),
                ])
        }
        try StreamRow.setHead(head, of: stream.id, in: database)
        try dropSupersededExceptions(of: stream.id, in: database)
        return written
    }
}
