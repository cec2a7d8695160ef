import Foundation
import MEDStore
import Testing

@testable import MEDStoreSQLite

@Suite(.timeLimit(.minutes(1)))
struct WorkerPresenceTests {
    @Test func workerLivesAsLongAsItsStore() throws {
        let folder = try TemporaryFolder()
        let worker = WorkerID("one")
        let watcher = WorkerPresence(databasePath: folder.database)
        do {
            let presence = WorkerPresence(databasePath: folder.database)
            #expect(!watcher.isAlive(worker))
            try presence.appear(worker)
            try presence.appear(worker)
            #expect(presence.isAlive(worker))
            #expect(watcher.isAlive(worker))
        }
        #expect(!watcher.isAlive(worker))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func filesOfKilledWorkersAreSwept() throws {
        let folder = try TemporaryFolder()
        let living = WorkerPresence(databasePath: folder.database)
        try living.appear(WorkerID("living"))
        // What a killed process leaves: a file that nobody has locked.
        for path in [folder.database + ".killed.alive", folder.path + "/other.sqlite.killed.alive"] {
            try Data().write(to: URL(fileURLWithPath: path))
        }
        _ = WorkerPresence(databasePath: folder.database)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(left == ["med.sqlite.living.alive", "other.sqlite.killed.alive"])
        withExtendedLifetime(living) {}
    }

    /// Those who ask lock and remove the file of a dead worker: one that appears at that moment must not lose its own.
    @Test func appearingIsNotUndoneByThoseWhoAsk() async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        let worker = WorkerID("one")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let watcher = WorkerPresence(databasePath: path)
                while !Task.isCancelled {
                    _ = watcher.isAlive(worker)
                    await Task.yield()
                }
            }
            let other = WorkerPresence(databasePath: path)
            for _ in 0..<2_000 {
                let presence = WorkerPresence(databasePath: path)
                try presence.appear(worker)
                #expect(other.isAlive(worker))
                withExtendedLifetime(presence) {}
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
