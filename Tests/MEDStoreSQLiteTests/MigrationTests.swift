import Foundation
import GRDB
import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDStoreSQLite

/// Files of earlier versions, opened by this one.
@Suite(.timeLimit(.minutes(1)))
struct MigrationTests {
    @Test("A file of version 2 keeps its imports, which are files, and recognises them")
    func fromVersionTwo() async throws {
        let folder = try TemporaryFolder()
        let days = SampleReadings.days(3)
        let meters = [MeterReadings(pdl: SampleReadings.randomPDL(), direction: .consumption, days: days)]
        let hash = Contributions(meters).hash
        do {
            let queue = try DatabaseQueue(path: folder.database)
            var migrator = DatabaseMigrator()
            migrator.registerMigration("1 readings", migrate: SchemaOne.readings)
            migrator.registerMigration("2 lanes", migrate: SchemaOne.lanes)
            try migrator.migrate(queue)
            try await queue.write { database in
                try database.execute(
                    sql: "INSERT INTO import (name, content, imported_at, days) VALUES ('old.csv', ?, 5, 3)",
                    arguments: [hash])
            }
        }
        let store = try SQLiteStore(path: folder.database)
        let now = UTCInstant(utcYear: 2024, month: 6, day: 1)
        let old = ImportRecord(
            id: ImportID(number: 1), source: ImportSource(name: "old.csv"),
            importedAt: UTCInstant(secondsSinceEpoch: 5), undoneAt: nil, days: 3)
        #expect(try await store.imports() == [old])
        let again = try await store.importReadings(
            meters, from: ImportSource(name: "copy.csv"), contracts: [:], at: now)
        #expect(again == ImportSummary(id: old.id, unchangedDays: 3))
        try await store.setSourceMemory([1], for: "quota")
        #expect(try await store.sourceMemory("quota") == [1])
    }
}
