import Foundation
import TestServers
import Testing

/// `med sync` as a person runs it, with the real program and a local gateway.
@Suite(.timeLimit(.minutes(3)))
struct SyncCommandTests {
    private static let other = "12345678901234"
    /// More than Enedis keeps: daily values come in four calls.
    private static let always = 1_200

    @Test("Without any source: what to do")
    func unconfigured() throws {
        let scene = try GatewayHome(.v1)
        let ending = try scene.med("sync", expecting: 78)
        #expect(ending.errors.contains("med pdl add"))
        #expect(scene.gateway.calls.isEmpty)
    }

    @Test(
        "Only what is new is asked for, and only of the meter that is named", arguments: [FakeDialect.v1, .v2, .conso])
    func onlyWhatIsNew(dialect: FakeDialect) throws {
        let scene = try GatewayHome(dialect, days: Self.always)
        scene.enedis.add(Self.other)
        try scene.configure(pdls: [GatewayHome.pdl, Self.other])
        let first = try scene.med("sync", "--pdl", Self.other)
        #expect(first.output.contains("1111 new days") || first.output.contains("1112 new days"), "\(first.output)")
        #expect(Set(scene.readingCalls.map(\.pdl)) == [Self.other])
        #expect(scene.readingCalls.count == 4)
        #expect(scene.gateway.calls.allSatisfy { $0.isReadings || [.access, .pdlList].contains($0.kind) })
        try scene.med("sync")
        #expect(scene.gateway.count(.daily, pdl: GatewayHome.pdl) == 4)
        #expect(scene.gateway.count(.daily, pdl: Self.other) == 4)
        if dialect != .conso {
            #expect(scene.gateway.count(.tempo) > 0 && scene.gateway.count(.ecowatt) == 1)
        }
        scene.gateway.clearCalls()
        try scene.med("sync", environment: ["LANG": "fr_FR.UTF-8"])
        #expect(scene.readingCalls.isEmpty && scene.gateway.rateViolations.isEmpty)
        #expect(try scene.med("sync", "--pdl", "98765432109876", expecting: 64).errors.contains("…9876"))
    }

    @Test("A lost consent stops the meter with 77 until --retry-blocked")
    func blocked() throws {
        let scene = try GatewayHome(.v1, days: Self.always)
        try scene.configure()
        scene.enedis.change(GatewayHome.pdl) { $0.consentLostAt = 0 }
        let ending = try scene.med("sync", expecting: 77)
        #expect(ending.errors.contains("consent") && ending.errors.contains("…0123"))
        #expect(!(ending.output + ending.errors).contains(GatewayHome.pdl))
        #expect(scene.readingCalls.count == 1)
        scene.enedis.change(GatewayHome.pdl) { $0.consentLostAt = nil }
        try scene.med("sync", expecting: 77)
        #expect(scene.readingCalls.count == 1)
        try scene.med("sync", "--retry-blocked")
        #expect(scene.readingCalls.count == 5)
        try scene.med("sync")
    }

    @Test("Another token in the file forgives a refusal by itself", arguments: [FakeDialect.v1, .v2, .conso])
    func renewedToken(dialect: FakeDialect) throws {
        let scene = try GatewayHome(dialect, days: Self.always)
        try scene.configure()
        scene.gateway.setToken("renewed")
        let ending = try scene.med("sync", "--pdl", GatewayHome.pdl, expecting: 77)
        #expect(ending.errors.contains("key"), "\(ending.errors)")
        #expect(scene.gateway.calls.count == 1)
        try scene.med("sync", "--pdl", GatewayHome.pdl, expecting: 77)
        #expect(scene.gateway.calls.count == 1)
        try scene.home.directory.write("renewed\n", to: "token")
        try scene.med("sync", "--pdl", GatewayHome.pdl)
        #expect(try scene.filesWithToken() == [])
    }

    @Test("Two failures are sat out; a gateway that asks for an hour ends the command with 69 and the time")
    func outOfOrder() throws {
        let scene = try GatewayHome(.v1, days: Self.always)
        try scene.configure()
        scene.gateway.inject(.http500, times: 2, where: \.isReadings)
        try scene.med("sync")
        #expect(scene.readingCalls.count == 6)
        let late = try GatewayHome(.v1, days: Self.always)
        try late.configure()
        late.gateway.inject(.http503(retryAfter: 3_600), times: .max, where: \.isReadings)
        let ending = try late.med("sync", expecting: 69)
        #expect(ending.errors.contains("tried again at 20"), "\(ending.errors)")
        #expect(late.readingCalls.count == 1)
        // Not before that hour, and without a word about a fault that this run did not meet.
        let again = try late.med("sync", expecting: 69)
        #expect(late.readingCalls.count == 1 && !again.errors.contains("(?)"))
    }

