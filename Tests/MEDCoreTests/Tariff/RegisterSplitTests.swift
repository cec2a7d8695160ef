import Foundation
import MEDCore
import MEDTesting
import Testing

/// The split over registers, seen through the derived day.
@Suite(.timeLimit(.minutes(1)))
struct RegisterSplitTests {
    static let days = ["2024-01-15", "2024-03-31", "2024-07-14", "2024-10-27"]
    static let hours = [
        "HC (22H30-6H30)", "HC (21H06-5H06)", "HC (1H30-8H00;12H30-14H00)", "HC (0H50-6H50;14H20-16H20)",
        "HC (2H00-3H00)", "HC (2H17-2H43)", "0H00-24H00",
    ]

    @Test(arguments: days, hours)
    func everyMinuteGoesToItsRegister(day text: String, hours: String) throws {
        let day = try Sample.day(text)
        let contract = try Sample.contract(.hcHP, offPeak: hours)
        let isOffPeak = try shownOffPeak(day: day, hours: hours)
        for seed in UInt64(0)..<12 {
            var generator = SeededGenerator(seed: seed)
            let steps = [[30], [60], [10], [15], [10, 15, 30, 60]][Int(seed % 5)]
            let curve = LoadCurve.random(steps: steps, length: day.lengthInMinutes, gapPercent: 0, using: &generator)
            let derived = derive(day, curve: curve, contract: contract)
            var expected: Int64 = 0
            for slot in curve.slots {
                for minute in Int(slot.startMinute)..<slot.endMinute where isOffPeak[minute] {
                    expected += Int64(slot.watts)
                }
            }
            #expect(derived.registers.map(\.register) == [.hc, .hp])
            #expect(derived.registers.first?.energy.wattMinutes == expected)
            #expect(derived.registers.reduce(.zero) { $0 + $1.energy } == curve.knownEnergy)
        }
    }

    @Test(arguments: days, UInt64(0)..<50)
    func registersAddUpToAnOfficialEnergyThatDiffersFromTheCurve(day text: String, seed: UInt64) throws {
        let day = try Sample.day(text)
        var generator = SeededGenerator(seed: seed)
        let curve = LoadCurve.random(steps: [30], length: day.lengthInMinutes, gapPercent: 0, using: &generator)
        let official = Energy(wattHours: .random(in: 0...400_000, using: &generator))
        let contract = try Sample.contract(.hcHP, offPeak: "HC (21H06-5H06)")
        let shares = derive(day, curve: curve, contract: contract).registers
        let derived = derive(day, curve: curve, official: official, contract: contract)
        #expect(derived.energy == official)
        #expect(derived.registers.reduce(.zero) { $0 + $1.energy } == official)
        let share = Double(shares[0].energy.wattMinutes) / Double(curve.knownEnergy.wattMinutes)
        let expected = share * Double(official.wattMinutes)
        #expect(abs(Double(derived.registers[0].energy.wattMinutes) - expected) <= 1)
    }

    @Test func repeatedHourIsOffPeakTwiceAndTheSkippedOneNever() throws {
        let contract = try Sample.contract(.hcHP, offPeak: "HC (2H00-3H00)")
        for (text, minutes) in [("2024-01-15", 60), ("2024-03-31", 0), ("2024-10-27", 120)] {
            let day = try Sample.day(text)
            let derived = derive(day, curve: .complete(day: day, step: 60) { _ in 1_000 }, contract: contract)
            #expect(derived.registers.first?.energy == Energy(wattMinutes: Int64(minutes) * 1_000))
        }
    }

