import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CounterRegisterTests {
    private func derive(
        _ start: [Int64?], _ end: [Int64?], contract: Contract, curve: Bool = true, official: Int64? = nil,
        colors: [Day: TempoColor] = [:]
    ) throws -> DerivedDay {
        let day = try Sample.day("2024-01-16")
        func indexes(_ values: [Int64?]) -> MeterIndexes {
            MeterIndexes(total: values.reduce(0) { $0 + ($1 ?? 0) }, supplier: values)
        }
        let readings = DayReadings(
            curve: curve ? .complete(day: day, step: 30) { _ in 300 } : LoadCurve(),
            officialEnergy: official.map(Energy.init(wattHours:)), indexesAtStart: indexes(start))
        return DerivedDay(
            day: day, direction: .consumption, readings: readings, indexesAtEnd: indexes(end), contract: contract,
            tempoColors: colors)
    }

    private let night = "HC (22H00-6H00)"

    @Test func countersWinAndTheDifferenceIsShown() throws {
        let contract = try Sample.contract(.hcHP, offPeak: night)
        let derived = try derive([1_000, 5_000], [3_500, 9_700], contract: contract)
        #expect(derived.energy == Energy(wattHours: 7_200))
        #expect(derived.registers.map(\.energy.roundedWattHours) == [2_500, 4_700])
        #expect(derived.registers.map { $0.computed?.roundedWattHours } == [2_400, 4_800])
        #expect(derived.registers.map { $0.difference?.roundedWattHours } == [100, -100])
        #expect(derived.registerSource == .counters)
        let alone = try derive([1_000, 5_000], [3_500, 9_700], contract: contract, curve: false)
        #expect(alone.registers.map(\.energy) == derived.registers.map(\.energy))
        #expect(alone.registers.map(\.difference) == [nil, nil])
    }

    @Test func tempoCountersNeedNoColour() throws {
        let derived = try derive(
            [10, 20, 30, 40, 50, 60], [10, 20, 30, 840, 1_250, 60], contract: try Sample.contract(.tempo), curve: false)
        #expect(derived.registers.map(\.register) == Tariff.tempo.registers)
        #expect(derived.registers.map(\.energy.roundedWattHours) == [0, 0, 0, 800, 1_200, 0])
        #expect(derived.registerGap == nil)
    }

    @Test(
        arguments: [
            ([1_000, nil], [3_500, nil]),  // one register of two
            ([1_000, 5_000], [900, 12_300]),  // a new meter
            ([1_000, 5_000, 7], [3_500, 9_600, 107]),  // another calendar: a third counter moves
        ] as [([Int64?], [Int64?])])
    func countersThatCannotSayLeaveItToTheCurve(_ start: [Int64?], _ end: [Int64?]) throws {
        let derived = try derive(start, end, contract: try Sample.contract(.hcHP, offPeak: night), official: 7_200)
        #expect(derived.registers.map(\.energy.roundedWattHours) == [2_400, 4_800])
        #expect(derived.registerSource == .curve)
    }

    @Test func meaningOfCountersIsTakenFromTheContract() throws {
        let day = try Sample.day("2010-01-01")
        let schedule = OffPeakSchedule(hours: OffPeakHours(night), weekends: true)
        let unknown = Contract(from: day, tariff: .hcHP, offPeak: schedule)
        #expect(unknown.counterRegisters == nil)
        #expect(try derive([0, 0], [2_500, 4_700], contract: unknown).registerSource == .curve)
        let swapped = Contract(from: day, tariff: .hcHP, offPeak: schedule, counterRegisters: [.hp, .hc])
        #expect(
            try derive([0, 0], [2_500, 4_700], contract: swapped).registers.map(\.energy.roundedWattHours)
                == [4_700, 2_500])
    }

    @Test func registersAddUpToAnOfficialEnergyThatDiffersFromTheCounters() throws {
        let derived = try derive(
            [0, 0], [2_500, 4_700], contract: try Sample.contract(.hcHP, offPeak: night), official: 7_201)
        #expect(derived.registers.reduce(.zero) { $0 + $1.energy } == Energy(wattHours: 7_201))
        #expect(derived.registers.map(\.energy.roundedWattHours) == [2_500, 4_701])
    }
}
