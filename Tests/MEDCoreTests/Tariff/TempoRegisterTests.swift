import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TempoRegisterTests {
    private func derive(
        _ text: String, _ colors: [String: TempoColor], watts: Int = 600
    ) throws -> DerivedDay {
        let day = try Sample.day(text)
        let byDay = Dictionary(uniqueKeysWithValues: try colors.map { (try Sample.day($0), $1) })
        return DerivedDay(
            day: day, direction: .consumption,
            readings: DayReadings(curve: .complete(day: day, step: 30) { _ in watts }), indexesAtEnd: nil,
            contract: try Sample.contract(.tempo), tempoColors: byDay)
    }

    private func wattHours(_ derived: DerivedDay) -> [Int64] {
        derived.registers.map(\.energy.roundedWattHours)
    }

    @Test func nightBeforeSixBelongsToTheDayBefore() throws {
        let derived = try derive("2024-01-16", ["2024-01-15": .red, "2024-01-16": .white])
        #expect(derived.registers.map(\.register) == Tariff.tempo.registers)
        // 600 W: 6 h of red off-peak, 16 h of white peak, 2 h of white off-peak.
        #expect(wattHours(derived) == [0, 0, 1_200, 9_600, 3_600, 0])
        #expect(derived.registerSource == .curve)
    }

    @Test func nightsOfTheClockChangesAreFiveAndSevenHours() throws {
        let march = try derive("2024-03-31", ["2024-03-30": .red, "2024-03-31": .blue])
        #expect(wattHours(march) == [1_200, 9_600, 0, 0, 3_000, 0])
        let october = try derive("2024-10-27", ["2024-10-26": .white, "2024-10-27": .blue])
        #expect(wattHours(october) == [1_200, 9_600, 4_200, 0, 0, 0])
    }

    @Test(arguments: [["2024-01-15": TempoColor.red], ["2024-01-16": .red], ["2024-01-17": .blue], [:]])
    func unknownColourIsNeverBlue(_ colors: [String: TempoColor]) throws {
        let derived = try derive("2024-01-16", colors)
        #expect(derived.registers.isEmpty)
        #expect(derived.registerGap == .unknownColor)
        #expect(derived.energy == Energy(wattHours: 14_400), "the day's energy is known all the same")
        #expect(derived.tariff == .tempo)
        #expect(derived.energyCost == nil)
    }
}
