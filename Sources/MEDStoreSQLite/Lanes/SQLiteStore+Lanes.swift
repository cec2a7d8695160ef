import Foundation
import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    /// See `LaneStore.lanes(of:)`.
    public func lanes(of instance: InstanceID) async throws -> [LaneStatus] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT stream.name, lane.series, lane.acked, stream.head,
                        (SELECT count(*) FROM day_record WHERE day_record.stream = lane.stream
                            AND day_record.series = lane.series AND day_record.revision > lane.acked
                            AND day_record.day >= (SELECT first_day FROM instance WHERE id = lane.instance)),
                        (SELECT count(*) FROM lane_exception WHERE lane = lane.id AND state = 0),
                        (SELECT count(*) FROM lane_exception WHERE lane = lane.id AND state = 1)
                    FROM lane JOIN stream ON stream.id = lane.stream WHERE lane.instance = ?
                    ORDER BY stream.name, lane.series
                    """, arguments: [instance.description]
            ).map { row in
                let pending: Int = row[4]
                // A lane that only lags behind another series has nothing to send: it counts as being at the head.
                return LaneStatus(
                    stream: try StreamID(column: row[0]), series: try Series(column: row[1]),
                    acked: pending == 0 ? row[3] : row[2], head: row[3], pending: pending, retrying: row[5],
                    dead: row[6])
            }
        }
    }

    /// See `LaneStore.exceptions(of:)`.
    public func exceptions(of instance: InstanceID) async throws -> [LaneException] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT stream.name, lane.series, lane_exception.day, lane_exception.revision, lane_exception.state,
                        reason, attempts, next_at
                    FROM lane_exception JOIN lane ON lane.id = lane_exception.lane
                    JOIN stream ON stream.id = lane.stream WHERE lane.instance = ?
                    ORDER BY stream.name, lane.series, lane_exception.day
                    """, arguments: [instance.description]
            ).map { row in
                LaneException(
                    record: RecordKey(
                        stream: try StreamID(column: row[0]), series: try Series(column: row[1]),
                        day: Day(number: row[2])),
                    revision: row[3], state: LaneException.State(rawValue: row[4]) ?? .dead, reason: row[5],
                    attempts: row[6], nextAttempt: UTCInstant(secondsSinceEpoch: row[7]))
            }
        }
    }

    /// See `LaneStore.requeue(_:of:)`.
    public func requeue(_ record: RecordKey?, of instance: InstanceID) async throws -> Int {
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE lane_exception SET state = 0, next_at = 0, attempts = 0 WHERE state = 1 AND lane IN (
                        SELECT lane.id FROM lane JOIN stream ON stream.id = lane.stream WHERE lane.instance = ?
                        AND (? IS NULL OR (stream.name = ? AND lane.series = ?))) AND (? IS NULL OR day = ?)
                    """,
                arguments: [
                    instance.description, record?.day.number, record?.stream.storageName, record?.series.column,
                    record?.day.number, record?.day.number,
                ])
            return database.changesCount
        }
    }

    /// See `LaneStore.replay(_:days:now:)`.
    public func replay(_ instance: InstanceID, days: ClosedRange<Day>?, now: UTCInstant) async throws -> Int {
        try await write { database in
            guard let days else { return try Self.rewind(instance, in: database) }
            return try Self.mark(days, of: instance, in: database)
        }
    }

    /// See `LaneStore.nextRetry(of:)`.
    public func nextRetry(of instance: InstanceID) async throws -> UTCInstant? {
        try await read { database in
            try Int64.fetchOne(
                database,
                sql: """
                    SELECT min(next_at) FROM (
                        SELECT next_at FROM lane_exception JOIN lane ON lane.id = lane_exception.lane
                        WHERE lane.instance = ?1 AND lane_exception.state = 0
                        UNION ALL
                        SELECT paused_until FROM lane WHERE instance = ?1 AND paused_until > 0)
                    """, arguments: [instance.description]
            ).map(UTCInstant.init(secondsSinceEpoch:))
        }
    }

    /// See `LaneStore.acknowledgedCurrentState(of:)`.
    public func acknowledgedCurrentState(of instance: InstanceID) async throws -> ContentHash? {
        try await read { database in
            try Data.fetchOne(
                database, sql: "SELECT current_hash FROM instance WHERE id = ?", arguments: [instance.description]
            ).flatMap { ContentHash(bytes: $0) }
        }
    }

    /// See `LaneStore.acknowledgeCurrentState(_:of:at:)`.
    public func acknowledgeCurrentState(
        _ hash: ContentHash?, of instance: InstanceID, at now: UTCInstant
    ) async throws {
        try await write { database in
            try database.execute(
                sql: "UPDATE instance SET current_hash = ?, current_at = ? WHERE id = ?",
                arguments: [hash.map { Data($0.bytes) }, now.column, instance.description])
        }
    }

    private static func rewind(_ instance: InstanceID, in database: Database) throws -> Int {
        try database.execute(
            sql: """
                UPDATE lane SET acked = 0, token = token + 1, lease_owner = NULL, lease_until = 0,
                    paused_until = 0
                WHERE instance = ?
                """, arguments: [instance.description])
        try database.execute(
            sql: "DELETE FROM lane_exception WHERE lane IN (SELECT id FROM lane WHERE instance = ?)",
            arguments: [instance.description])
        return try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM lane JOIN day_record ON day_record.stream = lane.stream
                    AND day_record.series = lane.series
                WHERE lane.instance = ?1 AND day_record.day >= (SELECT first_day FROM instance WHERE id = ?1)
                """, arguments: [instance.description]) ?? 0
    }

    /// Marks settled records as retries that are due now. What lies ahead of a lane goes anyway. A batch under way loses
    /// its lease, so that its acknowledgement does not undo the marks.
    private static func mark(_ days: ClosedRange<Day>, of instance: InstanceID, in database: Database) throws -> Int {
        try database.execute(
            sql: "UPDATE lane SET token = token + 1, lease_owner = NULL, lease_until = 0 WHERE instance = ?",
            arguments: [instance.description])
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO lane_exception
                SELECT lane.id, day_record.day, day_record.revision, 0, 'replay', 0, 0
                FROM lane JOIN day_record ON day_record.stream = lane.stream AND day_record.series = lane.series
                WHERE lane.instance = ? AND day_record.day BETWEEN ? AND ? AND day_record.revision <= lane.acked
                """, arguments: [instance.description, days.lowerBound.number, days.upperBound.number])
        return database.changesCount
    }
}
