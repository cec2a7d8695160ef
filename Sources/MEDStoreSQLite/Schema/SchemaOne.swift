import GRDB
import MEDStore

/// The first schema. A migration that has shipped is never edited: a change is a new one.
enum SchemaOne {
    static func readings(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

                -- Revisions count per stream: one PDL, or 'national'.
                CREATE TABLE stream (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, head INTEGER NOT NULL);

                -- One row a day: the merged readings, what is derived from them, and the hash of the exported form.
                -- series: 0 consumption, 1 production, 2 Tempo, 3 EcoWatt; day: days since 1970-01-01, Europe/Paris.
                -- is_known is 0 for a tombstone: a day of which every reading was taken back.
                -- energy: watt-minutes (60 = 1 Wh); recorded_at: seconds since 1970-01-01T00:00:00Z.
                CREATE TABLE day_record (
                    stream INTEGER NOT NULL REFERENCES stream (id), series INTEGER NOT NULL, day INTEGER NOT NULL,
                    revision INTEGER NOT NULL, first_revision INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
                    energy INTEGER, is_known INTEGER NOT NULL, has_curve INTEGER NOT NULL, has_peak INTEGER NOT NULL,
                    readings BLOB NOT NULL, derived BLOB NOT NULL, hash BLOB NOT NULL,
                    PRIMARY KEY (stream, series, day)
                ) WITHOUT ROWID;
                CREATE UNIQUE INDEX day_record_revision ON day_record (stream, series, revision);

                CREATE TABLE import (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, content BLOB NOT NULL,
                    imported_at INTEGER NOT NULL, undone_at INTEGER, days INTEGER NOT NULL
                );
                CREATE UNIQUE INDEX import_content ON import (content) WHERE undone_at IS NULL;
                -- What each import said: a day is the merge of its contributions, so that one can be taken back.
                CREATE TABLE contribution (
                    stream INTEGER NOT NULL REFERENCES stream (id), series INTEGER NOT NULL, day INTEGER NOT NULL,
                    import INTEGER NOT NULL REFERENCES import (id), readings BLOB NOT NULL,
                    PRIMARY KEY (stream, series, day, import)
                ) WITHOUT ROWID;

                -- For people who want rows.
                CREATE VIEW daily_energy AS
                    SELECT stream.name AS pdl,
                        CASE series WHEN 0 THEN 'consumption' ELSE 'production' END AS direction,
                        date(day * 86400, 'unixepoch') AS date, energy / 60.0 AS energy_wh, revision,
                        datetime(recorded_at, 'unixepoch') AS recorded_at
                    FROM day_record JOIN stream ON stream.id = day_record.stream
                    WHERE series < 2 AND energy IS NOT NULL;
                """)
        try database.execute(
            sql: "INSERT INTO meta VALUES ('installation', ?)",
            arguments: [String(UInt32.random(in: .min ... .max), radix: 36)])
    }

    static func lanes(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE epoch (
                    instance TEXT NOT NULL, number INTEGER NOT NULL, destination TEXT NOT NULL,
                    payload_version INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER,
                    retracted_at INTEGER, PRIMARY KEY (instance, number)
                ) WITHOUT ROWID;
                -- What a later lane of the instance starts with; NULL for an instance without lanes.
                CREATE TABLE instance (
                    id TEXT PRIMARY KEY, has_lanes INTEGER NOT NULL, first_day INTEGER NOT NULL, current_hash BLOB,
                    current_at INTEGER
                ) WITHOUT ROWID;
                -- AUTOINCREMENT: a number that came back would let a claim of an old epoch settle a lane of the new one.
                CREATE TABLE lane (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL, stream INTEGER NOT NULL REFERENCES stream (id),
                    series INTEGER NOT NULL, acked INTEGER NOT NULL, in_flight_to INTEGER NOT NULL DEFAULT 0,
                    state BLOB NOT NULL DEFAULT x'', lease_owner TEXT, lease_until INTEGER NOT NULL DEFAULT 0,
                    token INTEGER NOT NULL DEFAULT 0, paused_until INTEGER NOT NULL DEFAULT 0,
                    UNIQUE (instance, stream, series)
                );
                CREATE INDEX lane_stream ON lane (stream);
                CREATE TABLE lane_exception (
                    lane INTEGER NOT NULL REFERENCES lane (id) ON DELETE CASCADE, day INTEGER NOT NULL,
                    revision INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL, attempts INTEGER NOT NULL,
                    next_at INTEGER NOT NULL, PRIMARY KEY (lane, day)
                ) WITHOUT ROWID;
                CREATE TABLE export_log (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, instance TEXT NOT NULL, stream TEXT,
                    series INTEGER, records INTEGER NOT NULL, first_day INTEGER, last_day INTEGER, revision INTEGER,
                    outcome TEXT NOT NULL, evidence TEXT, detail TEXT NOT NULL, milliseconds INTEGER NOT NULL
                );
                CREATE INDEX export_log_instance ON export_log (instance, id);
                """)
    }
}
