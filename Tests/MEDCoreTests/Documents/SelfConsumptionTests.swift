import MEDCore
import MEDTesting
import Testing

struct SelfConsumptionTests {
    private static let noon = 720

    /// Mean powers minute by minute, in the order of slots; `nil` for an unknown minute.
    private func minutes(_ curve: LoadCurve, of day: Day) -> [Int?] {
        var watts = [Int?](repeating: nil, count: day.lengthInMinutes)
        for slot in curve.slots {
            for minute in 0..<Int(slot.minutes) { watts[Int(slot.startMinute) + minute] = Int(slot.watts) }
        }
        return watts
    }

    @Test("Equal to counting every minute of random days, slots of 10 to 60 minutes on either side")
    func everyMinute() throws {
        var random = Proof.generator()
        let count = Proof.cases(full: 20_000, otherwise: 400)
        var known = 0
        for _ in 0..<count {
            let day = Day(number: Int32.random(in: 18_000...21_000, using: &random))
            let gaps = Bool.random(using: &random) ? 0 : 2
            func curve() -> LoadCurve {
                let steps =
                    [[10], [15], [30], [60], [10, 30], [10, 15, 30, 60]].randomElement(using: &random) ?? [30]
                return .random(steps: steps, length: day.lengthInMinutes, gapPercent: gaps, using: &random)
            }
            let (used, made) = (curve(), curve())
            let (usedWatts, madeWatts) = (minutes(used, of: day), minutes(made, of: day))
            let found = SelfConsumption(day: day, consumption: used, production: made)
            let isUsedKnown = !usedWatts.contains(nil)
            let isMadeKnown = !madeWatts.contains(nil)
            var (consumed, produced, both) = (0, 0, 0)
            for (use, make) in zip(usedWatts, madeWatts) {
                consumed += use ?? 0
                produced += make ?? 0
                if let use, let make { both += use < make ? use : make }
            }
            let areKnown = isUsedKnown && isMadeKnown
            #expect(found.consumed?.wattMinutes == (isUsedKnown ? Int64(consumed) : nil), "seed \(random.seed)")
            #expect(found.produced?.wattMinutes == (isMadeKnown ? Int64(produced) : nil))
            #expect(found.selfConsumed?.wattMinutes == (areKnown ? Int64(both) : nil), "seed \(random.seed) \(day)")
            #expect(found.fed?.wattMinutes == (areKnown ? Int64(produced - both) : nil))
            #expect(found.drawn?.wattMinutes == (areKnown ? Int64(consumed - both) : nil))
            if areKnown { known += 1 }
        }
        #expect(known > count / 4)
        #expect(known < count)
        print("self-consumption of \(count) random days, \(known) of them known, seed \(random.seed)")
    }

    @Test("10 and 30 minutes: each ten minutes of a half-hour against its mean power")
    func differentSlots() throws {
        let day = try Sample.day("2024-06-01")
        let used = LoadCurve.complete(day: day, step: 30) { $0 == Self.noon ? 600 : 0 }
        let made = LoadCurve.complete(day: day, step: 10) { [720: 900, 730: 300, 740: 0, 750: 5_000][$0] ?? 0 }
        let found = SelfConsumption(day: day, consumption: used, production: made)
        // min(600, 900), min(600, 300), min(600, 0) over ten minutes each; nothing is used after 12:30.
        #expect(found.selfConsumed == Energy(wattMinutes: 9_000))
        #expect(found.produced == Energy(wattMinutes: 62_000))
        #expect(found.fed == Energy(wattMinutes: 53_000))
        #expect(found.drawn == Energy(wattMinutes: 9_000))
    }

    @Test func totalsAreOfDaysThatBothCurvesKnow() throws {
        let producer = try Sample.pdl("01234567890124")
        let first = try Sample.day("2024-01-30")
        func document(_ offset: Int, _ direction: Direction, _ pdl: PDL, watts: Int, isWhole: Bool = true)
            -> DayDocument
        {
            let day = first.advanced(by: offset)
            let whole = LoadCurve.complete(day: day, step: 30) { _ in watts }
            let curve = isWhole ? whole : LoadCurve(slots: Array(whole.slots.dropLast()))
            let readings = DayReadings(curve: curve)
            let derived = DerivedDay(
                day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
            return DayDocument(
                pdl: pdl, direction: direction, day: day, readings: readings, derived: derived,
                recordedAt: Sample.instant)
        }
        let used = try (0..<5).map { document($0, .consumption, try Sample.pdl(), watts: 100 + $0) }
        let made = [
            document(0, .production, producer, watts: 40),
            document(1, .production, producer, watts: 900, isWhole: false),
            document(2, .production, producer, watts: 900), document(4, .production, producer, watts: 20),
        ]
        let days = Period.year(2024).days
        let totals = SelfConsumptionTotal.totals(by: .month, days: days, consumption: used, production: made)
        #expect(totals.map(\.period.description) == ["2024-01", "2024-02"])
        #expect(totals.map(\.knownDays) == [1, 2])
        #expect(totals.map(\.expectedDays) == [31, 29])
        #expect(totals.map { $0.selfConsumed.wattMinutes / 1_440 } == [40, 122])
        #expect(totals.map { $0.fed.wattMinutes / 1_440 } == [0, 798])
        #expect(totals.map { $0.drawn.wattMinutes / 1_440 } == [60, 84])
        // One Linky that counts the surplus cannot tell.
        let surplus = try (0..<5).map { document($0, .production, try Sample.pdl(), watts: 5) }
        #expect(SelfConsumptionTotal.totals(by: .year, days: days, consumption: used, production: surplus).isEmpty)
    }
}