    @Test("A quota that is used up: until when, and nothing more is asked", arguments: [FakeDialect.v1, .v2])
    func quota(dialect: FakeDialect) throws {
        let scene = try GatewayHome(dialect, days: Self.always, quota: 3)
        try scene.configure()
        let ending = try scene.med("sync", environment: ["LANG": "fr_FR.UTF-8"])
        let until = try #require(ending.output.split(separator: "\n").first { $0.contains("la suite à ") })
        // The day of the quota ends at midnight: of France for v1, UTC for v2, up to an hour later by phase.
        let midnight = #/la suite à \d{4}-\d\d-\d\dT(22|23|00|01):/#
        #expect(until.contains(midnight), "\(until)")
        // v1 says what its quota is; of v2 it is known once a call is refused.
        let asked = dialect == .v1 ? 3 : 4
        #expect(scene.readingCalls.count == asked)
        try scene.med("sync")
        #expect(scene.readingCalls.count == asked)
    }

    @Test("kill -9 in the middle of the first fetch: nothing is lost, and no answered call is made twice but one")
    func killed() async throws {
        let scene = try GatewayHome(.v1)
        // After access and contract.
        scene.gateway.inject(.slow(milliseconds: 60_000)) { $0.number == 8 }
        let arguments = [
            "pdl", "add", GatewayHome.pdl, "--gateway", "v1", "--gateway-url", scene.gateway.url, "--token-file",
            scene.home.directory.path("token"), "--yes",
        ]
        let child = try scene.home.med.spawn(
            arguments, environment: scene.environment, output: scene.home.directory.path("add.out"),
            errors: scene.home.directory.path("add.err"))
        // The seventh answer is on its way for as long as this test lives.
        try await Poll.until("the seventh call", timeout: .seconds(60)) { scene.readingCalls.count == 7 }
        child.kill()
        let asked = scene.readingCalls.count
        try scene.med("sync")
        #expect(try await scene.differences() == [])
        let calls = scene.readingCalls
        var seen: Set<String> = []
        let repeated = calls.filter { call in
            guard call.status == 200, let first = call.firstDay, let last = call.lastDay else { return false }
            let days = Set(FakeClock.days(first, last).map { "\(call.kind) \($0)" })
            defer { seen.formUnion(days) }
            return days.isSubset(of: seen)
        }
        #expect(repeated.count <= 1)
        #expect(calls.allSatisfy { $0.status == 200 })
        Proof.print("kill -9 after \(asked) calls: \(calls.count) in all, \(repeated.count) repeated")
    }

    @Test("A database that another program has locked for good")
    func lockedDatabase() async throws {
        let scene = try GatewayHome(.v1, days: Self.always)
        try scene.configure()
        try scene.med("status")
        let python = try Executable.path("python3", package: "python3")
        let ready = scene.home.directory.path("locked")
        let holder = try ChildProcess(
            python,
            [
                "-c",
                """
                import sqlite3, sys, time
                db = sqlite3.connect(sys.argv[1], isolation_level=None)
                db.execute('BEGIN IMMEDIATE')
                open(sys.argv[2], 'w').close()
                time.sleep(100)
                """, scene.home.databasePath, ready,
            ], output: scene.home.directory.path("holder.out"))
        defer { holder.kill() }
        try await Poll.until("the lock", timeout: .seconds(30)) { FileManager.default.fileExists(atPath: ready) }
        let ending = try scene.med("sync", expecting: 74)
        #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
        #expect(scene.readingCalls.isEmpty, "a call whose answer has no place")
        holder.kill()
        try scene.med("sync")
        #expect(scene.readingCalls.count == 4)
    }

    @Test("A full disk: 74, and later nothing is missing")
    func fullDisk() async throws {
        let scene = try GatewayHome(.v1)
        let disk = scene.home.directory.path("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mount = try Executable.path("mount", package: "mount")
        try Executable.run(mount, ["-t", "tmpfs", "-o", "size=320k", "tmpfs", disk])
        defer { _ = try? Executable.run("/usr/bin/umount", [disk]) }
        let database = ["DATABASE_URL": "sqlite://\(disk)/med.sqlite"]
        let ending = try scene.add(expecting: 74, environment: database)
        #expect(ending.errors.contains("full"), "\(ending.errors)")
        let made = scene.readingCalls.count
        try Executable.run(mount, ["-o", "remount,size=16m", disk])
        try scene.med("sync", environment: database)
        #expect(
            try scene.med("status", environment: database).output.contains("\(scene.days.count)/\(scene.days.count)"))
        Proof.print("full disk after \(made) calls, \(scene.readingCalls.count) in all")
    }
}
