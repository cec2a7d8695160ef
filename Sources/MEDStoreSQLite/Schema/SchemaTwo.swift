import GRDB

/// What gateways need beside files. A migration that has shipped is never edited: a change is a new one.
enum SchemaTwo {
    static func sources(_ database: Database) throws {
        try database.execute(
            sql: """
                -- What a source remembers between runs; changed_at is for people, seconds since 1970-01-01T00:00:00Z.
                CREATE TABLE source_memory (key TEXT PRIMARY KEY, value BLOB NOT NULL, changed_at INTEGER NOT NULL)
                    WITHOUT ROWID;

                -- kind: 0 a file, 1 an answer of a gateway. Only files are recognised by their content.
                ALTER TABLE import ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
                DROP INDEX import_content;
                CREATE UNIQUE INDEX import_content ON import (content) WHERE undone_at IS NULL AND kind = 0;
                -- Taking an import back, and forgetting one of which nothing is left, looks for its contributions.
                CREATE INDEX contribution_import ON contribution (import);
                """)
    }
}
