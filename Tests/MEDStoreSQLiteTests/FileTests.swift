import Foundation
import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDStoreSQLite

/// The file itself: rights, versions, damage, locks.
@Suite(.timeLimit(.minutes(1)))
struct FileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func add(_ count: Int, to store: SQLiteStore) async throws {
        _ = try await store.importReadings(
            [
                MeterReadings(
                    pdl: SampleReadings.randomPDL(), direction: .consumption, days: SampleReadings.days(count))
            ],
            from: ImportSource(name: "a.csv"), contracts: [:], at: UTCInstant(utcYear: 2024, month: 6, day: 1))
    }

    /// Runs a statement as another program would.
    private func python(_ statements: String) throws {
        let program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); \(statements); c.commit()"
        #expect(try Child("/usr/bin/python3", ["-c", program, folder.database]).finish() == 0)
    }

    private func code(_ body: () throws -> SQLiteStore) -> StoreError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }

    @Test func filesBelongToTheirUserAlone() async throws {
        let store = try SQLiteStore(path: folder.database)
        try await add(3, to: store)
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.database + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func closedStoreLeavesOneFile() async throws {
        try await add(3, to: SQLiteStore(path: folder.database))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["med.sqlite"])
    }

    @Test func openingAgainChangesNothing() async throws {
        let first = try SQLiteStore(path: folder.database)
        try await add(3, to: first)
        let installation = try await first.installationID()
        for _ in 0..<3 {
            let again = try SQLiteStore(path: folder.database)
            #expect(try await again.installationID() == installation)
            #expect(try await again.imports().count == 1)
        }
    }

    @Test func manyMayOpenANewFileAtOnce() async throws {
        let path = folder.database
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try await SQLiteStore(path: path).installationID() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(names.count == 1)
    }

    @Test func newerVersionIsRefused() throws {
        _ = try SQLiteStore(path: folder.database)
        try python("c.execute(\"INSERT INTO grdb_migrations VALUES ('99 of the future')\")")
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(path: folder.database) }
        #expect(error?.code == .newerVersion)
        #expect(error?.message.english.contains("update med") == true)
        #expect(error?.message.french.contains("mettez med à jour") == true)
    }

    @Test func damageIsFoundBeforeAnythingIsDone() async throws {
        try Data("This is no database, whatever its name says.".utf8).write(to: URL(fileURLWithPath: folder.database))
        #expect(code { try SQLiteStore(path: folder.database) } == .damaged)
        try FileManager.default.removeItem(atPath: folder.database)

        try await add(200, to: SQLiteStore(path: folder.database))
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.database))
        try file.seek(toOffset: 4_096 * 20)
        try file.write(contentsOf: Data(repeating: 0x5A, count: 4_096 * 5))
        try file.close()
        #expect(code { try SQLiteStore(path: folder.database) } == .damaged)
    }

    @Test func lockedForTooLongIsSaid() async throws {
        let store = try SQLiteStore(path: folder.database, busyTimeout: 0.2)
        let program = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("BEGIN EXCLUSIVE")
            print("locked", flush=True)
            sys.stdin.read()
            """
        let holder = try Child("/usr/bin/python3", ["-c", program, folder.database])
        #expect(holder.line() == "locked")
        let error = await #expect(throws: StoreError.self) { try await add(1, to: store) }
        #expect(error?.code == .locked)
        #expect(try await store.imports().isEmpty)
        _ = holder.finish()
        try await add(1, to: store)
    }

    @Test func missingRightsAreSaid() async throws {
        // As it is when it was made by another user: readable at best.
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
        try denied()

        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        try await add(1, to: SQLiteStore(path: folder.database))
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.database)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        try denied()
    }

    private func denied() throws {
        let said = try Child(crasher: ["denied", folder.database]).lines()
        #expect(said == ["readOnly"])
    }
}
