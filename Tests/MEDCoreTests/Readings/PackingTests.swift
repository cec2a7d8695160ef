import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PackingTests {
    /// Regular grids of every step, mixed steps, steps that no meter uses, and grids too long for a count in one byte.
    static let steps = [[30], [60], [10], [15], [10, 15, 30, 60], [30, 60], [1], [5], [7, 255], [1, 2, 3]]

    @Test(arguments: steps, [1_380, 1_440, 1_500])
    func curvesComeBackAsTheyWere(steps: [Int], length: Int) {
        for seed in UInt64(0)..<6 {
            var generator = SeededGenerator(seed: seed)
            let curve = LoadCurve.random(
                steps: steps, length: length, gapPercent: [0, 20, 90][Int(seed % 3)], using: &generator)
            var bytes: [UInt8] = []
            curve.pack(into: &bytes)
            var slice = (bytes + [0xAB, 0xCD])[...]
            #expect(LoadCurve(unpacking: &slice) == curve)
            #expect(Array(slice) == [0xAB, 0xCD], "what follows is left")
        }
    }

    @Test func dayOfOneSourceTakesFourBytesASlot() throws {
        let day = try Sample.day("2024-01-15")
        var bytes: [UInt8] = []
        LoadCurve.complete(day: day, step: 30) { $0 }.pack(into: &bytes)
        #expect(bytes.count == 5 + 48 * 4)
    }

    @Test func extremePowersComeBack() {
        for watts in [Int32.min, .min + 1, -1, 0, .max] {
            let curve = LoadCurve(slots: [LoadSlot(startMinute: 30, minutes: 30, watts: watts)])
            var bytes: [UInt8] = []
            curve.pack(into: &bytes)
            var slice = bytes[...]
            #expect(LoadCurve(unpacking: &slice) == curve)
        }
    }

    @Test(arguments: UInt64(0)..<30)
    func readingsComeBackAsTheyWere(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? { seed % 2 == 0 ? value() : nil }
        let indexes = MeterIndexes(
            total: maybe(Int64.random(in: 0...99_999_999, using: &generator)), supplier: [1, nil, 3],
            distributor: [nil, 7])
        let readings = DayReadings(
            curve: .random(steps: [30], using: &generator),
            officialEnergy: maybe(Energy(wattHours: .random(in: 0...99_999, using: &generator))),
            indexesAtStart: seed % 3 == 0 ? indexes : nil,
            maxPower: seed % 5 == 0 ? MaxPower(power: ApparentPower(voltAmperes: 4_638), instant: Sample.instant) : nil)
        var bytes: [UInt8] = []
        readings.pack(into: &bytes)
        #expect(DayReadings(packed: bytes) == readings)
        for length in 0..<bytes.count {
            #expect(DayReadings(packed: bytes.prefix(length)) == nil, "cut off after \(length) bytes")
        }
    }

    @Test func damagedBytesAreRefusedAndNeverTrap() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<10_000 {
            var bytes = (0..<Int.random(in: 0..<64, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if !bytes.isEmpty { bytes[0] = .random(in: 0...2, using: &generator) }
            if bytes.count > 1 { bytes[1] = .random(in: 0...2, using: &generator) }
            if let readings = DayReadings(packed: bytes) { expectValid(readings.curve) }
            _ = DerivedDay(packed: bytes)
            _ = TempoData(packed: bytes, day: Day(number: 0), revision: 0, recordedAt: Sample.instant)
            _ = EcowattData(packed: bytes, day: Day(number: 0), revision: 0, recordedAt: Sample.instant)
            var slice = bytes[...]
            if let curve = LoadCurve(unpacking: &slice) { expectValid(curve) }
        }
    }

    /// Found by fuzzing: a flipped bit in a high byte made an instant without a date, and sums that trap.
    @Test(arguments: [Int64.min, .max, -(1 << 52) - 1, 1 << 52 + 1])
    func amountsBeyondAnyMeterAreRefused(amount: Int64) throws {
        func isRead(_ readings: DayReadings) -> Bool {
            var bytes: [UInt8] = []
            readings.pack(into: &bytes)
            return DayReadings(packed: bytes) != nil
        }
        let energy = Energy(wattMinutes: amount)
        let power = ApparentPower(voltAmperes: 6_000)
        #expect(!isRead(DayReadings(officialEnergy: energy)))
        #expect(!isRead(DayReadings(indexesAtStart: MeterIndexes(total: amount))))
        #expect(!isRead(DayReadings(indexesAtStart: MeterIndexes(total: nil, supplier: [1, amount]))))
        #expect(!isRead(DayReadings(indexesAtStart: MeterIndexes(total: -1))))
        #expect(
            !isRead(DayReadings(maxPower: MaxPower(power: power, instant: UTCInstant(secondsSinceEpoch: amount)))))
        #expect(isRead(DayReadings(officialEnergy: Energy(wattHours: 999_999_999_999))))
        #expect(isRead(DayReadings(indexesAtStart: MeterIndexes(total: 999_999_999_999))))
        for text in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            let instant = try #require(UTCInstant(text))
            #expect(isRead(DayReadings(maxPower: MaxPower(power: power, instant: instant))))
        }
    }

    @Test(arguments: [Int64.min, .max, -(1 << 52) - 1, 1 << 52 + 1])
    func derivedAmountsBeyondAnyMeterAreRefused(amount: Int64) throws {
        let day = try Sample.day("2024-01-15")
        let known = DerivedDay(
            day: day, direction: .consumption, readings: DayReadings(officialEnergy: Energy(wattHours: 1)),
            indexesAtEnd: nil, contract: Contract(from: day, tariff: .base, offPeakHours: nil))
        func isRead(_ change: (inout DerivedDay) -> Void) -> Bool {
            var derived = known
            change(&derived)
            var bytes: [UInt8] = []
            derived.pack(into: &bytes)
            return DerivedDay(packed: bytes) != nil
        }
        #expect(isRead { _ in })
        #expect(!isRead { $0.energy = Energy(wattMinutes: amount) })
        #expect(!isRead { $0.registers[0].energy = Energy(wattMinutes: amount) })
        #expect(!isRead { $0.registers[0].computed = Energy(wattMinutes: amount) })
        #expect(!isRead { $0.registers[0].cost = Cost(microEuros: amount) })
        #expect(!isRead { $0.subscription = Cost(microEuros: amount) })
    }

    @Test func flippedBitsNeverTrap() throws {
        var generator = SeededGenerator(seed: 6)
        let curves = Self.steps.map { LoadCurve.random(steps: $0, using: &generator) }
        for curve in curves {
            var bytes: [UInt8] = []
            curve.pack(into: &bytes)
            for _ in 0..<150 {
                var damaged = bytes
                let index = Int.random(in: 0..<min(12, bytes.count), using: &generator)
                damaged[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                var slice = damaged[...]
                if let read = LoadCurve(unpacking: &slice) { expectValid(read) }
            }
        }
    }

    @Test func nationalDaysComeBackAsTheyWere() throws {
        let day = try Sample.day("2024-01-15")
        for color in TempoColor.allCases + [nil] as [TempoColor?] {
            for isFinal in [false, true] {
                let tempo = TempoData(day: day, color: color, isFinal: isFinal, revision: 3, recordedAt: Sample.instant)
                var bytes: [UInt8] = []
                tempo.pack(into: &bytes)
                #expect(TempoData(packed: bytes, day: day, revision: 3, recordedAt: Sample.instant) == tempo)
            }
        }
        #expect(TempoData(packed: [1, 4, 0], day: day, revision: 3, recordedAt: Sample.instant) == nil)
        let hours = [0, 1, 2, 3, nil]
        let ecowatt = EcowattData(day: day, level: 2, hours: hours, revision: 4, recordedAt: Sample.instant)
        var bytes: [UInt8] = []
        ecowatt.pack(into: &bytes)
        #expect(EcowattData(packed: bytes, day: day, revision: 4, recordedAt: Sample.instant) == ecowatt)
        #expect(Array(ecowatt.hours.prefix(5)) == hours)
        #expect(ecowatt.hours.count == 24)
        #expect(EcowattData(day: day, level: 4, hours: [4, -1], recordedAt: Sample.instant).level == nil)
    }

    private func expectValid(_ curve: LoadCurve) {
        var end = 0
        for slot in curve.slots {
            if Int(slot.startMinute) < end || slot.endMinute > 1_500 { Issue.record("\(slot) does not fit") }
            end = slot.endMinute
        }
    }
}
