import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DerivedDayTests {
    private let official = Energy(wattHours: 15_234)
    private let start = MeterIndexes(total: 1_000)
    private let end = MeterIndexes(total: 16_100)

    private func derive(
        _ readings: DayReadings, until end: MeterIndexes? = nil, direction: Direction = .consumption,
        contract: Contract? = nil
    ) throws -> DerivedDay {
        DerivedDay(
            day: try Sample.day("2024-01-15"), direction: direction, readings: readings, indexesAtEnd: end,
            contract: contract)
    }

    private func curve() throws -> LoadCurve {
        .complete(day: try Sample.day("2024-01-15"), step: 30) { _ in 500 }
    }

    @Test func officialEnergyComesBeforeTheCountersAndTheseBeforeTheCurve() throws {
        var readings = DayReadings(curve: try curve(), officialEnergy: official, indexesAtStart: start)
        var derived = try derive(readings, until: end)
        #expect(derived.energy == official)
        #expect(derived.energySource == .official)

        readings.officialEnergy = nil
        derived = try derive(readings, until: end)
        #expect(derived.energy == Energy(wattHours: 15_100))
        #expect(derived.energySource == .index)

        derived = try derive(readings, until: MeterIndexes(total: 3))
        #expect(derived.energy == Energy(wattHours: 12_000), "a new meter's counters say nothing")
        #expect(derived.energySource == .curve)
    }

    @Test func officialZeroIsAValue() throws {
        let derived = try derive(DayReadings(curve: try curve(), officialEnergy: .zero))
        #expect(derived.energy == .zero)
        #expect(derived.energySource == .official)
    }

    @Test func partialDayHasNoEnergy() throws {
        let partial = LoadCurve(slots: Array(try curve().slots.dropLast()))
        let derived = try derive(DayReadings(curve: partial, indexesAtStart: start))
        #expect(derived.energy == nil)
        #expect(derived.energySource == nil)
        #expect(derived.registers.isEmpty)
        #expect(try derive(DayReadings(curve: partial, officialEnergy: official)).energy == official)
    }

    @Test func productionIsCountedAsAWhole() throws {
        let contract = try Sample.contract(.hcHP, offPeak: "HC (22H30-6H30)")
        let derived = try derive(DayReadings(curve: try curve()), direction: .production, contract: contract)
        #expect(derived.energy == Energy(wattHours: 12_000))
        #expect(derived.tariff == nil)
        #expect(derived.registers.isEmpty)
    }

    @Test func packedFormComesBack() throws {
        let contract = try Sample.contract(.hcHP, offPeak: "HC (22H30-6H30)")
        var samples = [
            try derive(DayReadings()), try derive(DayReadings(officialEnergy: official)),
            try derive(DayReadings(curve: try curve()), contract: contract),
        ]
        samples[2].registers[0].cost = Cost(microEuros: 1_234_567)
        samples[2].registers[1].computed = Energy(wattMinutes: 5)
        samples[2].subscription = Cost(microEuros: 7)
        samples.append(try derive(DayReadings(), contract: contract))
        #expect(samples[3].registerGap == .incompleteReadings)
        for derived in samples {
            var bytes: [UInt8] = []
            derived.pack(into: &bytes)
            #expect(DerivedDay(packed: bytes) == derived)
            for length in 0..<bytes.count { #expect(DerivedDay(packed: bytes.prefix(length)) == nil) }
        }
        #expect(DerivedDay(packed: [1, 0, 1, 9, 0, 0]) == nil, "there is no such source")
    }

    /// As the first version wrote it: 15.234 kWh from the curve, HC/HP, 5.234 and 10 kWh, the first at 1.234567 euros.
    @Test func formOfTheFirstVersionIsRead() throws {
        func integer(_ value: Int64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        var bytes: [UInt8] = [1, 1] + integer(914_040) + [1, 2, 1, 1, 2]
        bytes += [1] + integer(314_040) + [1] + integer(1_234_567) + [2] + integer(600_000) + [0]
        let derived = try #require(DerivedDay(packed: bytes))
        #expect(derived.energy == Energy(wattHours: 15_234))
        #expect(derived.energySource == .curve)
        #expect(derived.tariff == .hcHP)
        #expect(
            derived.registers == [
                RegisterAmount(
                    register: .hc, energy: Energy(wattHours: 5_234), cost: Cost(microEuros: 1_234_567)),
                RegisterAmount(register: .hp, energy: Energy(wattHours: 10_000)),
            ])
        #expect(derived.registerSource == nil && derived.registerGap == nil && derived.subscription == nil)
        #expect(DerivedDay(packed: [3] + bytes.dropFirst()) == nil)
    }

    @Test func canonicalFormLeavesOutWhereAndWhenItWasRead() throws {
        func form(_ origin: ReadingOrigin, watts: Int32 = 100, revision: Int64 = 1) throws -> [UInt8] {
            let readings = DayReadings(
                curve: LoadCurve(slots: [LoadSlot(startMinute: 0, minutes: 30, watts: watts, origin: origin)]))
            let document = DayDocument(
                pdl: try Sample.pdl(), direction: .consumption, day: try Sample.day("2024-01-15"), readings: readings,
                derived: try derive(readings), revision: revision, recordedAt: Sample.instant)
            var bytes: [UInt8] = []
            document.appendCanonicalForm(to: &bytes)
            return bytes
        }
        #expect(try form(.enedisFile) == form(.gatewayV1, revision: 7))
        #expect(try form(.enedisFile) != form(.enedisFile, watts: 101))
    }
}
