import Foundation
import MEDCore
import MEDExporters
import TestServers
import Testing

/// The history through the exporter as a whole; the statistics themselves have their own tests.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ExporterHistoryTests {
    let house: HomeAssistantInstance

    init() throws { house = try HomeAssistantInstance() }

    private static let digits = "02000000000001"

    /// Three days around the one of 25 hours, off-peak and peak, with their costs.
    private static let days: [DayDocument] = [
        ("2024-10-26", Int64(20_000)), ("2024-10-27", 20_500), ("2024-10-28", 30_250),
    ]
    .map { text, wattHours in
        let day = fixture(Day(text))
        let readings = DayReadings(officialEnergy: Energy(wattHours: wattHours))
        var derived = DerivedDay(
            day: day, direction: .consumption, readings: readings, indexesAtEnd: nil, contract: nil)
        derived.tariff = .hcHP
        derived.registers = [(TariffRegister.hc, Int64(8_000)), (.hp, wattHours - 8_000)].map {
            RegisterAmount(
                register: $0.0, energy: Energy(wattHours: $0.1), cost: Cost(microEuros: $0.1 * 200))
        }
        return DayDocument(
            pdl: fixture(PDL(digits)), direction: .consumption, day: day, readings: readings, derived: derived,
            recordedAt: fixture(UTCInstant("2024-10-29T08:00:00Z")))
    }

    private static let context = ExportContext(
        instance: InstanceID(exporterKey: "home_assistant"),
        history: { _, direction, range in
            AsyncThrowingStream { stream in
                for document in days where direction == .consumption && range.contains(document.day) {
                    stream.yield(document)
                }
                stream.finish()
            }
        })

    /// kWh or EUR per local day, as Home Assistant cuts it.
    private func perDay(_ name: String) throws -> [Double] {
        let id = "myelectricaldata:\(Self.digits)_\(name)"
        let answer = try house.check("stats", id, "2024-10-25T22:00:00+00:00", "2024-10-28T23:00:00+00:00", "day")
        let rows = (answer as? [String: [[String: Any]]])?[id] ?? []
        return rows.compactMap { $0["change"] as? Double }.map { ($0 * 1_000_000).rounded() / 1_000_000 }
    }

    @Test func theHistoryIsThereDayByDay() async throws {
        let exporter = try RunningHouse.exporter(house, ["statistics": .boolean(true)])
        let result = try await exporter.exportConsumption(Self.days.map(ConsumptionData.init), in: Self.context)
        for document in Self.days {
            guard case .delivered(let evidence)? = result.outcome(for: document.key) else {
                Issue.record("\(document.key): \(String(describing: result.outcome(for: document.key)))")
                continue
            }
            #expect(evidence >= .acknowledged)
        }
        _ = try house.check("wait-recorder")
        #expect(try perDay("consumption") == [20, 20.5, 30.25])
        #expect(try perDay("hc_consumption") == [8, 8, 8])
        #expect(try perDay("hp_consumption") == [12, 12.5, 22.25])
        #expect(try perDay("hc_consumption_cost") == [1.6, 1.6, 1.6])
        let saved = try house.check(
            "set-prefs",
            "myelectricaldata:\(Self.digits)_hc_consumption,myelectricaldata:\(Self.digits)_hp_consumption")
        #expect((saved as? [String: Any])?["success"] as? Bool == true)
        // Its exit status says whether there is any issue.
        _ = try house.check("validate")
        print("figure: energy/validate of the exporter's HC and HP: no issue")
        #expect(try await exporter.retract(.pdl(fixture(PDL(Self.digits))), pdls: []) > 10)
        _ = try house.check("wait-recorder")
        #expect(try (house.check("stat-ids", "myelectricaldata:\(Self.digits)") as? [Any])?.isEmpty == true)
    }

    @Test func theConnectionTestGoesBothWays() async throws {
        let exporter = try RunningHouse.exporter(house, ["statistics": .boolean(true)])
        let result = await exporter.testConnection()
        #expect(result.success, "\(result.stages)")
        #expect(result.stages.contains { $0.detail.english.hasPrefix("Home Assistant API: ") && $0.outcome == .passed })
        #expect(result.server?.contains(house.version) == true, "\(result.server ?? "")")
        let ids = try house.check("stat-ids", "myelectricaldata") as? [[String: Any]] ?? []
        #expect(ids.allSatisfy { "\($0)".contains(Self.digits) }, "a test leaves nothing: \(ids)")
    }
}
