import Foundation
import MEDCore
import MEDExporters
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RoundingTests {
    private func thousandths(_ text: String?) -> Int? {
        guard let text, let number = Decimal(string: text) else { return nil }
        return NSDecimalNumber(decimal: number * 1_000).intValue
    }

    @Test func registersAddUpToTheDay() {
        var random = SeededGenerator(seed: 20_240_115)
        for _ in 0..<2_000 {
            // Off-peak energies of any number of watt-minutes: the halves are where independent rounding goes wrong.
            let low = Energy(wattMinutes: Int64.random(in: 0...2_000_000, using: &random))
            let high = Energy(wattMinutes: Int64.random(in: 0...2_000_000, using: &random))
            let curve = LoadCurve(slots: [
                LoadSlot(startMinute: 0, minutes: 1, watts: Int32((low + high).wattMinutes))
            ])
            var day = document(wattHours: nil, registers: [(.hc, low), (.hp, high)], curve: curve)
            var derived = day.derived
            derived.energy = low + high
            day = DayDocument(
                pdl: meter, direction: .consumption, day: january15, readings: day.readings, derived: derived,
                recordedAt: recorded)
            let state = CurrentState(
                CurrentDocuments(meters: [MeterState(pdl: meter, direction: .consumption, latestDay: day)]),
                at: recorded)
            let published = values(state, .simple)
            let parts = ["daily/hc", "daily/hp"].map {
                thousandths(published["med/12345678901234/consumption/\($0)"]) ?? -1
            }
            let whole = thousandths(published["med/12345678901234/consumption/daily"])
            #expect(parts[0] + parts[1] == whole, "\(low.wattMinutes) + \(high.wattMinutes)")
            #expect(abs(Double(parts[0]) - Double(low.wattMinutes) / 60) <= 0.5)
            #expect(abs(Double(parts[1]) - Double(high.wattMinutes) / 60) <= 1)
        }
    }

    @Test func theSlotsAddUpToTheCurve() throws {
        var random = SeededGenerator(seed: 7)
        let slots = (0..<48).map {
            LoadSlot(startMinute: $0 * 30, minutes: 30, watts: Int32.random(in: 0...9_000, using: &random))
        }
        let day = document(wattHours: nil, tariff: nil, registers: [], curve: LoadCurve(slots: slots))
        let state = CurrentState(
            CurrentDocuments(meters: [MeterState(pdl: meter, direction: .consumption, latestCurve: day)]),
            at: recorded)
        let text = try #require(values(state, .json)["med/12345678901234/consumption/detailed"])
        let items = try #require(pythonReads([text]).first??["data"] as? [[String: Any]])
        #expect(items.count == 48)
        let sum = items.reduce(0.0) { $0 + ($1["value"] as? Double ?? .nan) }
        let exact = slots.reduce(0.0) { $0 + Double($1.watts) / 2 / 1_000 }
        #expect(abs(sum - exact) <= 0.000_501)
    }
}
