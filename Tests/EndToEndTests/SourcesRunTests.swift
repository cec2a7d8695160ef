import Foundation
import TestServers
import Testing

/// `med run` with a gateway on one side and a broker on the other.
@Suite(.timeLimit(.minutes(3)))
struct SourcesRunTests {
    private static let pdl = GatewayHome.pdl
    /// More than Enedis keeps: daily values come in four calls.
    private static let always = 1_200
    /// Generous: a loaded machine.
    private static let patience = Duration.seconds(60)

    private func mqtt(_ broker: MosquittoBroker) -> String {
        "mqtt: {enabled: true, host: 127.0.0.1, port: \(broker.port)}"
    }

    private func start(_ scene: GatewayHome) throws -> ChildProcess {
        try scene.home.start(environment: scene.environment)
    }

    private func object(_ line: MosquittoSubscriber.Line?) -> [String: Any] {
        let data = Data((line?.payload ?? "").utf8)
        return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    }

    private func last(_ lines: [MosquittoSubscriber.Line], _ topic: String) -> [String: Any] {
        object(lines.last { $0.topic == "myelectricaldata/\(topic)" })
    }

    private func command(_ name: String, _ broker: MosquittoBroker) throws {
        let publish = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
        try Executable.run(
            publish,
            ["-h", "127.0.0.1", "-p", "\(broker.port)", "-t", "myelectricaldata/command/\(name)", "-m", "{}"])
    }

    /// A day's energy as the gateway has it, in kWh.
    private func kilowattHours(_ scene: GatewayHome, _ day: String) -> Double? {
        scene.enedis.dailyWattHours(Self.pdl, day: day, at: Int64(time(nil))).map { Double($0) / 1_000 }
    }

    @Test("What was fetched arrives on the topics, Tempo and EcoWatt too", arguments: [FakeDialect.v1, .v2])
    func arrival(dialect: FakeDialect) async throws {
        let broker = try await MosquittoBroker.started()
        let scene = try GatewayHome(dialect, days: Self.always)
        try scene.configure(series: "load_curve: false", more: mqtt(broker))
        let run = try start(scene)
        defer { run.kill() }
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        let wanted = [
            "\(Self.pdl)/consumption/daily", "\(Self.pdl)/consumption/month", "\(Self.pdl)/max_power", "tempo/today",
            "tempo/tomorrow", "tempo/remaining", "ecowatt/current", "ecowatt/forecast",
        ]
        // Yesterday, or the day before until this installation's moment of the morning has come.
        let newest = Set(scene.days.suffix(2))
        let lines = try await subscriber.wait(timeout: Self.patience) { lines in
            wanted.allSatisfy { !last(lines, $0).isEmpty || $0.hasSuffix("forecast") }
                && last(lines, "status")["last_sync"] as? String != nil
                && newest.contains(last(lines, wanted[0])["date"] as? String ?? "")
                && last(lines, wanted[2])["date"] as? String == last(lines, wanted[0])["date"] as? String
        }
        let daily = last(lines, wanted[0])
        let day = try #require(daily["date"] as? String)
        #expect(daily["value"] as? Double == kilowattHours(scene, day))
        let peak = try #require(scene.enedis.peak(Self.pdl, day: day))
        #expect(last(lines, wanted[2])["value"] as? Double == Double(peak.voltAmperes) / 1_000)
        let month = scene.days.filter { $0.hasPrefix(day.prefix(7)) && $0 <= day }.compactMap {
            kilowattHours(scene, $0)
        }
        let total = try #require(last(lines, wanted[1])["value"] as? Double)
        #expect(abs(total - month.reduce(0, +)) < 0.0005)
        for topic in ["tempo/today", "tempo/tomorrow"] {
            let tempo = last(lines, topic)
            let date = try #require(tempo["date"] as? String)
            let color = scene.national.tempo(date, at: Int64(time(nil)))
            #expect(tempo["color"] as? String == color.map(Self.french) ?? "INCONNU", "\(topic)")
        }
        #expect(last(lines, "ecowatt/current")["level"] as? Int == 2)
        #expect(scene.gateway.count(.tempo) > 0 && scene.gateway.count(.ecowatt) == 1)
        try await Poll.until("the last call", timeout: Self.patience) { scene.readingCalls.count == 8 }
        #expect(last(lines, "status")["errors"] as? [String] == [])
        run.terminate()
        #expect(!scene.home.log.contains(Self.pdl) && !scene.home.log.contains(GatewayHome.token))
        #expect(try scene.filesWithToken() == [])
    }

    private static func french(_ color: FakeTempoColor) -> String {
        switch color {
        case .blue: "BLEU"
        case .white: "BLANC"
        case .red: "ROUGE"
        }
    }

