import MEDCore
import Testing

@testable import MEDExporters

@Suite(.timeLimit(.minutes(1)))
struct HistoryToggleTests {
    private let key = document().key

    private func outcome(_ values: [String: ConfigurationValue]) async throws -> ExportOutcome? {
        let exporter = try house(values)
        return try await exporter.exportConsumption([ConsumptionData(document())], in: anyContext).outcome(for: key)
    }

    @Test func offIsTurnedOff() async throws {
        let off: [String: ConfigurationValue] = [
            "statistics": .boolean(false), "url": .string("http://127.0.0.1:9"), "token": .secret(Secret("t")),
        ]
        #expect(try await outcome(off) == .skipped(.turnedOff))
    }

    @Test func withoutTheAPIItSaysWhatToFillIn() async throws {
        guard case .skipped(let reason)? = try await outcome([:]) else {
            Issue.record("not skipped")
            return
        }
        #expect(reason.description.contains("url") && reason.description.contains("token"))
        #expect(reason != .turnedOff)
    }

    @Test func theCountrysSignalsHaveNoHistory() async throws {
        let exporter = try house([:])
        let tempo = TempoData(day: january15, color: .red, isFinal: true, recordedAt: recorded)
        let ecowatt = EcowattData(day: january15, level: 1, hours: [], recordedAt: recorded)
        #expect(
            try await exporter.exportTempo([tempo], in: anyContext).outcome(for: tempo.key) == .skipped(.sensorsOnly))
        #expect(
            try await exporter.exportEcowatt([ecowatt], in: anyContext).outcome(for: ecowatt.key)
                == .skipped(.sensorsOnly))
    }
}
