import Foundation
import TestServers
import Testing

@testable import LocalClient

/// `med run` while its surroundings change.
@Suite(.timeLimit(.minutes(3)))
struct RunningServiceTests {
    @Test("A broken configuration leaves the old one at work and says so; SIGHUP takes a good one")
    func hangup() async throws {
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, prefix: "first")
        let subscriber = try await MosquittoSubscriber(broker, ["#"])
        let run = try home.start()
        defer { run.kill() }
        try await subscriber.wait { $0.contains { $0.topic == "first/status" } }
        try home.directory.write("mqtt: {enabled: perhaps}\n", to: "config.yaml")
        run.send(SIGHUP)
        try await subscriber.wait { lines in
            lines.last { $0.topic == "first/status" }?.payload.contains("mqtt.enabled") == true
        }
        #expect(run.isRunning)
        try home.configure(port: broker.port, prefix: "second")
        run.send(SIGHUP)
        let lines = try await subscriber.wait { lines in
            lines.last { $0.topic == "second/status" }?.payload.contains("\"errors\":[]") == true
        }
        #expect(lines.last { $0.topic == "first/status" }?.payload.contains("offline") == true)
        #expect(run.isRunning)
    }

    @Test("A change of the file is taken without being asked")
    func changedFile() async throws {
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, prefix: "first")
        let subscriber = try await MosquittoSubscriber(broker, ["#"])
        let run = try home.start()
        defer { run.kill() }
        try await subscriber.wait { $0.contains { $0.topic == "first/status" } }
        try home.configure(port: broker.port, prefix: "second")
        try await subscriber.wait(timeout: .seconds(15)) { $0.contains { $0.topic == "second/status" } }
    }

    @Test("A file counts as changed once it stands still: an editor passes through an empty one, which is valid too")
    func halfWrittenFile() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("mqtt: {enabled: true}\n", to: "config.yaml")
        var watch = ConfigurationWatch(path: path)
        var looks = [watch.hasChanged()]
        for text in ["", "mqtt: {enabled: true, port: 1884}\n"] {
            try directory.write(text, to: "config.yaml")
            looks.append(watch.hasChanged())
        }
        looks += [watch.hasChanged(), watch.hasChanged()]
        try FileManager.default.removeItem(atPath: path)
        looks.append(watch.hasChanged())
        #expect(looks == [false, false, false, true, false, false])
    }

    @Test("logging.level: DEBUG says what is done, INFO what matters", arguments: [("DEBUG", true), ("INFO", false)])
    func loggingLevel(level: String, isDetailed: Bool) async throws {
        let files = try HouseholdFiles(days: 2)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, mqtt: ["history: true"])
        try home.med("import", files.files[0])
        let ending = try home.med.run(["export"], environment: ["LOGGING_LEVEL": level])
        #expect(ending.code == 0)
        for line in ["published", "history published"] {
            #expect(ending.errors.contains("] \(line)\n") == isDetailed, "\(ending.errors)")
        }
        #expect(!ending.errors.contains(files.pdl))
    }

    @Test("A bad file in the watch folder stands in the status; no whole PDL in log or status")
    func badFileInWatchFolder() async throws {
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        let inbox = home.directory.path("inbox")
        try home.configure(port: broker.port, more: "import: {watch: \"\(inbox)\"}")
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/status"])
        let run = try home.start()
        defer { run.kill() }
        try await subscriber.wait { $0.last?.payload.contains("the folder cannot be read") == true }
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
        try home.directory.write("bonjour\n", to: "inbox/mes-index-98765432109876.csv")
        let lines = try await subscriber.wait(timeout: .seconds(20)) {
            $0.last?.payload.contains("mes-index-…9876.csv") == true
        }
        #expect(lines.last?.payload.contains("\"status\":\"error\"") == true)
        #expect(home.log.contains("mes-index-…9876.csv"))
        #expect(!home.log.contains("98765432109876"))
    }

    @Test("A replay and a retraction by another program are noticed: every current topic is published again")
    func replayBesideRun() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 5)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port)
        try home.med("import", files.files[0])
        let run = try home.start()
        defer { run.kill() }
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/+/#"])
        let first = try await subscriber.wait { Self.isWhole($0) }
        let topics = Set(first.map(\.topic))
        try home.med("replay", "--exporter", "mqtt")
        try await subscriber.wait { Self.isWhole($0.dropFirst(first.count)) }
        try home.med("retract", "mqtt", "--all")
        let lines = try await subscriber.wait { lines in
            guard let cleared = lines.lastIndex(where: { $0.payload.isEmpty }) else { return false }
            return Self.isWhole(lines[cleared...])
        }
        #expect(Set(lines.map(\.topic)).isSuperset(of: topics))
    }

    @Test("A broker that has frozen does not hold up the end of the service: less than 10 s, as docker stop allows")
    func frozenBroker() async throws {
        let files = try HouseholdFiles(days: 366)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, mqtt: ["history: true"])
        try home.med("import", files.files[0])
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/+/history/#"])
        let run = try home.start()
        defer { run.kill() }
        try await subscriber.wait(for: 1)
        broker.freeze()
        defer { broker.unfreeze() }
        let started = ContinuousClock.now
        run.terminate()
        let seconds = started.duration(to: .now)
        #expect(seconds < .seconds(9.5))
        Proof.print("SIGTERM with a frozen broker: \(seconds)")
    }

    private static func isWhole(_ lines: some Sequence<MosquittoSubscriber.Line>) -> Bool {
        let topics = Set(lines.lazy.filter { !$0.payload.isEmpty }.map { $0.topic.split(separator: "/").last ?? "" })
        return topics.isSuperset(of: ["daily", "hc", "hp", "month", "year", "detailed"])
    }
}
