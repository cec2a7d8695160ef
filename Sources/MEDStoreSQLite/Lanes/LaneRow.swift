import Foundation
import GRDB
import MEDCore
import MEDStore

/// One lane with its stream, as a claim reads it.
struct LaneRow {
    /// Lanes of an instance that lag behind their stream or have a retry that is due.
    static let candidates = """
        SELECT lane.id, lane.stream, stream.name, stream.head, lane.series, lane.acked, lane.in_flight_to, lane.state,
            lane.lease_owner, lane.lease_until, lane.token, lane.paused_until
        FROM lane JOIN stream ON stream.id = lane.stream
        WHERE lane.instance = ?1 AND ((lane.acked < stream.head AND lane.paused_until <= ?2) OR EXISTS (
            SELECT 1 FROM lane_exception WHERE lane = lane.id AND state = 0 AND next_at <= ?2))
        ORDER BY lane.series, lane.stream
        """

    let id: Int64
    let streamRow: Int64
    let stream: StreamID
    let head: Int64
    let series: Series
    let acked: Int64
    let inFlightTo: Int64
    let state: Data
    let owner: String?
    let leaseUntil: Int64
    let token: Int64
    let pausedUntil: Int64

    init(_ row: Row) throws {
        id = row[0]
        streamRow = row[1]
        stream = try StreamID(column: row[2])
        head = row[3]
        series = try Series(column: row[4])
        acked = row[5]
        inFlightTo = row[6]
        state = row[7]
        owner = row[8]
        leaseUntil = row[9]
        token = row[10]
        pausedUntil = row[11]
    }

    /// The retries that are due, then the records after `acked`, at most `limit` in all.
    func records(limit: Int, firstDay: Int32, now: UTCInstant, in database: Database) throws -> [ClaimedRecord] {
        // CROSS JOIN keeps SQLite from walking the whole history in the order of revisions to find a few exceptions.
        let due = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT day_record.day, day_record.revision, recorded_at, readings, derived, first_revision,
                        lane_exception.attempts
                    FROM lane_exception CROSS JOIN day_record ON day_record.stream = ? AND day_record.series = ?
                        AND day_record.day = lane_exception.day AND day_record.revision = lane_exception.revision
                    WHERE lane = ? AND state = 0 AND next_at <= ? AND lane_exception.revision <= ?
                    ORDER BY lane_exception.revision LIMIT ?
                    """),
            arguments: [streamRow, series.column, id, now.column, acked, limit])
        if pausedUntil > now.column { return try due.map(record) }
        let ahead = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT \(RecordRow.columns), first_revision, 0 FROM day_record
                    WHERE stream = ? AND series = ? AND revision > ? AND day >= ? ORDER BY revision LIMIT ?
                    """),
            arguments: [streamRow, series.column, acked, firstDay, limit - due.count])
        return try (due + ahead).map(record)
    }

    /// The revision up to which everything is settled once `records` are: the head when nothing lies behind them.
    func through(_ records: [ClaimedRecord], limit: Int, now: UTCInstant) -> Int64 {
        if pausedUntil > now.column { return acked }
        guard records.count == limit else { return head }
        // The window is full: it may end before the head, or, when retries filled it, where the lane stands.
        return records.last.map { max(acked, $0.revision) } ?? acked
    }

    private func record(_ row: Row) throws -> ClaimedRecord {
        let key = RecordKey(stream: stream, series: series, day: Day(number: row[0]))
        let revision: Int64 = row[1]
        let first: Int64 = row[5]
        return ClaimedRecord(
            key: key, revision: revision, attempts: row[6], isCorrection: first < revision && first <= acked,
            content: try content(row))
    }

    private func content(_ row: Row) throws -> ClaimedRecord.Content {
        switch series {
        case .tempo: return .tempo(try RecordRow.tempo(row))
        case .ecowatt: return .ecowatt(try RecordRow.ecowatt(row))
        case .consumption, .production:
            guard let pdl = stream.pdl, let direction = series.direction else {
                throw StoreError.unreadable("lane \(id)")
            }
            return .day(try RecordRow.document(row, pdl: pdl, direction: direction))
        }
    }
}
