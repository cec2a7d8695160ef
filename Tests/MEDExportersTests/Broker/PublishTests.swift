import MEDCore
import MEDExporters
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PublishTests {
    @Test(arguments: [MQTTFormat.json, .simple], [0, 1, 2])
    func aNewSubscriberSeesEveryTopic(_ format: MQTTFormat, _ qos: Int) async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter(["format": .string(format.rawValue), "qos": .integer(qos)])
        let evidence = try await exporter.publish(fullState())
        #expect(evidence == (qos == 0 ? .sent : .acknowledged))
        let lines = try await retained(at: broker)
        #expect(lines.latest == values(fullState(), format))
        #expect(lines.allSatisfy { $0.qos == qos && $0.retain })
    }

    @Test func withoutRetainNothingStays() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter(["retain": .boolean(false)])
        let live = try await MosquittoSubscriber(broker, ["#"])
        _ = try await exporter.publish(fullState())
        #expect(try await live.wait(for: 18).latest == values(fullState(), .json))
        #expect(try await retained(at: broker).isEmpty)
    }

    @Test func aCorrectionOfAnOldDayChangesMonthAndYearOnly() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter()
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            let live = try await MosquittoSubscriber(broker, ["med/+/+/#", "med/tempo/#", "med/ecowatt/#"])
            let before = try await live.wait(for: 18)
            _ = try await exporter.publish(fullState(monthWattHours: 231_000, yearWattHours: 231_000))
            // Published behind it, so that whatever else had been sent is there when this is.
            try publish(broker, "med/tempo/marker", "end")
            let after = try await live.wait { $0.last?.topic == "med/tempo/marker" }
            #expect(
                after.dropFirst(before.count).dropLast().map(\.topic) == [
                    "med/12345678901234/consumption/month", "med/12345678901234/consumption/year",
                ])
        }
    }

    @Test func anotherContractClearsPeakHours() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter()
        let base = fullState(consumption: document(tariff: .base, registers: []))
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            _ = try await exporter.publish(base)
            var expected = values(base, .json)
            let lines = try await retained(at: broker).latest
            expected["med/status"] = lines["med/status"]
            #expect(lines == expected)
        }
    }

    @Test func whatAnEarlierRunLeftIsClearedAndNothingElse() async throws {
        let broker = try await MosquittoBroker.started()
        _ = try await broker.exporter().publish(fullState())
        try publish(broker, "med/01234567890123/consumption/daily/hc", "of another meter", retain: true)
        let exporter = try broker.exporter()
        let base = fullState(consumption: document(tariff: .base, registers: []))
        try await running(exporter) { _ in
            _ = try await exporter.publish(base)
            var expected = values(base, .json)
            expected["med/01234567890123/consumption/daily/hc"] = "of another meter"
            let deadline = ContinuousClock.now + .seconds(10)
            var lines: [String: String] = [:]
            repeat {
                lines = try await retained(at: broker).latest
                expected["med/status"] = lines["med/status"]
            } while lines != expected && ContinuousClock.now < deadline
            #expect(lines == expected)
        }
    }

    @Test func aCommandLineClearsWhatItsLastRunLeft() async throws {
        let broker = try await MosquittoBroker.started()
        _ = try await broker.exporter().publish(fullState())
        try publish(broker, "med/01234567890123/consumption/daily/hc", "of another meter", retain: true)
        let base = fullState(consumption: document(tariff: .base, registers: []))
        _ = try await broker.exporter().publish(base)
        var expected = values(base, .json)
        expected["med/01234567890123/consumption/daily/hc"] = "of another meter"
        #expect(try await retained(at: broker).latest == expected)
    }

    @Test func aRestartedBrokerGetsEverythingAgain() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter()
        try await running(exporter) { run in
            _ = try await exporter.publish(fullState())
            try await broker.restart()
            try await run.wait(for: .connected)
            _ = try await exporter.publish(fullState())
            var lines = try await retained(at: broker).latest
            #expect(lines.removeValue(forKey: "med/status") != nil)
            #expect(lines == values(fullState(), .json))
        }
    }

    @Test func anAbsentBrokerIsUnreachable() async throws {
        let broker = try MosquittoBroker()
        let exporter = try broker.exporter()
        let fault = try await exporterFault { _ = try await exporter.publish(fullState()) }
        guard case .unreachable(_, let reason) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(reason.french.contains("Vérifiez l'hôte et le port."))
        #expect(reason.english.contains("Check the host and the port."))
    }
}
