import MEDCore
import MEDTesting
import Testing

@testable import MEDExporters

/// Where a day's energy lies in its hours.
@Suite struct HourTests {
    private func curve(_ day: Day, minutes: Int = 30, _ watts: (Int) -> Int32) -> LoadCurve {
        LoadCurve(
            slots: stride(from: 0, to: day.lengthInMinutes, by: minutes).map {
                LoadSlot(startMinute: $0, minutes: minutes, watts: watts($0 / minutes))
            })
    }

    private func wattHours(_ document: DayDocument, _ kind: StatisticKind = .consumption) -> [Int64]? {
        DayHours(document).hours(of: kind)?.map { $0 / 1_000 }
    }

    @Test func halfHoursInPairs() {
        let document = document(wattHours: nil, tariff: nil, registers: [], curve: curve(january15) { Int32($0 * 100) })
        // Half-hours of 0, 50, 100 … Wh.
        #expect(wattHours(document) == (0..<24).map { Int64($0 * 200 + 50) })
    }

    @Test(arguments: [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
    func totalAlone(day: String, hours: Int) {
        let document = document(fixture(Day(day)), wattHours: 20_500, tariff: nil, registers: [])
        let parts = wattHours(document) ?? []
        #expect(parts.count == hours)
        #expect(parts.reduce(0, +) == 20_500)
        #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= 1)
    }

    @Test func incompleteCurveWithATotal() {
        // 10:00 to 11:00 is known as 1,200 Wh; the other 23 hours share the rest.
        let known = LoadCurve(slots: [
            LoadSlot(startMinute: 600, minutes: 30, watts: 1_000),
            LoadSlot(startMinute: 630, minutes: 30, watts: 1_400),
        ])
        let spread = document(wattHours: 1_200 + 2_300, tariff: nil, registers: [], curve: known)
        #expect(wattHours(spread) == (0..<24).map { $0 == 10 ? 1_200 : 100 })
        // More in an hour than in the day: the curve is not believed.
        let contradiction = document(wattHours: 240, tariff: nil, registers: [], curve: known)
        #expect(wattHours(contradiction) == [Int64](repeating: 10, count: 24))
        // Without a total such a day says nothing.
        #expect(wattHours(document(wattHours: nil, tariff: nil, registers: [], curve: known)) == nil)
        let dark = document(wattHours: 48, tariff: nil, registers: [], curve: curve(january15) { _ in 0 })
        #expect(wattHours(dark) == [Int64](repeating: 2, count: 24))
    }

    /// Minute by minute, with slots of all lengths, against the official total.
    @Test(arguments: 0..<60)
    func anyCurve(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let day = [january15, fixture(Day("2026-03-29")), fixture(Day("2026-10-25"))][seed % 3]
        let minutes = [10, 15, 30, 60][seed / 3 % 4]
        let powers = (0..<day.lengthInMinutes / minutes).map { _ in Int32.random(in: 0...9_000, using: &generator) }
        let exact = powers.reduce(0.0) { $0 + Double($1) * Double(minutes) / 60 }
        let official = Int64(exact.rounded()) + Int64.random(in: -3...3, using: &generator)
        let document = document(
            day, wattHours: max(0, official), tariff: nil, registers: [],
            curve: curve(day, minutes: minutes) { powers[$0] })
        let hours = wattHours(document) ?? []
        #expect(hours.reduce(0, +) == official, "seed \(seed)")
        for (hour, value) in hours.enumerated() {
            let expected = (0..<60).reduce(0.0) { $0 + Double(powers[(hour * 60 + $1) / minutes]) / 60 }
            #expect(abs(Double(value) - expected) < 4.5, "seed \(seed), hour \(hour)")
        }
    }

    @Test func registersAddUpToTheirDay() {
        let document = document(curve: curve(january15) { Int32($0 * 27 + 1) })
        #expect(wattHours(document, .register(.hc))?.reduce(0, +) == 8_500)
        #expect(wattHours(document, .register(.hp))?.reduce(0, +) == 6_734)
        for (hour, total) in (wattHours(document) ?? []).enumerated() {
            let parts = [TariffRegister.hc, .hp].compactMap { wattHours(document, .register($0))?[hour] }
            #expect(abs(parts.reduce(0, +) - total) <= 1)
        }
        #expect(wattHours(document, .register(.base)) == nil)
        #expect(wattHours(document, .cost) == nil)
    }

    /// 00:00 to 06:00 white off-peak, 06:00 to 22:00 red peak, 22:00 to 24:00 red off-peak, by the clock.
    @Test(arguments: [("2024-01-15", 6, 24), ("2026-03-29", 5, 23), ("2026-10-25", 7, 25)])
    func tempo(day: String, night: Int, count: Int) {
        let day = fixture(Day(day))
        let hours = Int64(count)
        let registers: [(TariffRegister, Energy)] = [
            (.blueHC, .zero), (.blueHP, .zero), (.whiteHC, Energy(wattHours: Int64(night) * 100)), (.whiteHP, .zero),
            (.redHC, Energy(wattHours: 200)), (.redHP, Energy(wattHours: 1_600)),
        ]
        let document = document(
            day, wattHours: hours * 100, tariff: .tempo, registers: registers, curve: curve(day) { _ in 100 })
        #expect(wattHours(document, .register(.whiteHC)) == (0..<count).map { $0 < night ? 100 : 0 })
        #expect(wattHours(document, .register(.redHP)) == (0..<count).map { $0 >= night && $0 < count - 2 ? 100 : 0 })
        #expect(wattHours(document, .register(.redHC)) == (0..<count).map { $0 >= count - 2 ? 100 : 0 })
        #expect(wattHours(document, .register(.blueHP)) == [Int64](repeating: 0, count: count))
    }

    @Test func costsLieWhereTheirEnergyLies() throws {
        var derived = document(wattHours: 2_400, curve: curve(january15) { _ in 100 }).derived
        derived.registers = [
            RegisterAmount(register: .hc, energy: Energy(wattHours: 800), cost: Cost(microEuros: 160_000)),
            RegisterAmount(register: .hp, energy: Energy(wattHours: 1_600), cost: Cost(microEuros: 400_001)),
        ]
        let priced = DayDocument(
            pdl: meter, direction: .consumption, day: january15,
            readings: DayReadings(curve: curve(january15) { _ in 100 }, officialEnergy: Energy(wattHours: 2_400)),
            derived: derived, recordedAt: recorded)
        let hours = DayHours(priced)
        let total = try #require(hours.hours(of: .cost))
        #expect(total.reduce(0, +) == 560_001)
        let parts = try [TariffRegister.hc, .hp].map { try #require(hours.hours(of: .registerCost($0))) }
        #expect(zip(parts[0], parts[1]).map(+) == total)
        // One register without a price: its cost and that of the day are unknown.
        derived.registers[1].cost = nil
        let unpriced = DayDocument(
            pdl: meter, direction: .consumption, day: january15, readings: priced.readings, derived: derived,
            recordedAt: recorded)
        #expect(DayHours(unpriced).hours(of: .cost) == nil)
        #expect(DayHours(unpriced).hours(of: .registerCost(.hp)) == nil)
        #expect(DayHours(unpriced).hours(of: .registerCost(.hc))?.reduce(0, +) == 160_000)
    }
}
