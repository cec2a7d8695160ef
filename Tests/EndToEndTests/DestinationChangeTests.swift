import Foundation
import MEDCore
import TestServers
import Testing

/// Another prefix or another broker: full data at the new place, and the old topics go with one command.
@Suite(.timeLimit(.minutes(3)))
struct DestinationChangeTests {
    @Test("Change of prefix: everything again under the new one, the old one is retracted")
    func prefix() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 60, hasProduction: true, hasIndexes: true)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, prefix: "old", mqtt: ["history: true"])
        try home.med("import", files.files[0], files.files[1], files.files[2])
        let all = try await MosquittoSubscriber(broker, ["#"])
        try home.med("export")
        let first = try await all.wait { Self.history($0, prefix: "old").count == 120 }
        try home.configure(port: broker.port, prefix: "new/home", mqtt: ["history: true"])
        try home.med("export")
        let second = try await all.wait { Self.history($0, prefix: "new/home").count == 120 }
        #expect(Self.history(first, prefix: "old") == Self.history(second, prefix: "new/home"))
        let retained = try await retainedTopics(of: broker)
        let before = retained.filter { $0.hasPrefix("old/") }
        #expect(!before.isEmpty)
        #expect(
            Set(before.map { $0.dropFirst(4) })
                == Set(retained.filter { $0.hasPrefix("new/home/") }.map { $0.dropFirst(9) }))
        let ending = try home.med("retract", "mqtt", "--epoch", "1")
        #expect(ending.output.contains("items removed"))
        let after = try await retainedTopics(of: broker)
        #expect(after.filter { $0.hasPrefix("old/") }.isEmpty)
        #expect(after == retained.filter { $0.hasPrefix("new/home/") })
        Proof.print("change of prefix: 120 days again, \(before.count) old topics retracted")
    }

    @Test("Change of broker: everything again at the new one, the old one is retracted")
    func brokerChange() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 30)
        let old = try await MosquittoBroker.started()
        let new = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: old.port, mqtt: ["history: true"])
        try home.med("import", files.files[0])
        try home.med("export")
        let before = try await retainedTopics(of: old)
        try home.configure(port: new.port, mqtt: ["history: true"])
        let subscriber = try await MosquittoSubscriber(new, ["#"])
        try home.med("export")
        try await subscriber.wait { Self.history($0, prefix: "myelectricaldata").count == 30 }
        #expect(try await retainedTopics(of: new) == before)
        try home.med("retract", "mqtt", "--epoch", "1")
        #expect(try await retainedTopics(of: old).isEmpty)
        #expect(try await retainedTopics(of: new) == before)
        Proof.print("change of broker: 30 days again, \(before.count) old topics retracted")
    }

    @Test("There and back: retracting the first epoch would clear what is current, and is refused")
    func thereAndBack() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 5)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, prefix: "here")
        try home.med("import", files.files[0])
        for prefix in ["here", "there", "here"] {
            try home.configure(port: broker.port, prefix: prefix)
            try home.med("export")
        }
        let before = try await retainedTopics(of: broker)
        let refused = try home.med("retract", "mqtt", "--epoch", "1", expecting: 64)
        #expect(refused.errors.contains("--all"))
        #expect(try await retainedTopics(of: broker) == before)
        try home.med("retract", "mqtt", "--epoch", "2")
        #expect(try await retainedTopics(of: broker) == before.filter { $0.hasPrefix("here/") })
    }

    /// History messages by what follows the prefix.
    private static func history(_ lines: [MosquittoSubscriber.Line], prefix: String) -> [String: String] {
        Dictionary(
            lines.filter { $0.topic.hasPrefix(prefix + "/") && $0.topic.contains("/history/") }.map {
                (String($0.topic.dropFirst(prefix.count)), $0.payload)
            }, uniquingKeysWith: { $1 })
    }

    private func retainedTopics(of broker: MosquittoBroker) async throws -> Set<String> {
        let subscriber = try await MosquittoSubscriber(broker, ["#"])
        // The retained messages come before anything published after the subscription: a mark ends them.
        let publish = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
        try Executable.run(
            publish, ["-h", "127.0.0.1", "-p", "\(broker.port)", "-t", "end-of-retained", "-m", "x", "-q", "1"])
        let lines = try await subscriber.wait { $0.contains { $0.topic == "end-of-retained" } }
        return Set(lines.filter(\.retain).map(\.topic))
    }
}
