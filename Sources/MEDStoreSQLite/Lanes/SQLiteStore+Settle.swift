import Foundation
import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    /// See `LaneStore.settle(_:with:bounds:now:)`.
    public func settle(
        _ claims: [LaneClaim], with result: ExportResult, bounds: LaneBounds, now: UTCInstant
    ) async throws -> [LaneClaim] {
        try await write { database in
            try claims.filter { claim in
                try !self.settle(claim, with: result, bounds: bounds, now: now, in: database)
            }
        }
    }

    /// Returns whether the lease still held.
    private func settle(
        _ claim: LaneClaim, with result: ExportResult, bounds: LaneBounds, now: UTCInstant, in database: Database
    ) throws -> Bool {
        let holds = try Bool.fetchOne(
            database.cachedStatement(sql: "SELECT token = ? AND acked = ? FROM lane WHERE id = ?"),
            arguments: [claim.token, claim.acked, claim.lane])
        guard holds == true else {
            try Self.sendAgain(claim, in: database)
            return false
        }
        let existing = try Int32.fetchAll(
            database.cachedStatement(sql: "SELECT day FROM lane_exception WHERE lane = ?"), arguments: [claim.lane])
        let keys = existing.map { RecordKey(stream: claim.stream, series: claim.series, day: Day(number: $0)) }
        let current = try Self.currentRevisions(of: claim, in: database)
        let settlement = LaneSettlement(
            claim, result: result, existing: Set(keys), bounds: bounds, now: now,
            isCurrent: { current[$0.key.day] == $0.revision }, fraction: jitter)
        for key in settlement.settled where !existing.isEmpty {
            // An exception ahead of the claim was made meanwhile by a late worker: it stays.
            try database.cachedStatement(
                sql: "DELETE FROM lane_exception WHERE lane = ? AND day = ? AND revision <= ?"
            ).execute(arguments: [claim.lane, key.day.number, claim.acked])
        }
        for exception in settlement.kept {
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO lane_exception VALUES (?, ?, ?, ?, ?, ?, ?)")
                .execute(arguments: [
                    claim.lane, exception.record.day.number, exception.revision, exception.state.rawValue,
                    exception.reason, exception.attempts, exception.nextAttempt.column,
                ])
        }
        try database.cachedStatement(
            sql: """
                UPDATE lane SET acked = ?, state = ?, paused_until = ?, in_flight_to = 0, lease_owner = NULL,
                    lease_until = 0
                WHERE id = ?
                """
        ).execute(arguments: [
            settlement.acked, result.states[claim.stream].map { Data($0) } ?? Data(claim.state),
            settlement.pausedUntil?.column ?? 0, claim.lane,
        ])
        return true
    }

    /// What a worker sent after it lost its lease may have overwritten newer versions at the destination: the records go
    /// again, whoever has settled them or is about to.
    private static func sendAgain(_ claim: LaneClaim, in database: Database) throws {
        let mark = try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO lane_exception
                SELECT lane.id, day_record.day, day_record.revision, 0, 'sent late', 0, 0
                FROM lane JOIN day_record ON day_record.stream = lane.stream AND day_record.series = lane.series
                WHERE lane.id = ?1 AND day_record.day = ?2
                    AND (day_record.revision <= lane.acked OR lane.lease_owner IS NOT NULL)
                """)
        for record in claim.records { try mark.execute(arguments: [claim.lane, record.key.day.number]) }
    }

    private static func currentRevisions(of claim: LaneClaim, in database: Database) throws -> [Day: Int64] {
        let select = try database.cachedStatement(
            sql: """
                SELECT revision FROM day_record
                WHERE stream = (SELECT stream FROM lane WHERE id = ?) AND series = ? AND day = ?
                """)
        var revisions: [Day: Int64] = [:]
        for record in claim.records {
            revisions[record.key.day] = try Int64.fetchOne(
                select, arguments: [claim.lane, claim.series.column, record.key.day.number])
        }
        return revisions
    }
}
