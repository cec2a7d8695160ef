import MEDCore
import MEDExporters
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HistoryTests {
    private let days = (0..<300).map { ConsumptionData(document(january15.advanced(by: -$0), wattHours: Int64($0))) }

    @Test func offIsSkipped() async throws {
        let broker = try MosquittoBroker()
        defer { withExtendedLifetime(broker) {} }
        let exporter = try broker.exporter()
        let result = try await exporter.exportConsumption(days, in: anyContext)
        #expect(result.outcome(for: days[0].key) == .skipped(.turnedOff))
    }

    @Test func everyDayIsPublishedAndNoneRetained() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter(["history": .boolean(true), "format": .string("simple")])
        let live = try await MosquittoSubscriber(broker, ["med/#"])
        let unknown = ConsumptionData(document(january15.next, wattHours: nil))
        let result = try await exporter.exportConsumption(days + [unknown], in: anyContext)
        #expect(days.allSatisfy { result.outcome(for: $0.key) == .delivered(.acknowledged) })
        #expect(result.outcome(for: unknown.key) == .skipped(.noValue))
        let lines = try await live.wait(for: days.count)
        #expect(lines.count == days.count)
        #expect(lines.first?.topic == "med/12345678901234/history/consumption/2024-01-15")
        #expect(lines.last?.payload == "0.299")
        #expect(try await retained(at: broker).isEmpty)
    }

    @Test func productionInJSONAtQoS0() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.exporter(["history": .boolean(true), "qos": .integer(0)])
        let live = try await MosquittoSubscriber(broker, ["med/#"])
        let day = ProductionData(document(pdl: meter, .production, wattHours: 3_210))
        let result = try await exporter.exportProduction([day], in: anyContext)
        #expect(result.outcome(for: day.key) == .delivered(.sent))
        let line = try #require(try await live.wait(for: 1).first)
        #expect(line.topic == "med/12345678901234/history/production/2024-01-15")
        #expect(
            line.payload
                == #"{"value":3.21,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#
        )
    }

    @Test func deniedForOneMeterIsRejectedForAllBlocked() async throws {
        let broker = try await MosquittoBroker.started(
            .with {
                $0.users = ["med": "s3cret"]
                $0.acl = "user med\ntopic readwrite med/12345678901234/#"
            })
        let exporter = try broker.exporter([
            "history": .boolean(true), "username": .string("med"), "password": .secret(Secret("s3cret")),
        ])
        let allowed = ConsumptionData(document())
        let denied = ConsumptionData(document(pdl: otherMeter))
        let result = try await exporter.exportConsumption([allowed, denied], in: anyContext)
        #expect(result.outcome(for: allowed.key) == .delivered(.acknowledged))
        guard case .rejected = result.outcome(for: denied.key) else {
            Issue.record("\(String(describing: result.outcome(for: denied.key)))")
            return
        }
        let fault = try await exporterFault { _ = try await exporter.exportConsumption([denied], in: anyContext) }
        #expect(fault.blockedCause != nil)
    }
}
