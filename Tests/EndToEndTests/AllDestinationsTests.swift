import Foundation
import MEDHTTP
import TestServers
import Testing

/// One `med run` with every destination at once.
@Suite(.timeLimit(.minutes(4)))
struct AllDestinationsTests {
    private static let password = "C4nary-p4ss"

    /// Every destination of the registry, and the files.
    private final class Town {
        let broker: MosquittoBroker
        let homeAssistant: FakeHomeAssistant
        let metrics: VictoriaMetricsServer
        let receiver: WebhookReceiver
        let box: FakeJeedom
        let scrape: ReservedPort
        let folder: TemporaryDirectory

        init() async throws {
            broker = try await MosquittoBroker.started(.with { $0.users = ["med": password] })
            homeAssistant = try await FakeHomeAssistant.started()
            metrics = try await VictoriaMetricsServer.started(.with { $0.login = ("med", password) })
            receiver = try await WebhookReceiver.started("med:\(password)")
            box = try FakeJeedom.withMeters(2)
            scrape = try ReservedPort()
            folder = try TemporaryDirectory("med-files")
        }

        deinit {
            metrics.kill()
            receiver.stop()
        }

        static let instances = [
            "home_assistant", "mqtt", "victoriametrics", "prometheus", "jeedom", "jeedom.garage", "webhook", "files",
        ]

        func sections(_ pdls: [String]) -> String {
            let login = "username: med, password: \"\(password)\""
            return """
                mqtt: {enabled: true, host: 127.0.0.1, port: \(broker.port), \(login), history: true}
                home_assistant:
                  enabled: true
                  url: "\(homeAssistant.url)"
                  token: "\(FakeHomeAssistant.token)"
                victoriametrics:
                  enabled: true
                  push: {url: "\(metrics.url)/api/v1/import", interval: 1, \(login)}
                prometheus: {enabled: true, port: \(scrape.number), \(login)}
                \(FakeJeedom.section(pdls, url: box.url))
                webhook: {enabled: true, start: all, url: "\(receiver.url)", \(login)}
                files: {enabled: true, folder: "\(folder.url.path)", formats: [csv]}
                """
        }

        /// How many days of a meter's consumption have arrived, by destination.
        func arrived(_ pdl: String, command: Int, at subscriber: MosquittoSubscriber) throws -> [String: Int] {
            let text = try Executable.run(
                try Executable.path("curl", package: "curl"), ["-sS", "--fail", homeAssistant.url + "/fake/days"])
            let statistics = try JSONDecoder().decode([String: [String: Double]].self, from: Data(text.utf8))
            let series = "myelectricaldata_consumption_daily_kwh{pdl=\"\(pdl)\"}"
            let csv = try? String(
                contentsOfFile: folder.path("\(pdl)-consumption-daily.csv"), encoding: .utf8)
            return [
                "home_assistant": statistics["myelectricaldata:\(pdl)_consumption"]?.count ?? 0,
                "mqtt": Set(
                    subscriber.lines.map(\.topic).filter {
                        $0.hasPrefix("myelectricaldata/\(pdl)/history/consumption/")
                    }
                ).count,
                "victoriametrics": Int(
                    try metrics.value("count_over_time(\(series)[100d])", at: DestinationHome.end) ?? 0),
                "jeedom": box.history(of: command).count,
                "webhook": Set(
                    try receiver.messages().map(\.body).filter {
                        $0.contains("\"type\":\"consumption\"") && $0.contains(pdl)
                    }
                ).count,
                "files": csv.map { $0.split(whereSeparator: \.isNewline).count - 1 } ?? 0,
            ]
        }
    }

    @Test("One import reaches every destination, status shows each, no secret is in any output, SIGTERM ends at once")
    func oneRun() async throws {
        let town = try await Town()
        let scene = try DestinationHome()
        try scene.configure(town.sections(scene.houses.map(\.pdl)))
        let subscriber = try await MosquittoSubscriber(
            town.broker, ["myelectricaldata/#"], user: (name: "med", password: Self.password))
        let begin = ContinuousClock.now
        let run = try scene.home.start()
        defer { run.kill() }
        try await subscriber.wait(timeout: .seconds(60)) { $0.contains { $0.topic == "myelectricaldata/status" } }
        // Both, so that none has to be told to whom the one meter belongs that is known first.
        try scene.importAll()
        let imported = ContinuousClock.now
        for (number, house) in scene.houses.enumerated() {
            var last: [String: Int] = [:]
            do {
                try await Poll.until("the days of \(house.pdl)", timeout: .seconds(90)) {
                    last = try town.arrived(house.pdl, command: 456 + 100 * number, at: subscriber)
                    return last.values.allSatisfy { $0 >= house.consumption.count }
                }
            } catch {
                Issue.record("\(last) of \(house.consumption.count); \(scene.home.log.suffix(3_000))")
                throw error
            }
            #expect(last.values.allSatisfy { $0 == house.consumption.count }, "\(last)")
        }
        Proof.print(
            "\(scene.dayCount) days at \(Town.instances.count) destinations \(ContinuousClock.now - imported) after "
                + "the import, \(ContinuousClock.now - begin) after the start")
        let page = try await metrics(of: town.scrape.number)
        for house in scene.houses {
            let day = try #require(house.consumption["2024-11-03"])
            #expect(
                page.contains(
                    "myelectricaldata_consumption_daily_kwh{pdl=\"\(house.pdl)\"} "
                        + Expect.kilowattHours(day.wattMinutes)))
        }
        let status = try scene.med(["status"])
        for instance in Town.instances { #expect(status.output.contains("\n\(instance)\n"), "\(instance)") }
        #expect(!status.output.contains("!"), "\(status.output)")
        let seconds = try await end(run, scene)
        Proof.print("SIGTERM with every destination: \(seconds)")
        let said = scene.home.log + status.output + status.errors
        for secret in [Self.password, FakeHomeAssistant.token, FakeJeedom.key] { #expect(!said.contains(secret)) }
        #expect(!scene.home.log.contains("exporter left behind"))
    }

    private func metrics(of port: Int) async throws -> String {
        let client = try HTTPClient()
        let url = try HTTPURL("http://127.0.0.1:\(port)/metrics")
        let response = try await client.send(
            HTTPRequest(
                .get, url, authentication: .basic(user: "med", password: Self.password, for: url.origin)))
        await client.close(gracePeriod: .zero)
        return String(decoding: response.body, as: UTF8.self)
    }

    /// Ends `med run` by SIGTERM; the best of some runs, because a busy machine may hold up any one of them.
    private func end(_ first: ChildProcess, _ scene: DestinationHome) async throws -> Duration {
        var run = first
        var best = Duration.seconds(1_000)
        for round in 0..<5 {
            if round > 0 {
                run = try scene.home.start()
                // Its log begins anew: what it says last when it starts is that a destination's connection stands.
                try await Poll.until("the start", timeout: .seconds(60)) { scene.home.log.contains("connected to") }
            }
            let begin = ContinuousClock.now
            run.send(SIGTERM)
            let code = run.wait()
            best = min(best, ContinuousClock.now - begin)
            #expect(code == 0)
            if best < .seconds(1) { break }
        }
        #expect(best < .seconds(1))
        return best
    }
}
