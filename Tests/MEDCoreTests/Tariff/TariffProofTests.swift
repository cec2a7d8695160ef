import Foundation
import MEDCore
import MEDTesting
import Testing

/// The engine against a reference that walks every minute of the day on the machine's own calendar.
@Suite(.timeLimit(.minutes(10)))
struct TariffProofTests {
    @Test func engineAgreesWithEveryMinute() throws {
        var generator = Proof.generator()
        let cases = Proof.cases(full: 10_000, otherwise: 600)
        print("tariff engine: \(cases) random contracts and days, MED_SEED=\(generator.seed)")
        let calendar = try France.calendar()
        var unknown = 0
        for number in 0..<cases {
            let day = try randomDay(number, using: &generator)
            let plain = PlainContract.random(using: &generator)
            let reference = try reference(for: plain, around: day, calendar: calendar, using: &generator)
            let curve = LoadCurve.random(
                steps: [[30], [60], [10], [15], [10, 15, 30, 60]][number % 5], length: day.lengthInMinutes,
                gapPercent: 0, using: &generator)
            let colors = [day.previous, day, day.next].reduce(into: [Day: TempoColor]()) {
                $0[$1] = reference.colors[reference.text(Date($1.start))]
            }
            let derived = DerivedDay(
                day: day, direction: .consumption, readings: DayReadings(curve: curve), indexesAtEnd: nil,
                contract: try plain.contract(from: day), tempoColors: colors)
            let watts = curve.slots.flatMap { Array(repeating: $0.watts, count: Int($0.minutes)) }
            let place = Comment(rawValue: "seed \(generator.seed), case \(number): \(day), \(plain)")
            try #require(watts.count == day.lengthInMinutes)
            if let expected = reference.split(watts, from: Date(day.start)) {
                check(derived, expected, curve: curve, plain: plain, place)
            } else {
                unknown += 1
                #expect(derived.registers.isEmpty && derived.registerGap == .unknownColor, place)
            }
        }
        #expect(unknown > 0 && unknown < cases / 2, "both known and unknown colours must be tried")
    }

    private func check(
        _ derived: DerivedDay, _ expected: [TariffRegister: Int64], curve: LoadCurve, plain: PlainContract,
        _ place: Comment
    ) {
        #expect(derived.registers.map(\.register) == plain.tariff.registers, place)
        #expect(derived.registerGap == nil, place)
        var costs: Int64 = 0
        for amount in derived.registers {
            let wattMinutes = expected[amount.register] ?? 0
            #expect(amount.energy.wattMinutes == wattMinutes, place)
            // Half to even over Decimal, which holds the product exactly.
            var exact = Decimal(wattMinutes) * Decimal(plain.prices[amount.register] ?? 0) / 60_000
            var rounded = Decimal()
            NSDecimalRound(&rounded, &exact, 0, .bankers)
            #expect(amount.cost.map { Decimal($0.microEuros) } == rounded, place)
            costs += amount.cost?.microEuros ?? 0
        }
        #expect(derived.registers.reduce(.zero) { $0 + $1.energy } == curve.knownEnergy, place)
        #expect(derived.energyCost?.microEuros == costs, place)
    }

    /// One case in four is a day on which the clocks change, or one next to it.
    private func randomDay(_ number: Int, using generator: inout SeededGenerator) throws -> Day {
        let year = Int.random(in: 2_015...2_035, using: &generator)
        guard number % 4 == 0 else {
            return Day(number: Int32.random(in: 16_436...24_106, using: &generator))
        }
        let change =
            Bool.random(using: &generator)
            ? ParisTime.summerTimeStart(of: year) : ParisTime.summerTimeEnd(of: year)
        return Day(containing: change).advanced(by: Int.random(in: -1...1, using: &generator))
    }

    /// Colours of the days around, one in twenty unknown; the holidays that the day's year has, from a list of dates.
    private func reference(
        for plain: PlainContract, around day: Day, calendar: Calendar, using generator: inout SeededGenerator
    ) throws -> MinuteReference {
        let blank = MinuteReference(calendar: calendar, contract: plain, holidays: [], colors: [:])
        var colors: [String: TempoColor] = [:]
        for other in [day.previous, day, day.next] where Int.random(in: 0..<20, using: &generator) > 0 {
            colors[blank.text(Date(other.start))] = TempoColor.allCases.randomElement(using: &generator)
        }
        var holidays: Set<String> = []
        if let region = plain.holidays {
            let days = try PublicHolidayTests().holidays(day.year, region)
            holidays = Set(days.map { blank.text(Date($0.start)) })
        }
        return MinuteReference(calendar: calendar, contract: plain, holidays: holidays, colors: colors)
    }
}
