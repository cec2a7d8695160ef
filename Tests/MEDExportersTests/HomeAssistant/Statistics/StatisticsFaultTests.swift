import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// What goes wrong, what a household reads then, the connection test, and taking back.
@Suite(.timeLimit(.minutes(5)))
struct StatisticsFaultTests {
    private func fault(_ lane: StatisticsLane) async throws -> ExporterFault? {
        do {
            try await lane.send([document()])
            return nil
        } catch let fault as ExporterFault {
            return fault
        }
    }

    private func outcomes(_ result: ConnectionTestResult) -> [ConnectionTestStage.Name: ConnectionTestStage.Outcome] {
        Dictionary(uniqueKeysWithValues: result.stages.map { ($0.name, $0.outcome) })
    }

    @Test func wrongToken() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url, token: "s3cr3t")
        guard case .blocked(let cause) = try await fault(lane) else {
            Issue.record("not blocked")
            return
        }
        #expect(cause.english.hasPrefix("Home Assistant refuses the token. Create a long-lived access token"))
        #expect(!"\(cause)".contains("s3cr3t"))
        let result = await lane.statistics.test()
        #expect(outcomes(result)[.authenticate] == .failed)
        #expect(outcomes(result)[.connect] == .passed)
        #expect(!"\(result)".contains("s3cr3t"))
    }

    @Test func noAdministrator() async throws {
        let home = try await FakeHomeAssistant.started()
        try await home.set(["admin": false])
        let lane = try StatisticsLane(home.url)
        guard case .blocked(let cause) = try await fault(lane) else {
            Issue.record("not blocked")
            return
        }
        #expect(cause.english.hasPrefix("The token is not an administrator's."))
        let result = await lane.statistics.test()
        #expect(outcomes(result)[.authenticate] == .passed)
        #expect(outcomes(result)[.write] == .failed)
        #expect(result.failure?.hint?.english.contains("administrator") == true)
    }

    @Test func nobodyThereOrStarting() async throws {
        let lane = try StatisticsLane("http://127.0.0.1:1")
        guard case .unreachable = try await fault(lane) else {
            Issue.record("not unreachable")
            return
        }
        #expect(outcomes(await lane.statistics.test())[.connect] == .failed)
        let home = try await FakeHomeAssistant.started()
        try await home.set(["recorder": false])
        guard case .unreachable = try await fault(StatisticsLane(home.url)) else {
            Issue.record("not unreachable")
            return
        }
    }

    @Test func testPassesAndLeavesNothing() async throws {
        let home = try await FakeHomeAssistant.started(version: "2026.2.3")
        let result = try await StatisticsLane(home.url).statistics.test()
        #expect(result.success)
        #expect(result.server == "Home Assistant 2026.2.3")
        #expect(
            outcomes(result) == [
                .resolve: .passed, .connect: .passed, .tls: .notCheckable, .authenticate: .passed, .write: .passed,
            ])
        #expect(try await home.names() == [])
        #expect(
            try await home.messages() == [#"{"id":1,"type":"recorder/clear_statistics","statistic_ids":[]}"#])
    }

    @Test func withTLS() async throws {
        let files = try TestCertificates()
        let home = try await FakeHomeAssistant.started(certificate: files.server, key: files.serverKey)
        let lane = try StatisticsLane(home.url, ca: files.ca)
        #expect(try await fault(lane) == nil)
        #expect(outcomes(await lane.statistics.test())[.tls] == .passed)
        let stranger = try StatisticsLane(home.url, ca: files.otherCA)
        guard case .blocked = try await fault(stranger) else {
            Issue.record("not blocked")
            return
        }
        #expect(outcomes(await stranger.statistics.test())[.tls] == .failed)
    }

    @Test func retractsOurStatisticsOnly() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        try await lane.send(randomDays(january15...january15.advanced(by: 2), seed: 1))
        try await home.seed("consumption_of_another_tool", [(january15.start, 1)])
        #expect(try await lane.statistics.retract([otherMeter]) == 0)
        #expect(try await lane.statistics.retract([meter, otherMeter]) == 3)
        try await Poll.until("the statistics to go") { true }
        var names = try await home.names()
        for _ in 0..<100 where names.count > 1 {
            try await Task.sleep(for: .milliseconds(20))
            names = try await home.names()
        }
        #expect(names == ["myelectricaldata:12345678901234_consumption_of_another_tool"])
        #expect(try await lane.statistics.retract([meter]) == 0)
    }

    @Test func cancelledAtOnce() async throws {
        let home = try await FakeHomeAssistant.started()
        try await home.set(["paused": true])
        let lane = try StatisticsLane(home.url)
        let task = Task { try await lane.send([document()]) }
        while try await home.messages().filter({ $0.contains("recorder/info") }).isEmpty {}
        let start = ContinuousClock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
