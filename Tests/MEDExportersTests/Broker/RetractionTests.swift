import MEDCore
import MEDExporters
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RetractionTests {
    @Test func everythingGoesAndStaysAway() async throws {
        let broker = try await MosquittoBroker.started()
        try publish(broker, "someone/else", "1", retain: true)
        let exporter = try broker.exporter()
        try await running(exporter) { run in
            _ = try await exporter.publish(fullState())
            // Statuses under way and still to come must not bring the topic back.
            for count in 1...20 { run.tell(ServiceStatus(lastSync: recorded, pdlCount: count)) }
            #expect(try await exporter.retract(.all, pdls: [meter]) == 19 + 6)
            for count in 1...20 { run.tell(ServiceStatus(lastSync: recorded, pdlCount: count)) }
            #expect(try await retained(at: broker).map(\.topic) == ["someone/else"])
        }
        // Not even a goodbye.
        let left = try await retained(at: broker)
        #expect(left.map(\.topic) == ["someone/else"], "\(left) \(broker.log.suffix(3000))")
    }

    @Test func onePDLGoesAlone() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter()
        _ = try await exporter.publish(fullState())
        _ = try await exporter.retract(.pdl(meter), pdls: [meter])
        #expect(
            Set(try await retained(at: broker).map(\.topic)) == [
                "med/tempo/today", "med/tempo/tomorrow", "med/tempo/remaining", "med/ecowatt/current",
                "med/ecowatt/forecast",
            ])
    }

    @Test func afterARetractionEverythingIsPublishedAgain() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter()
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            _ = try await exporter.retract(.all, pdls: [meter])
            _ = try await exporter.publish(fullState())
            var lines = try await retained(at: broker).latest
            #expect(lines.removeValue(forKey: "med/status") != nil)
            #expect(lines == values(fullState(), .json))
        }
    }

    @Test func anOldPrefixGoesTheNewOneStays() async throws {
        let broker = try await MosquittoBroker.started()
        let old = try broker.exporter(["topic_prefix": .string("old")])
        _ = try await old.publish(fullState())
        let exporter = try broker.exporter()
        _ = try await exporter.publish(fullState())
        let identity = DestinationIdentity(values: [
            "host": broker.host, "port": "\(broker.port)", "topic_prefix": "old",
        ])
        #expect(try await exporter.retract(.epoch(identity), pdls: [meter]) == 25)
        #expect(try await retained(at: broker).latest == values(fullState(), .json))
    }
}
