import GRDB
import MEDCore
import MEDStore

/// The lanes of an instance, and what is known of the current state at its destination.
enum InstanceRow {
    /// Makes the instance's row and the lanes that it lacks.
    ///
    /// A new destination's lanes start at zero, at the streams' heads, or not at all. A stream that appears later is new
    /// data whatever the policy: its lanes start at zero.
    static func open(_ instance: InstanceID, backfill: BackfillPolicy, in database: Database) throws {
        let name = instance.description
        let hadLanes = try Bool.fetchOne(
            database, sql: "SELECT has_lanes FROM instance WHERE id = ?", arguments: [name])
        var firstDay = Int32.min
        if case .from(let day) = backfill { firstDay = day.number }
        try database.execute(
            sql: """
                INSERT INTO instance (id, has_lanes, first_day) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET has_lanes = excluded.has_lanes, first_day = excluded.first_day
                """,
            arguments: [name, backfill != .currentOnly, firstDay])
        if backfill == .currentOnly {
            try database.execute(sql: "DELETE FROM lane WHERE instance = ?", arguments: [name])
        } else if hadLanes == true {
            try addLanes(of: name, startingAtHead: false, in: database)
        } else {
            try addLanes(of: name, startingAtHead: backfill == .fromNow, in: database)
        }
    }

    /// Makes the lanes of streams that have none yet: rows of streams are never deleted, so that they are the latest.
    static func addLanes(of instance: String, startingAtHead: Bool, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO lane (instance, stream, series, acked)
                SELECT ?1, stream.id, kind.series, CASE WHEN ?2 THEN stream.head ELSE 0 END
                FROM stream JOIN (SELECT 0 AS series UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) AS kind
                    ON (kind.series < 2) = (stream.name <> 'national')
                WHERE stream.id > coalesce((SELECT max(stream) FROM lane WHERE instance = ?1), 0)
                """
        ).execute(arguments: [instance, startingAtHead])
    }
}
