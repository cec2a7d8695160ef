import Foundation
import MEDCore
import MEDStore
import MEDStoreSQLite
import MEDTesting
import TestServers
import Testing

/// kill -9 of the delivering process between the server's 204 and the acknowledgement, on a server that counts everything
/// that is sent twice.
@Suite(.timeLimit(.minutes(30)))
struct CrashTests {
    private static let pdls = ["11111111110000", "11111111110001"].compactMap { PDL($0) }

    @Test("Proof: kill -9 between VictoriaMetrics' 204 and the acknowledgement")
    func nothingTwiceAndNothingMissing() async throws {
        let isFull = ProcessInfo.processInfo.environment["MED_PROOF"] == "full"
        let wanted = isFull ? 50 : 6
        let server = try await VictoriaMetricsServer.started()
        let proxy = try KillingProxy(server.url)
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2026, month: 1, day: 1))
        var random = SeededGenerator(seed: UInt64.random(in: .min ... .max))
        var next = try #require(Day("2023-03-01"))
        var (between, round) = (0, 0)
        // On a loaded machine a kill may come after the acknowledgement: it proves nothing, and another one is made.
        while between < wanted, round < 2 * wanted {
            defer { round += 1 }
            let moment = KillingProxy.Moment.allCases[round % KillingProxy.Moment.allCases.count]
            for pdl in Self.pdls {
                var days = (0..<Int.random(in: 1...(round == 0 ? 200 : 9), using: &random)).map { offset in
                    SampleReadings.day(next.advanced(by: offset), watts: .random(in: 0...9_000, using: &random))
                }
                // Upwards and downwards; the kill between deletion and rewriting needs one.
                if round > 0, moment == .afterADeletion || Bool.random(using: &random) {
                    let day = next.advanced(by: -1 - Int.random(in: 0..<100, using: &random))
                    days.append(SampleReadings.day(day, watts: .random(in: 0...9_000, using: &random)))
                }
                try await scene.add(days, of: pdl)
            }
            next = next.advanced(by: 9 + (round == 0 ? 200 : 0))
            let acknowledged = try await acknowledged(scene)
            proxy.arm(moment)
            let before = proxy.kills
            try run(scene, proxy, expectingKill: true)
            // Killed at its moment, and the store knows of nothing that was under way.
            let after = try await self.acknowledged(scene)
            if proxy.kills == before + 1, after == acknowledged { between += 1 }
            proxy.arm(nil)
            try run(scene, proxy, expectingKill: false)
            try await expectEquality(scene, server)
        }
        #expect(between >= wanted)
        print(
            "proof: victoriametrics: seed \(random.seed), \(round) kills, \(between) between the server's answer and "
                + "the acknowledgement, every count and sum equal to the store's after each")
    }

    /// Where the lanes stand.
    private func acknowledged(_ scene: MetricsScene) async throws -> [String: Int64] {
        try await scene.store.lanes(of: MetricsScene.instance).filter { $0.series == .consumption && $0.acked > 0 }
            .reduce(into: [:]) { $0[$1.stream.storageName] = $1.acked }
    }

    private func run(_ scene: MetricsScene, _ proxy: KillingProxy, expectingKill: Bool) throws {
        let output = scene.folder.path("crasher.log")
        let process = try ChildProcess(
            try Self.builtProducts() + "/DeliveryCrasher", [scene.path, proxy.url], output: output)
        proxy.aim(at: process)
        let code = process.wait()
        guard expectingKill || code == 0 else {
            let log = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            throw TestServerError("the delivery ended with \(code ?? -1): \(log.suffix(1_000))")
        }
    }

    /// The samples that the server counts and sums up are those of the store.
    private func expectEquality(_ scene: MetricsScene, _ server: VictoriaMetricsServer) async throws {
        try server.flush()
        let end: Int64 = 1_767_225_600
        for pdl in Self.pdls {
            let documents = try await scene.store.documents(
                of: pdl, .consumption, days: Day(number: 0)...Day(number: 100_000))
            let slots = documents.flatMap(\.curve.slots)
            let selector = #"{pdl="\#(pdl.digits)"}[4y]"#
            let load = "myelectricaldata_consumption_load_watts\(selector)"
            #expect(try server.value("count_over_time(\(load))", at: end) == Double(slots.count))
            #expect(
                try server.value("sum_over_time(\(load))", at: end) == Double(slots.reduce(0) { $0 + Int($1.watts) }))
            for name in ["daily", "monthly", "yearly"] {
                #expect(
                    try server.value("count_over_time(myelectricaldata_consumption_\(name)_kwh\(selector))", at: end)
                        == Double(documents.count))
            }
            // All powers are whole and all days complete: 30 Wh a slot and 60 W are exact.
            let sum = try #require(
                try server.value("sum_over_time(myelectricaldata_consumption_daily_kwh\(selector))", at: end))
            #expect(Int64((sum * 1_000).rounded()) == documents.reduce(0) { $0 + ($1.energy?.roundedWattHours ?? 0) })
        }
    }

    /// The folder of the test bundle that this code was loaded from.
    private static func builtProducts() throws -> String {
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        guard
            let line = maps.split(separator: "\n").first(where: { $0.contains("PackageTests.xctest") }),
            let start = line.firstIndex(of: "/")
        else { throw TestServerError("the test bundle is not where it was expected") }
        return URL(fileURLWithPath: String(line[start...])).deletingLastPathComponent().path
    }
}
