import Foundation
import GRDB
import MEDStore

extension SQLiteStore {
    /// See `ReadingStore.sourceMemory(_:)`.
    public func sourceMemory(_ key: String) async throws -> [UInt8]? {
        try await read { database in
            try Data.fetchOne(database, sql: "SELECT value FROM source_memory WHERE key = ?", arguments: [key])
                .map { Array($0) }
        }
    }

    /// See `ReadingStore.setSourceMemory(_:for:)`.
    public func setSourceMemory(_ bytes: [UInt8], for key: String) async throws {
        try await write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO source_memory VALUES (?, ?, CAST(strftime('%s', 'now') AS INTEGER))",
                arguments: [key, Data(bytes)])
        }
    }
}
