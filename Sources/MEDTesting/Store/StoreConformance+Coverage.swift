import MEDCore
import MEDStore

extension StoreConformance {
    static var coveragePromises: [StorePromise] {
        [
            StorePromise("coverageHasEveryDayOnce") { try await $0.coverageHasEveryDayOnce() },
            StorePromise("coverageCountsWhatIsKnown") { try await $0.coverageCountsWhatIsKnown() },
            StorePromise("coverageOfADayTakenBackIsUnknown") { try await $0.coverageOfADayTakenBackIsUnknown() },
        ]
    }

    /// One entry per day of the range, in order, with and without readings: 46, 48 and 50 expected half-hours.
    public func coverageHasEveryDayOnce() async throws {
        let scene = try await StoreScene(self)
        let range = scene.first.advanced(by: -5)...scene.first.advanced(by: 260)
        let days = [3, 4, 40, 200].map { SampleReadings.day(scene.first.advanced(by: $0), watts: 5) }
        try await scene.add(days)
        let coverage = try await scene.store.coverage(of: scene.pdl, .consumption, days: range)
        try expectEqual("days", coverage.map(\.day), Array(range))
        for day in coverage {
            let isKnown = days.contains { $0.day == day.day }
            let slots = day.day.lengthInMinutes / 30
            let expected = DayCoverage(
                day: day.day, knownMinutes: isKnown ? slots * 30 : 0, presentSlots: isKnown ? slots : 0,
                expectedSlots: slots, hasDailyEnergy: false, hasEnergy: isKnown, hasMaxPower: false)
            try expectEqual("coverage of \(day.day)", day, expected)
        }
        try expectEqual(
            "lengths of the days of both changes of the clocks",
            Set(coverage.map(\.expectedSlots)), [46, 48, 50])
        let production = try await scene.store.coverage(of: scene.pdl, .production, days: range)
        try expectEqual("days of the other direction", production.map(\.day), Array(range))
        try expect("nothing of the other direction", production.allSatisfy { $0.knownMinutes == 0 && !$0.hasEnergy })
        let stranger = try await scene.store.coverage(
            of: SampleReadings.randomPDL(), .consumption, days: scene.first...scene.first)
        try expectEqual("slots of an unknown meter's day", stranger.map(\.expectedSlots), [48])
    }

    /// What is known of a day from several imports, also at another length of slots.
    public func coverageCountsWhatIsKnown() async throws {
        let scene = try await StoreScene(self)
        let peak = MaxPower(power: ApparentPower(voltAmperes: 4_200), instant: scene.first.start)
        let tens = (0..<100).map { LoadSlot(startMinute: $0 * 10, minutes: 10, watts: 1) }
        let halves = (0..<20).map { LoadSlot(startMinute: $0 * 30, minutes: 30, watts: 1) }
        let later = (30..<40).map { LoadSlot(startMinute: $0 * 30, minutes: 30, watts: 1) }
        func day(_ offset: Int, _ readings: DayReadings) -> MeterReadings.Entry {
            MeterReadings.Entry(day: scene.first.advanced(by: offset), readings: readings)
        }
        try await scene.add([
            day(0, DayReadings(curve: LoadCurve(slots: tens), maxPower: peak)),
            day(1, DayReadings(curve: LoadCurve(slots: halves))),
            day(2, DayReadings(officialEnergy: Energy(wattHours: 3))),
            day(3, DayReadings(indexesAtStart: MeterIndexes(total: 10))),
            day(4, DayReadings(indexesAtStart: MeterIndexes(total: 20))),
        ])
        try await scene.add([day(1, DayReadings(curve: LoadCurve(slots: later)))])
        let found = try await scene.store.coverage(
            of: scene.pdl, .consumption, days: scene.first...scene.first.advanced(by: 4))
        try expectEqual("known minutes", found.map(\.knownMinutes), [1_000, 900, 0, 0, 0])
        try expectEqual("present slots", found.map(\.presentSlots), [100, 30, 0, 0, 0])
        try expectEqual("expected slots", found.map(\.expectedSlots), [144, 48, 48, 48, 48])
        try expectEqual("official", found.map(\.hasDailyEnergy), [false, false, true, false, false])
        try expectEqual("energy", found.map(\.hasEnergy), [false, false, true, true, false])
        try expectEqual("peak", found.map(\.hasMaxPower), [true, false, false, false, false])
    }

    /// What was taken back is a gap like any other.
    public func coverageOfADayTakenBackIsUnknown() async throws {
        let scene = try await StoreScene(self)
        let range = scene.first...scene.first.advanced(by: 2)
        let before = try await scene.store.coverage(of: scene.pdl, .consumption, days: range)
        let summary = try await scene.add(SampleReadings.days(2))
        let known = try await scene.store.coverage(of: scene.pdl, .consumption, days: range)
        try expectEqual("whole days", known.map(\.hasWholeCurve), [true, true, false])
        _ = try await scene.undo(summary)
        let after = try await scene.store.coverage(of: scene.pdl, .consumption, days: range)
        try expectEqual("coverage", after, before)
    }
}