    @Test("The command asks again for what is missing, and what Enedis corrected meanwhile reaches the retained topic")
    func correction() async throws {
        let broker = try await MosquittoBroker.started()
        let scene = try GatewayHome(.v1, days: Self.always)
        // Two days are late, so that one of them is missing at any hour of the day.
        let late = scene.days.suffix(2)
        let latest = try #require(scene.days.dropLast(2).last)
        scene.enedis.change(Self.pdl) { meter in
            meter.lateDays = Dictionary(uniqueKeysWithValues: late.map { ($0, Int64.max) })
        }
        try scene.configure(more: mqtt(broker))
        let run = try start(scene)
        defer { run.kill() }
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        let topic = "\(Self.pdl)/consumption/daily"
        let before = try await subscriber.wait(timeout: Self.patience) {
            last($0, topic)["date"] as? String == latest && last($0, "tempo/today")["color"] != nil
        }
        #expect(last(before, topic)["value"] as? Double == kilowattHours(scene, latest))
        try await Poll.until("the first pass to end", timeout: Self.patience) {
            scene.home.log.contains("sources asked")
        }
        let calls = scene.readingCalls.count
        scene.enedis.change(Self.pdl) {
            $0.corrections = [FakeCorrection(day: latest, watts: 640, from: 0)]
        }
        let corrected = try #require(kilowattHours(scene, latest))
        #expect(last(before, topic)["value"] as? Double != corrected)
        try command("sync", broker)
        try await subscriber.wait(timeout: Self.patience) { last($0, topic)["value"] as? Double == corrected }
        #expect(scene.readingCalls.count == calls + 1)
        let retained = try await MosquittoSubscriber(broker, ["myelectricaldata/\(topic)"])
        #expect(last(try await retained.wait(for: 1), topic)["value"] as? Double == corrected)
        run.terminate()
    }

    @Test("A refusal stands in the retained status with the meter shortened; another token in config.yaml ends it")
    func refusal() async throws {
        let broker = try await MosquittoBroker.started()
        let scene = try GatewayHome(.v1, days: Self.always)
        scene.enedis.change(Self.pdl) { $0.consentLostAt = 0 }
        try scene.configure(more: mqtt(broker))
        let run = try start(scene)
        defer { run.kill() }
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        let lines = try await subscriber.wait(timeout: Self.patience) { lines in
            (last(lines, "status")["errors"] as? [String])?.contains { $0.contains("consent") } == true
        }
        let errors = try #require(last(lines, "status")["errors"] as? [String])
        #expect(errors.allSatisfy { $0.contains("…0123") && !$0.contains(Self.pdl) }, "\(errors)")
        #expect(last(lines, "status")["status"] as? String == "error")
        #expect(scene.readingCalls.count == 1)
        scene.enedis.change(Self.pdl) { $0.consentLostAt = nil }
        scene.gateway.setToken("renewed")
        try scene.home.directory.write("renewed\n", to: "renewed")
        let configuration = scene.configuration.replacingOccurrences(
            of: scene.home.directory.path("token"), with: scene.home.directory.path("renewed"))
        try scene.home.directory.write(configuration, to: "config.yaml")
        let healed = try await subscriber.wait(timeout: Self.patience) { lines in
            (last(lines, "status")["errors"] as? [String]) == []
                && !last(lines, "\(Self.pdl)/consumption/daily").isEmpty
        }
        let daily = last(healed, "\(Self.pdl)/consumption/daily")
        #expect(daily["value"] as? Double == (daily["date"] as? String).flatMap { kilowattHours(scene, $0) })
        run.terminate()
        #expect(!scene.home.log.contains("renewed\"") && !scene.home.log.contains(GatewayHome.token))
    }

    @Test("SIGTERM while the gateway takes its time, or has frozen", arguments: [true, false])
    func termination(isFrozen: Bool) async throws {
        let scene = try GatewayHome(.v1, days: Self.always)
        let frozen = try HTTPPeer { _ in [.hold] }
        scene.gateway.inject(.slow(milliseconds: 60_000), times: .max, where: \.isReadings)
        try scene.configure()
        if isFrozen {
            let configuration = scene.configuration.replacingOccurrences(of: scene.gateway.url, with: frozen.url(""))
            try scene.home.directory.write(configuration, to: "config.yaml")
        }
        let run = try start(scene)
        defer { run.kill() }
        try await Poll.until("a call that waits", timeout: Self.patience) {
            isFrozen ? !frozen.requests.isEmpty : !scene.readingCalls.isEmpty
        }
        let started = ContinuousClock.now
        run.send(SIGTERM)
        // In good order, not by the signal.
        #expect(run.wait() == 0)
        let seconds = started.duration(to: .now)
        // As long as docker stop waits.
        #expect(seconds < .seconds(9.5))
        Proof.print("SIGTERM while a \(isFrozen ? "frozen" : "slow") gateway is asked: \(seconds)")
    }

    @Test("med sync beside med run waits for it, and has nothing left to do")
    func syncBesideRun() async throws {
        let scene = try GatewayHome(.v1, days: Self.always)
        try scene.configure()
        scene.gateway.inject(.slow(milliseconds: 4_000), where: \.isReadings)
        let run = try start(scene)
        defer { run.kill() }
        try await Poll.until("the first call", timeout: Self.patience) { !scene.readingCalls.isEmpty }
        let ending = try scene.med("sync")
        #expect(ending.output.contains("v1 — ") && ending.output.contains(" 0 missing"), "\(ending.output)")
        // A day that this installation's moment of the morning has not reached is asked for by the person alone.
        #expect(scene.readingCalls.count <= 5)
        Proof.print("med sync beside med run: \(ending.output.contains("waiting") ? "waited" : "came after")")
        run.terminate()
    }
}
