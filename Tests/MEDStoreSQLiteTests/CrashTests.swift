import Foundation
import GRDB
import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDStoreSQLite

/// Processes that die, and disks that are full.
@Suite(.timeLimit(.minutes(1)))
struct CrashTests {
    private let everyDay = Day(number: 0)...Day(number: 100_000)

    @Test func killedImportIsWholeOrNotThere() async throws {
        let folder = try TemporaryFolder()
        var returned = 0
        for round in 0..<8 {
            let child = try Child(crasher: ["import", folder.database])
            var known: [PDL] = []
            for _ in 0...(round % 3) { if let pdl = child.line().flatMap(PDL.init) { known.append(pdl) } }
            // The next import is under way: kill at another moment of it each time.
            usleep(UInt32(round) * 1_700)
            child.kill()
            known += child.lines().compactMap(PDL.init)
            returned += known.count
            let store = try SQLiteStore(path: folder.database)
            let meters = try await store.meters()
            for pdl in known { #expect(meters.contains { $0.pdl == pdl }, "an import that returned is there") }
            for meter in meters { #expect(meter.knownDays == 400, "whole imports only") }
            #expect(try await store.imports().count == meters.count)
        }
        print("kill -9: 8 kills, \(returned) imports had returned, none lost")
        #expect(returned >= 8)
    }

    @Test func leasesOfAKilledProcessAreFreeAtOnce() async throws {
        let folder = try TemporaryFolder()
        let child = try Child(crasher: ["lease", folder.database])
        #expect(child.line() == "3")
        let store = try SQLiteStore(path: folder.database)
        let now = UTCInstant(utcYear: 2024, month: 6, day: 1)
        func claim() async throws -> [LaneClaim] {
            try await store.claim(
                InstanceID("crash"), limit: 10, lease: .seconds(60), recordsInFlight: true, worker: .random(), now: now)
        }
        #expect(try await claim() == [])
        child.kill()
        let claims = try await claim()
        #expect(claims.flatMap(\.records).count == 3)
        #expect(claims.map(\.mayHaveBeenSent) == [true])
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".alive") }
        #expect(left.count == 2, "the dead worker's file is gone; the two claims' are there")
    }

    @Test func fullDiskLeavesNothingHalfWritten() async throws {
        let folder = try TemporaryFolder()
        let mount = "mount -t tmpfs -o size=4m none \"$1\" && exec \"$2\" fill \"$1/med.sqlite\""
        let child = try Child(
            "/usr/bin/unshare", ["--map-root-user", "--mount", "sh", "-c", mount, "sh", folder.path, Child.crasher])
        let said = child.lines()
        if child.finish() == 0 {
            try #require(said.count == 2)
            #expect(said[0] == "diskFull")
            let counts = said[1].split(separator: " ").compactMap { Int($0) }
            #expect(counts.count == 3 && counts[0] >= 1 && counts[1] == 0 && counts[2] == counts[0])
            print("full disk (tmpfs of 4 MB): \(counts[0]) whole imports, \(counts[1]) torn ones")
        } else {
            // No right to mount here: SQLite's own limit answers with the same code.
            try await fullDatabase(folder)
        }
    }

    private func fullDatabase(_ folder: TemporaryFolder) async throws {
        let store = try SQLiteStore(path: folder.database)
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 60") }
        let error = await #expect(throws: StoreError.self) {
            _ = try await store.importReadings(
                [
                    MeterReadings(
                        pdl: SampleReadings.randomPDL(), direction: .consumption, days: SampleReadings.days(400))
                ],
                from: ImportSource(name: "a.csv"), contracts: [:], at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        }
        #expect(error?.code == .diskFull)
        #expect(try await store.meters().isEmpty)
        #expect(try await store.imports().isEmpty)
    }
}
