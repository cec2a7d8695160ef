import Foundation
import MEDCore
import MEDExporters
import MEDStore
import MEDStoreSQLite
import MEDTesting
import TestServers
import Testing

/// Servers that keep too little, ask who is there, or let us do only a part.
@Suite(.timeLimit(.minutes(10)))
struct VictoriaMetricsRefusalTests {
    private let pdl = SampleReadings.randomPDL()
    private var load: String { #"myelectricaldata_consumption_load_watts{pdl="\#(pdl.digits)"}"# }

    private func values(_ user: String, _ password: String) -> [String: ConfigurationValue] {
        ["push.username": .string(user), "push.password": .secret(Secret(password))]
    }

    /// The server's own default: a month. What is older is named with the flag to set; what is newer arrives.
    @Test func aRetentionShorterThanTheData() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.retention = nil })
        // The server's own clock decides what is too old.
        let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        let scene = try MetricsScene(at: now)
        let first = Day(containing: now).advanced(by: -1_500)
        try await scene.add(SampleReadings.days(1_500, from: first), of: pdl)
        try await scene.deliver(to: server.url)
        let dead = try await scene.store.exceptions(of: MetricsScene.instance)
        #expect(dead.count == 1)
        #expect(dead.allSatisfy { $0.state == .dead && $0.reason.contains("-retentionPeriod=6y") })
        #expect(dead.first?.reason.contains("\(first)") == true)
        #expect(try await scene.evidence() == ["verified"])
        try server.flush()
        let count = try #require(
            try server.value("count_over_time(\(load)[40d])", at: Int64(Date().timeIntervalSince1970)))
        #expect((29 * 48...32 * 48).contains(Int(count)))
        // Nothing is tried again by itself: the lane is settled.
        #expect(try await scene.store.nextRetry(of: MetricsScene.instance) == nil)

        let result = await (try scene.exporter(server.url)).testConnection()
        #expect(result.success)
        let write = try #require(result.stages.first { $0.name == .write })
        #expect(write.detail.french.contains("-retentionPeriod=10y") && write.detail.english.contains("31 days"))
    }

    @Test func theTestLeavesNothingAndSaysWhatIsWrong() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.login = ("med", "s3cret") })
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        let good = await (try scene.exporter(server.url, values("med", "s3cret"))).testConnection()
        #expect(good.success && good.stages.map(\.name) == [.resolve, .connect, .tls, .authenticate, .write])
        #expect(
            good.stages.filter { $0.outcome == .passed }.map(\.name) == [.resolve, .connect, .authenticate, .write])
        #expect(good.stages.last?.detail.english.contains("keeps 7300 days") == true)
        let bad = await (try scene.exporter(server.url, values("med", "canary-wrong"))).testConnection()
        #expect(bad.failure?.name == .authenticate)
        #expect(!"\(bad)".contains("canary-wrong"))
        let path = await (try scene.exporter(server.url + "/insert/0", values("med", "s3cret"))).testConnection()
        #expect(path.failure?.name == .write && path.failure?.hint?.french.contains("8428/api/v1/import") == true)
        try server.flush()
        #expect(try server.export(#"{__name__!=""}"#).isEmpty)
        server.stop()
        let gone = await (try scene.exporter(server.url, values("med", "s3cret"))).testConnection()
        #expect(gone.failure?.name == .connect)
    }

    @Test func aWrongPasswordBlocks() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.login = ("med", "s3cret") })
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        try await scene.add(SampleReadings.days(2), of: pdl)
        await #expect {
            try await scene.deliver(to: server.url, values("med", "canary-wrong"))
        } throws: { error in
            guard case ExporterFault.blocked(let cause) = error else { return false }
            return cause.english.contains("401") && !cause.english.contains("canary")
        }
        try await scene.deliver(to: server.url, values("med", "s3cret"))
        #expect(try await scene.isDelivered())
    }

    /// Without a flush the exporter waits until the server shows what was written.
    @Test func aServerThatMayNotBeFlushed() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.flushKey = "k" })
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        try await scene.add(SampleReadings.days(5), of: pdl)
        try await scene.deliver(to: server.url)
        try await scene.add([SampleReadings.day(SampleReadings.firstDay, watts: 3)], of: pdl)
        try await scene.deliver(to: server.url)
        #expect(try await scene.evidence() == ["verified"])
        let at = UTCInstant(utcYear: 2024, month: 6, day: 1).secondsSinceEpoch
        #expect(try server.value("count_over_time(\(load)[1y])", at: at) == 240)
        #expect(try server.value("sum_over_time(\(load)[1y])", at: at) == 48.0 * (3 + 101 + 102 + 103 + 104))
    }

    /// A correction that cannot be written is named, and leaves what is there as it is.
    @Test func aServerThatMayNotDelete() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.deleteKey = "k" })
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        try await scene.add(SampleReadings.days(2), of: pdl)
        try await scene.deliver(to: server.url)
        try await scene.add([SampleReadings.day(SampleReadings.firstDay, watts: 3)], of: pdl)
        try await scene.deliver(to: server.url)
        let dead = try await scene.store.exceptions(of: MetricsScene.instance)
        #expect(dead.map(\.state) == [.dead] && dead[0].reason.contains("delete_series"))
        try server.flush()
        let at = UTCInstant(utcYear: 2024, month: 6, day: 1).secondsSinceEpoch
        #expect(try server.value("count_over_time(\(load)[1y])", at: at) == 96)
    }

    /// A node that only takes imports, as vmauth or vminsert: what is known is the 204, and that is what is said.
    @Test func aServerThatMayNotBeRead() async throws {
        let peer = try HTTPPeer { request in
            request.target == "/api/v1/import"
                ? [.bytes(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))]
                : [.bytes(Array("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".utf8))]
        }
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        try await scene.add(SampleReadings.days(2), of: pdl)
        try await scene.deliver(to: peer.url(""))
        #expect(try await scene.evidence() == ["acknowledged"])
        let result = await (try scene.exporter(peer.url(""))).testConnection()
        #expect(result.success && result.stages.last?.detail.french.contains("read_url") == true)
        await #expect(throws: ExporterFault.self) {
            try await scene.exporter(peer.url("")).digest(
                of: pdl, .consumption, days: SampleReadings.firstDay...SampleReadings.firstDay)
        }
    }

    /// A login page is no VictoriaMetrics.
    @Test func somethingElseAnswers() async throws {
        let peer = try HTTPPeer { _ in [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhtml".utf8))] }
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        let result = await (try scene.exporter(peer.url(""))).testConnection()
        #expect(result.failure?.name == .write)
    }

    /// The write path of a cluster, whose reading node is another.
    @Test func aServerBehindAPathPrefix() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.pathPrefix = "/insert/0" })
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        try await scene.add(SampleReadings.days(2), of: pdl)
        try await scene.deliver(to: server.url, ["read_url": .string(server.url + "/prometheus")])
        #expect(try await scene.evidence() == ["verified"])
    }

    @Test func aHeldInstanceSendsNothing() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        try await scene.add(SampleReadings.days(2), of: pdl)
        try await scene.deliver(to: server.url, ["push.enabled": .boolean(false)])
        try server.flush()
        #expect(try server.export(#"{__name__!=""}"#).isEmpty)
        try await scene.deliver(to: server.url)
        #expect(try await scene.isDelivered())
        try server.flush()
        #expect(try server.export(load).count == 1)
    }
}
