import Foundation
import MEDCore
import MEDStore
import MEDStoreSQLite
import MEDTesting

/// A process for tests to kill, to starve of disk and to deny its rights. Says on its output what it has done.
///
/// usage: StoreCrasher import|lease|fill|denied <database>
func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

let now = UTCInstant(utcYear: 2024, month: 6, day: 1)

func importDays(_ count: Int, of pdl: PDL, into store: SQLiteStore) async throws {
    _ = try await store.importReadings(
        [MeterReadings(pdl: pdl, direction: .consumption, days: SampleReadings.days(count))],
        from: ImportSource(name: "crash.csv"), contracts: [:], at: now)
}

/// Imports 400 days of one meter after the other, for ever; says the PDL of each import that has returned.
func importForEver(_ store: SQLiteStore) async throws {
    while true {
        let pdl = SampleReadings.randomPDL()
        try await importDays(400, of: pdl, into: store)
        say(pdl.digits)
    }
}

/// Leases a lane and keeps it.
func lease(_ store: SQLiteStore) async throws {
    let instance = InstanceID("crash")
    _ = try await store.openLanes(
        of: instance, at: DestinationIdentity(values: [:]), payloadVersion: 1, backfill: .full, now: now)
    try await importDays(3, of: SampleReadings.randomPDL(), into: store)
    let claims = try await store.claim(
        instance, limit: 10, lease: .seconds(3_600), recordsInFlight: true, worker: .random(), now: now)
    say("\(claims.flatMap(\.records).count)")
    while true { pause() }
}

/// Imports until the disk is full; says the error, then how many imports are whole and how many are not.
func fill(_ store: SQLiteStore) async throws {
    var pdls: [PDL] = []
    do {
        while true {
            pdls.append(SampleReadings.randomPDL())
            try await importDays(400, of: pdls[pdls.count - 1], into: store)
        }
    } catch let error as StoreError {
        say(error.code.rawValue)
    }
    var counts: [Int] = []
    let span = Day(number: 0)...Day(number: 100_000)
    for pdl in pdls { counts.append(try await store.documents(of: pdl, .consumption, days: span).count) }
    let imports = try await store.imports().count
    say("\(counts.count { $0 == 400 }) \(counts.count { $0 != 0 && $0 != 400 }) \(imports)")
}

let path = CommandLine.arguments[2]
switch CommandLine.arguments[1] {
case "denied":
    // Root may write anywhere: the test of rights is made as nobody.
    if getuid() == 0 { _ = (setgid(65_534), setuid(65_534)) }
    do {
        let store = try SQLiteStore(path: path)
        try await importDays(1, of: SampleReadings.randomPDL(), into: store)
        say("written")
    } catch let error as StoreError {
        say(error.code.rawValue)
    }
case "import": try await importForEver(try SQLiteStore(path: path))
case "lease": try await lease(try SQLiteStore(path: path))
default: try await fill(try SQLiteStore(path: path))
}
