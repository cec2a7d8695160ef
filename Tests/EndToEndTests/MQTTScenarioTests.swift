import Foundation
import MEDCore
import MEDStoreSQLite
import TestServers
import Testing

/// The MQTT page with the real `med` and a real broker: every topic, corrections, commands, restarts.
@Suite(.timeLimit(.minutes(5)))
struct MQTTScenarioTests {
    private static let pdl = "01234567890123"

    /// Every topic of document 003 and of the decisions, by what follows the prefix.
    private static let topics: Set<String> = {
        var topics: Set<String> = [
            "status", "tempo/today", "tempo/tomorrow", "tempo/remaining", "ecowatt/current", "ecowatt/forecast",
        ]
        for topic in [
            "consumption/daily", "consumption/daily/hc", "consumption/daily/hp", "consumption/hc", "consumption/hp",
            "consumption/month", "consumption/year", "consumption/detailed", "max_power", "production/daily",
            "production/month", "production/year", "production/detailed",
        ] {
            topics.insert("\(pdl)/\(topic)")
        }
        return topics
    }()

    @Test("A new subscriber sees every topic, retained, at the configured QoS", arguments: ["json", "simple"], [1, 2])
    func everyTopic(format: String, qos: Int) async throws {
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, mqtt: ["format: \(format)", "qos: \(qos)"])
        let files = try HouseholdFiles(from: "2024-01-01", days: 40, hasProduction: true, hasIndexes: true)
        for file in files.files { try home.med("import", file) }
        try await Self.writeNational(to: home)
        let run = try home.start()
        let early = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        try await early.wait(timeout: .seconds(30)) { lines in
            Self.topics.isSubset(of: Set(lines.map { String($0.topic.dropFirst("myelectricaldata/".count)) }))
        }
        let late = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        // A status that is published meanwhile comes as a live message, without the retain flag.
        let lines = try await late.wait { $0.filter(\.retain).count >= Self.topics.count }.filter(\.retain)
        #expect(Set(lines.map { String($0.topic.dropFirst("myelectricaldata/".count)) }) == Self.topics)
        #expect(lines.count == Self.topics.count)
        #expect(lines.allSatisfy { $0.qos == qos })
        let last = try #require(files.consumption["2024-02-09"])
        let daily = try #require(lines.first { $0.topic.hasSuffix("consumption/daily") }).payload
        // The counters are whole Wh; the curve file alone would give the exact watt-minutes.
        let value = try Self.number(daily, format: format)
        #expect(abs(value - Double(last.wattMinutes) / 60_000) < 0.0015)
        let peak = try #require(lines.first { $0.topic.hasSuffix("max_power") }).payload
        #expect(try Self.number(peak, format: format) == Double(try #require(last.peakVA)) / 1_000)
        if format == "json" {
            for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.payload.utf8)) }
        } else {
            #expect(Double(daily) != nil)
            #expect(lines.first { $0.topic.hasSuffix("tempo/today") }?.payload == "BLANC")
        }
        run.terminate()
        try await late.wait { $0.last { $0.topic.hasSuffix("/status") }?.payload.contains("offline") == true }
    }

    @Test("A correction of an old day changes no daily topic; month and year exactly when the day lies in them")
    func corrections() async throws {
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port)
        let files = try HouseholdFiles(from: "2023-12-20", days: 60)
        try home.med("import", files.files[0])
        let run = try home.start()
        defer { run.kill() }
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/+/#"])
        try await subscriber.wait { $0.contains { $0.topic.hasSuffix("detailed") } }
        // The latest day is 2024-02-17: one correction in its month, one in its year, one before.
        let cases: [(day: String, changed: Set<String>)] = [
            ("2024-02-03", ["month", "year"]), ("2024-01-10", ["year"]), ("2023-12-25", []),
        ]
        for (day, changed) in cases {
            let before = subscriber.lines.count
            let line = "\(day)T12:30:00+01:00;9999\n\(day)T13:00:00+01:00;9998\n"
            let path = try home.directory.write(line, to: "\(day).csv")
            try home.med("import", "--pdl", Self.pdl, path)
            // The marker is published after the correction was, because one engine does both in order.
            let marker = try await Self.mark(home, subscriber: subscriber)
            let topics = Set(
                marker.dropFirst(before).filter { !$0.topic.hasSuffix("tempo/today") }.map { line in
                    String(line.topic.split(separator: "/").last ?? "")
                })
            #expect(topics.subtracting(["tomorrow", "remaining", "status"]) == changed, "\(day)")
        }
    }

    @Test("The page's Python script runs through restarts of broker and med; commands work")
    func pythonScript() async throws {
        let broker = try await MosquittoBroker.started(
            .with {
                $0.users = ["user": "password"]; $0.persistence = true
            })
        let home = try MedHome()
        let inbox = home.directory.path("inbox")
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
        try home.configure(
            port: broker.port, mqtt: ["username: user", "password: password", "history: true"],
            more: "import: {watch: \"\(inbox)\"}")
        let first = try HouseholdFiles(from: "2024-01-01", days: 20, hasProduction: true, hasIndexes: true)
        for file in first.files { try Self.drop(file, into: inbox) }
        let script = try PagesSubscriber(port: broker.port)
        var run = try home.start()
        try await Poll.until("the script to print a day", timeout: .seconds(30)) {
            script.output.contains("PDL \(Self.pdl): ")
        }
        let publish = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
        let login = ["-h", "127.0.0.1", "-p", "\(broker.port)", "-u", "user", "-P", "password"]
        // A command while the script listens: `{}` keeps what it parses valid JSON.
        try Executable.run(publish, login + ["-t", "myelectricaldata/command/sync", "-m", "{}"])
        try await Poll.until("the command", timeout: .seconds(20)) { home.log.contains("command received") }
        try await broker.restart()
        // The page's script subscribes once: after a restart of the broker it lives on without hearing anything, and its
        // user starts another one.
        let later = try PagesSubscriber(port: broker.port)
        run.terminate()
        let second = try HouseholdFiles(from: "2024-02-01", days: 5)
        try Self.drop(second.files[0], into: inbox)
        run = try home.start()
        try await Poll.until("the script to go on", timeout: .seconds(40)) {
            later.output.contains("PDL \(Self.pdl): ")
        }
        run.kill()
        run = try home.start()
        defer { run.kill() }
        try await Poll.until("med to be back", timeout: .seconds(20)) {
            home.log.components(separatedBy: "connected to").count >= 4
        }
        for script in [script, later] {
            #expect(script.isRunning)
            #expect(!script.errors.contains("Traceback"), "\(script.errors)")
            script.stop()
        }
        // The page's own command line has an empty payload, which no JSON reader takes: without the script.
        try Executable.run(publish, login + ["-t", "myelectricaldata/command/sync", "-m", ""])
        try await Poll.until("the page's command", timeout: .seconds(30)) {
            home.log.components(separatedBy: "command received").count >= 3
        }
    }

    private static func drop(_ file: String, into folder: String) throws {
        try FileManager.default.copyItem(atPath: file, toPath: folder + "/" + UUID().uuidString + ".csv")
    }

    private static func number(_ payload: String, format: String) throws -> Double {
        if format == "simple" { return try #require(Double(payload)) }
        let object = try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]
        return try #require(object?["value"] as? Double)
    }

    /// Tempo for the whole season so far, and four EcoWatt days: no source brings them yet.
    private static func writeNational(to home: MedHome) async throws {
        let store = try home.store()
        let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        let today = TempoData.tariffDay(at: now)
        let season = TempoSeason(containing: today).days.lowerBound
        let days = (season...today.next).map {
            TempoData(day: $0, color: $0 == today ? .white : .blue, isFinal: $0 <= today, recordedAt: now)
        }
        _ = try await store.write(days, contracts: [:], at: now)
        let civil = Day(containing: now)
        _ = try await store.write(
            (0...3).map {
                EcowattData(
                    day: civil.advanced(by: $0), level: 1, hours: Array(repeating: 1, count: 24), recordedAt: now)
            }, at: now)
    }

    /// Changes Tempo and waits for it: whatever was due before has been published by then.
    private static func mark(
        _ home: MedHome, subscriber: MosquittoSubscriber
    ) async throws -> [MosquittoSubscriber.Line] {
        let store = try home.store()
        let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        let today = TempoData.tariffDay(at: now)
        let known = try await store.tempo(days: today...today).first?.color
        let color: TempoColor = known == .red ? .blue : .red
        _ = try await store.write(
            [TempoData(day: today, color: color, isFinal: true, recordedAt: now)], contracts: [:], at: now)
        return try await subscriber.wait { lines in
            lines.last { $0.topic.hasSuffix("tempo/today") }?.payload.contains(color.code) == true
        }
    }
}
