import GRDB
public import MEDCore
public import MEDStore

extension SQLiteStore {
    /// See `LaneStore.openLanes(of:at:payloadVersion:backfill:now:)`.
    public func openLanes(
        of instance: InstanceID, at destination: DestinationIdentity, payloadVersion: Int, backfill: BackfillPolicy,
        now: UTCInstant
    ) async throws -> Epoch {
        try await write { database in
            let latest = try Self.epochs(of: instance, in: database).first
            // Compared as it was written: reading a fingerprint back may lose what an odd value holds.
            if let latest, latest.payloadVersion == payloadVersion,
                try Self.latestFingerprint(of: instance, in: database) == destination.fingerprint
            {
                try InstanceRow.open(instance, backfill: backfill, in: database)
                return latest
            }
            return try Self.begin(
                instance, at: destination, payloadVersion: payloadVersion, backfill: backfill,
                after: latest?.number ?? 0, now: now, in: database)
        }
    }

    /// See `LaneStore.beginEpoch(of:backfill:now:)`.
    public func beginEpoch(of instance: InstanceID, backfill: BackfillPolicy, now: UTCInstant) async throws -> Epoch {
        try await write { database in
            guard let latest = try Self.epochs(of: instance, in: database).first else {
                throw StoreError(
                    .notFound,
                    LocalizedText(
                        fr: "L'exporteur \(instance) n'a encore rien livré.",
                        en: "The exporter \(instance) has not delivered anything yet."))
            }
            return try Self.begin(
                instance, at: latest.destination, payloadVersion: latest.payloadVersion, backfill: backfill,
                after: latest.number, now: now, in: database)
        }
    }

    /// See `LaneStore.epochs(of:)`.
    public func epochs(of instance: InstanceID) async throws -> [Epoch] {
        try await read { try Self.epochs(of: instance, in: $0) }
    }

    /// See `LaneStore.markRetracted(_:at:)`.
    public func markRetracted(_ epoch: Epoch, at now: UTCInstant) async throws {
        try await write { database in
            try database.execute(
                sql: "UPDATE epoch SET retracted_at = ? WHERE instance = ? AND number = ?",
                arguments: [now.column, epoch.instance.description, epoch.number])
        }
    }

    private static func begin(
        _ instance: InstanceID, at destination: DestinationIdentity, payloadVersion: Int, backfill: BackfillPolicy,
        after number: Int, now: UTCInstant, in database: Database
    ) throws -> Epoch {
        let name = instance.description
        try database.execute(
            sql: "UPDATE epoch SET ended_at = ? WHERE instance = ? AND ended_at IS NULL", arguments: [now.column, name])
        try database.execute(
            sql:
                "INSERT INTO epoch (instance, number, destination, payload_version, started_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [name, number + 1, destination.fingerprint, payloadVersion, now.column])
        // Deleting the lanes takes their leases, states and exceptions with them: a late acknowledgement finds nothing.
        try database.execute(sql: "DELETE FROM lane WHERE instance = ?", arguments: [name])
        try database.execute(sql: "DELETE FROM instance WHERE id = ?", arguments: [name])
        try InstanceRow.open(instance, backfill: backfill, in: database)
        return Epoch(
            instance: instance, number: number + 1, destination: destination, payloadVersion: payloadVersion,
            startedAt: now)
    }

    private static func latestFingerprint(of instance: InstanceID, in database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT destination FROM epoch WHERE instance = ? ORDER BY number DESC LIMIT 1",
            arguments: [instance.description])
    }

    private static func epochs(of instance: InstanceID, in database: Database) throws -> [Epoch] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT number, destination, payload_version, started_at, ended_at, retracted_at FROM epoch
                WHERE instance = ? ORDER BY number DESC
                """, arguments: [instance.description]
        ).map { row in
            Epoch(
                instance: instance, number: row[0], destination: DestinationIdentity(fingerprint: row[1]),
                payloadVersion: row[2], startedAt: UTCInstant(secondsSinceEpoch: row[3]),
                endedAt: (row[4] as Int64?).map(UTCInstant.init(secondsSinceEpoch:)),
                retractedAt: (row[5] as Int64?).map(UTCInstant.init(secondsSinceEpoch:)))
        }
    }
}
