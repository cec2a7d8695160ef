import Foundation
import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    /// See `LaneStore.claim(_:limit:lease:recordsInFlight:worker:now:)`.
    public func claim(
        _ instance: InstanceID, limit: Int, lease: Duration, recordsInFlight: Bool, worker: WorkerID, now: UTCInstant
    ) async throws -> [LaneClaim] {
        try presence.appear(worker)
        return try await write { database in
            guard
                let setting = try Row.fetchOne(
                    database, sql: "SELECT has_lanes, first_day FROM instance WHERE id = ?",
                    arguments: [instance.description]), setting[0] as Bool
            else { return [] }
            try InstanceRow.addLanes(of: instance.description, startingAtHead: false, in: database)
            let rows = try Row.fetchAll(
                database.cachedStatement(sql: LaneRow.candidates), arguments: [instance.description, now.column])
            var claims: [LaneClaim] = []
            var room = limit
            for row in rows where room > 0 {
                let lane = try LaneRow(row)
                if let owner = lane.owner, lane.leaseUntil > now.column, self.presence.isAlive(WorkerID(owner)) {
                    continue
                }
                let records = try lane.records(limit: room, firstDay: setting[1], now: now, in: database)
                let through = lane.through(records, limit: room, now: now)
                if records.isEmpty {
                    try database.execute(
                        sql: "UPDATE lane SET acked = ? WHERE id = ?", arguments: [through, lane.id])
                    continue
                }
                try database.cachedStatement(
                    sql: """
                        UPDATE lane SET lease_owner = ?, lease_until = ?, token = token + 1, in_flight_to = ?
                        WHERE id = ?
                        """
                ).execute(arguments: [
                    worker.description, now.column + max(1, lease.components.seconds),
                    recordsInFlight ? through : lane.inFlightTo, lane.id,
                ])
                claims.append(
                    LaneClaim(
                        lane: lane.id, token: lane.token + 1, stream: lane.stream, series: lane.series,
                        acked: lane.acked, through: through, state: Array(lane.state),
                        mayHaveBeenSent: lane.inFlightTo > 0, records: records))
                room -= records.count
            }
            return claims
        }
    }

    /// See `LaneStore.release(_:)`.
    public func release(_ claims: [LaneClaim]) async throws {
        try await write { database in
            for claim in claims {
                try database.execute(
                    sql: "UPDATE lane SET lease_owner = NULL, lease_until = 0 WHERE id = ? AND token = ?",
                    arguments: [claim.lane, claim.token])
            }
        }
    }
}
