import Foundation
import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// What stands at a real broker.
@Suite(.timeLimit(.minutes(2)))
struct AnnouncementTests {
    @Test func everythingIsAnnouncedAndStaysAfterTheGoodbye() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.house()
        let availability = exporter.settings.topics.availability
        var wanted = announced(exporter)
        #expect(wanted.count == 25)
        try await running(exporter) { _ in
            #expect(try await exporter.publish(fullState()) == .acknowledged)
            let lines = try await retained(at: broker)
            #expect(lines.latest == wanted)
            #expect(lines.allSatisfy { $0.qos == 1 })
        }
        wanted[availability] = "offline"
        #expect(try await retained(at: broker).latest == wanted)
    }

    @Test func theLastWillSaysOffline() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.house()
        let live = try await MosquittoSubscriber(broker, [exporter.settings.topics.availability])
        try await running(exporter) { run in
            _ = try await exporter.publish(fullState())
            try await live.wait(for: 1)
            // Another client of the same name: the broker drops ours without a goodbye and publishes its will.
            let program = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
            try Executable.run(
                program,
                [
                    "-h", "127.0.0.1", "-p", "\(broker.port)", "-i", exporter.settings.broker.clientID, "-t", "other",
                    "-m", "x",
                ])
            try await live.wait(for: 2)
            try await run.wait(for: .disconnected)
            try await run.wait(for: .connected)
            _ = try await exporter.publish(fullState())
            try await live.wait(for: 3)
        }
        #expect(try await live.wait(for: 4).map(\.payload) == ["online", "offline", "online", "offline"])
    }

    @Test func nothingIsSentTwiceUnlessHomeAssistantIsBorn() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.house(["discovery_prefix": .string("ha")])
        let count = announced(exporter).count
        // Old news: everything is announced at a start anyway.
        try publish(broker, "homeassistant/status", "online", retain: true)
        try await running(exporter) { run in
            let live = try await MosquittoSubscriber(broker, ["ha/sensor/#", "ha/binary_sensor/#"])
            _ = try await exporter.publish(fullState())
            _ = try await exporter.publish(fullState())
            try await live.wait(for: count)
            try await Poll.until("the birth topics") { broker.log.contains("ha/status\n") }
            try publish(broker, "homeassistant/status", "offline")
            for topic in ["homeassistant/status", "ha/status"] {
                try publish(broker, topic, "online")
                try await run.wait(for: .connected)
                _ = try await exporter.publish(fullState())
            }
            try publish(broker, "ha/sensor/end", "end")
            let lines = try await live.wait { $0.last?.payload == "end" }
            #expect(lines.count == 3 * count + 1)
        }
    }

    @Test func aBrokerThatLostEverythingGetsItAgain() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.house()
        try await running(exporter) { run in
            _ = try await exporter.publish(fullState())
            try await broker.restart()
            try await run.wait(for: .disconnected)
            try await run.wait(for: .connected)
            #expect(try await retained(at: broker).isEmpty)
            _ = try await exporter.publish(fullState())
            #expect(try await retained(at: broker).latest == announced(exporter))
        }
    }

    @Test func aCommandLineAnnouncesTheSame() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.house()
        _ = try await exporter.publish(fullState())
        #expect(try await retained(at: broker).latest == announced(exporter))
        _ = try await exporter.publish(otherState())
        #expect(try await retained(at: broker).latest == announced(exporter, otherState()))
    }

    /// What belongs to a contract that ended, or to a meter that was removed, goes: in this run and after the next start.
    @Test func whatNoLongerAppliesGoes() async throws {
        let broker = try await MosquittoBroker.started()
        let base = fullState(consumption: document(tariff: .base))
        let exporter = try broker.house()
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            _ = try await exporter.publish(base)
            #expect(try await retained(at: broker).latest == announced(exporter, base))
        }
        let again = try broker.house()
        try await running(again) { _ in
            _ = try await again.publish(otherState())
            #expect(try await retained(at: broker).latest == announced(again, otherState()))
        }
    }

    @Test func withTheMQTTExporterNextToIt() async throws {
        for format in ["json", "simple"] {
            let broker = try await MosquittoBroker.started()
            let mqtt = try broker.exporter(["format": .string(format)])
            let exporter = try broker.house()
            try await running(mqtt) { _ in
                try await running(exporter) { _ in
                    _ = try await mqtt.publish(fullState())
                    _ = try await exporter.publish(fullState())
                    let lines = try await retained(at: broker).latest
                    #expect(lines.filter { $0.key.hasPrefix("homeassistant/") } == announced(exporter))
                    #expect(lines.keys.allSatisfy { $0.hasPrefix("homeassistant/") || $0.hasPrefix("med/") })
                }
            }
            #expect(try await retained(at: broker).latest["med/status"]?.contains("offline") == true)
        }
    }
}
