import Foundation
import TestServers
import Testing

/// One destination's trouble is its own; what is sent again is the same to the byte.
@Suite(.timeLimit(.minutes(2)))
struct IsolationTests {
    @Test("A dead broker and one that refuses us hold back neither the start nor the third")
    func deadDestination() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 10)
        let strict = try await MosquittoBroker.started(.with { $0.users = ["med": "right"] })
        let broker = try await MosquittoBroker.started()
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        let home = try MedHome()
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls: [{id: "01234567890123"}]
            mqtt:
              - {enabled: true, host: 127.0.0.1, port: \(nobody.number), history: true}
              - {id: strict, enabled: true, host: 127.0.0.1, port: \(strict.port), username: med, password: wrong}
              - {id: good, enabled: true, host: 127.0.0.1, port: \(broker.port), history: true}
            """, to: "config.yaml")
        try home.med("import", files.files[0])
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        let run = try home.start()
        try await subscriber.wait { lines in lines.count { $0.topic.contains("/history/") } == 10 }
        try await Poll.until("the refusal") { strict.log.contains("not authorised") }
        let attempts = strict.log.components(separatedBy: "not authorised").count
        // A command is answered although the other two are in trouble.
        let publish = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
        try Executable.run(
            publish, ["-h", "127.0.0.1", "-p", "\(broker.port)", "-t", "myelectricaldata/command/sync", "-m", "{}"])
        try await Poll.until("the command") { home.log.contains("command received") }
        run.terminate()
        #expect(
            strict.log.components(separatedBy: "not authorised").count == attempts, "a refused password was retried")
        #expect(!home.log.contains("wrong"))
        let status = try home.med("status").output
        #expect(status.contains("mqtt.good") && status.contains("mqtt.strict"))
    }

    @Test("A replay sends the same bytes again")
    func sameBytes() async throws {
        let files = try HouseholdFiles(from: "2024-10-20", days: 14, hasProduction: true)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, mqtt: ["history: true"])
        for file in files.files { try home.med("import", file) }
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/#"])
        try home.med("export")
        let first = try await subscriber.wait { lines in lines.count { $0.topic.contains("/history/") } == 28 }
        let dry = try home.med("export", "--dry-run").output.split(separator: "\n").map(String.init)
        try home.med("replay", "--exporter", "mqtt")
        try home.med("export")
        let lines = try await subscriber.wait { $0.count == 2 * first.count }
        #expect(Set(lines.map { "\($0.topic) \($0.payload)" }) == Set(first.map { "\($0.topic) \($0.payload)" }))
        #expect(Set(dry) == Set(first.map { "\($0.topic) \($0.payload)" }))
    }

    @Test("A range is exported again by its dates")
    func range() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 10)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, mqtt: ["history: true"])
        try home.med("import", files.files[0])
        try home.med("export")
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/+/history/#"])
        try home.med("export", "--exporter", "mqtt", "--from", "2024-02-03", "--to", "2024-02-05")
        let lines = try await subscriber.wait(for: 3)
        #expect(lines.map { String($0.topic.suffix(10)) } == ["2024-02-03", "2024-02-04", "2024-02-05"])
    }
}