    @Test func registersThatCannotBeKnownAreNotMadeUp() throws {
        let day = try Sample.day("2024-01-15")
        let whole = LoadCurve.complete(day: day, step: 30) { _ in 100 }
        let gap = LoadCurve(slots: Array(whole.slots.dropLast()))
        let official = Energy(wattHours: 2_400)
        let hcHP = try Sample.contract(.hcHP, offPeak: "HC (22H30-6H30)")
        #expect(derive(day, curve: gap, official: official, contract: hcHP).registers.isEmpty)
        #expect(derive(day, curve: whole, contract: try Sample.contract(.hcHP)).registers.isEmpty)
        #expect(derive(day, curve: whole, contract: nil).registers.isEmpty)
        #expect(derive(day, curve: gap, contract: try Sample.contract(.base)).registers.isEmpty)
        #expect(
            derive(day, curve: gap, official: official, contract: try Sample.contract(.base)).registers
                == [RegisterAmount(register: .base, energy: official)])
    }

    /// Found by fuzzing: powers below zero, as a flipped bit makes them, cancel others out but for a watt-minute, and a
    /// share of the day's energy was beyond an Int64, or beyond any meter.
    @Test(arguments: [Int64(1), 1 << 40, 1 << 52])
    func powersBelowZeroAreNoShares(official: Int64) throws {
        let day = try Sample.day("2024-01-15")
        let hcHP = try Sample.contract(.hcHP, offPeak: "HC (22H30-6H30)")
        // Off-peak are 16 half-hours, peak 32: the sum is 30 watt-minutes.
        var slots = LoadCurve.complete(day: day, step: 30) { _ in 0 }.slots
        slots[2] = LoadSlot(startMinute: 60, minutes: 30, watts: -2_000_000_000)
        slots[20] = LoadSlot(startMinute: 600, minutes: 30, watts: 2_000_000_001)
        let derived = derive(
            day, curve: LoadCurve(slots: slots), official: Energy(wattMinutes: official), contract: hcHP)
        #expect(derived.registers.isEmpty)
        #expect(derived.registerGap == .contradiction)
    }

    @Test func whyRegistersAreUnknownIsSaid() throws {
        let day = try Sample.day("2024-01-15")
        let whole = LoadCurve.complete(day: day, step: 30) { _ in 100 }
        let none = LoadCurve.complete(day: day, step: 30) { _ in 0 }
        let hcHP = try Sample.contract(.hcHP, offPeak: "HC (22H30-6H30)")
        let official = Energy(wattHours: 2_400)
        #expect(derive(day, curve: LoadCurve(), contract: hcHP).registerGap == .incompleteReadings)
        #expect(derive(day, curve: LoadCurve(), official: official, contract: hcHP).registerGap == .incompleteReadings)
        #expect(derive(day, curve: whole, contract: try Sample.contract(.hcHP)).registerGap == .noOffPeakHours)
        #expect(derive(day, curve: none, official: official, contract: hcHP).registerGap == .contradiction)
        #expect(derive(day, curve: none, official: official, contract: hcHP).registers.isEmpty)
        #expect(derive(day, curve: whole, contract: hcHP).registerGap == nil)
        #expect(derive(day, curve: whole, contract: nil).registerGap == nil)
    }

    @Test func dayWithoutAnyConsumptionHasTwoZeros() throws {
        let day = try Sample.day("2024-01-15")
        let contract = try Sample.contract(.hcHP, offPeak: "HC (22H30-6H30)")
        let derived = derive(day, curve: .complete(day: day, step: 30) { _ in 0 }, contract: contract)
        #expect(derived.registers.map(\.energy) == [.zero, .zero])
    }

    /// Whether a French clock shows an off-peak minute, for each minute elapsed since midnight.
    private func shownOffPeak(day: Day, hours: String) throws -> [Bool] {
        let calendar = try France.calendar()
        let slots = try #require(OffPeakHoursTests.cases.first { $0.text == hours } ?? more.first { $0.text == hours })
        let shown = slots.minutes
        return (0..<day.lengthInMinutes).map { elapsed in
            let date = Date(day.start.advanced(bySeconds: elapsed * 60))
            let parts = calendar.dateComponents([.hour, .minute], from: date)
            return shown.contains((parts.hour ?? 0) * 60 + (parts.minute ?? 0))
        }
    }

    private let more = [
        OffPeakHoursTests.Case(text: "HC (2H00-3H00)", slots: [(120, 180)]),
        OffPeakHoursTests.Case(text: "HC (2H17-2H43)", slots: [(137, 163)]),
    ]

    private func derive(_ day: Day, curve: LoadCurve, official: Energy? = nil, contract: Contract?) -> DerivedDay {
        DerivedDay(
            day: day, direction: .consumption, readings: DayReadings(curve: curve, officialEnergy: official),
            indexesAtEnd: nil, contract: contract)
    }
}
