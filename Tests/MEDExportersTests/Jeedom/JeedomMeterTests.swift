import MEDCore
import MEDExporters
import TestServers
import Testing

/// Several meters in one household.
@Suite(.timeLimit(.minutes(1)))
struct JeedomMeterTests {
    private let both = CurrentState(
        CurrentDocuments(meters: [
            MeterState(pdl: meter, direction: .consumption, latestDay: document()),
            MeterState(
                pdl: otherMeter, direction: .consumption, latestDay: document(pdl: otherMeter, wattHours: 1_000)),
        ]), at: recorded)

    /// Nothing is sent: the values of two meters would mix in the same commands.
    @Test func withoutPDLTwoMetersAreRefused() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter()
        for operation in [
            { _ = try await exporter.publish(both) },
            {
                _ = try await exporter.exportConsumption(
                    [ConsumptionData(document()), ConsumptionData(document(pdl: otherMeter))], in: jeedomContext)
            },
        ] as [() async throws -> Void] {
            let cause = try #require(try await exporterFault(operation).blockedCause)
            #expect(cause.french.contains("indiquez pdl") && cause.english.contains("set pdl"))
        }
        #expect(box.requests.isEmpty)
    }

    @Test func withPDLOnlyThatMeterIsSent() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter(["pdl": .string(otherMeter.digits)])
        _ = try await exporter.publish(both)
        #expect(box.command(456)?.value == .number(1))
        let (mine, foreign) = (document(pdl: otherMeter, wattHours: 2_000), document())
        let result = try await exporter.exportConsumption(
            [ConsumptionData(foreign), ConsumptionData(mine)], in: jeedomContext)
        #expect(result.outcome(for: foreign.key) == .skipped(SkipReason("another meter")))
        #expect(result.outcome(for: mine.key) == .delivered(.verified(at: recorded)))
        #expect(box.history(of: 456) == ["2024-01-15 00:00:00": "2"])
        #expect(exporter.preview([foreign, mine]).count == 3)
    }
}
