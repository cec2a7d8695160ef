import MEDCore
import MEDStore

extension StoreConformance {
    static var currentPromises: [StorePromise] {
        [
            StorePromise("currentDocumentsAreTheLatest") { try await $0.currentDocumentsAreTheLatest() },
            StorePromise("currentNationalDaysSurroundNow") { try await $0.currentNationalDaysSurroundNow() },
            StorePromise("totalsEqualAnIndependentSum") { try await $0.totalsEqualAnIndependentSum() },
            StorePromise("metersAreListedByDirection") { try await $0.metersAreListedByDirection() },
            StorePromise("changesWakeAfterCommits") { try await $0.changesWakeAfterCommits() },
        ]
    }

    /// The latest day with energy, with a whole curve, with a peak: each on its own.
    public func currentDocumentsAreTheLatest() async throws {
        let scene = try await StoreScene(self)
        let peak = MaxPower(power: ApparentPower(voltAmperes: 4_200), instant: scene.first.start)
        var days = [SampleReadings.day(scene.first, watts: 10, maxPower: peak)]
        days += SampleReadings.days(2, from: scene.first.next)
        // The next day has an official energy only; of the last one half the curve is known.
        days.append(
            MeterReadings.Entry(
                day: scene.first.advanced(by: 3), readings: DayReadings(officialEnergy: Energy(wattHours: 77))))
        var partial = SampleReadings.day(scene.first.advanced(by: 4), watts: 5)
        partial.readings.curve = LoadCurve(slots: Array(partial.readings.curve.slots.prefix(24)))
        days.append(partial)
        try await scene.add(days)

        let meter = try await scene.store.currentDocuments(at: scene.now).meters.first { $0.pdl == scene.pdl }
        let stored = try await scene.documents()
        try expectEqual("latest day", meter?.latestDay, stored[3])
        try expectEqual("latest curve", meter?.latestCurve, stored[2])
        try expectEqual("latest peak", meter?.latestPeak, stored[0])
        let sum = stored.compactMap(\.energy).reduce(Energy.zero, +)
        try expectEqual("month", meter?.month?.energy, sum)
        try expectEqual("days of the month", meter?.month?.knownDays, 4)
        try expectEqual("month ends", meter?.month?.through, stored[3].day)
        try expectEqual("year", meter?.year?.energy, sum)
    }

    /// Tempo days of the season of today and tomorrow, EcoWatt days from today on.
    public func currentNationalDaysSurroundNow() async throws {
        let scene = try await StoreScene(self)
        let today = Self.randomFutureDay()
        let noon = today.instant(minuteOfDay: 720)
        _ = try await scene.store.write(
            (-1...1).map { TempoData(day: today.advanced(by: $0), color: .white, isFinal: true, recordedAt: noon) },
            at: noon)
        _ = try await scene.store.write(
            (-1...1).map { EcowattData(day: today.advanced(by: $0), level: 2, hours: [], recordedAt: noon) }, at: noon)
        let current = try await scene.store.currentDocuments(at: noon)
        let season = TempoSeason(containing: today).days
        let expected = (-1...1).map(today.advanced(by:)).filter { $0 >= season.lowerBound }
        try expectEqual("Tempo days", current.tempo.map(\.day).filter { $0 >= today.previous }, expected)
        try expectEqual("EcoWatt days", current.ecowatt.map(\.day), [today, today.next])
    }

    /// Months and years are the sums of their days, also across the change of the clocks.
    public func totalsEqualAnIndependentSum() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(400, watts: 321)
        try await scene.add(days)
        let periods: [Period] = [
            .month(year: 2024, month: 3), .month(year: 2024, month: 10), .month(year: 2025, month: 2), .year(2024),
            .year(2025),
        ]
        for period in periods {
            let energies = days.filter { period.days.contains($0.day) }.map { entry in
                entry.readings.curve.slots.reduce(0) { $0 + Int64($1.watts) * Int64($1.minutes) }
            }
            let total = try await scene.store.total(of: scene.pdl, .consumption, over: period)
            try expectEqual("energy of \(period)", total?.energy.wattMinutes, energies.reduce(0, +))
            try expectEqual("days of \(period)", total?.knownDays, energies.count)
            try expectEqual("instant of \(period)", total?.recordedAt, scene.now)
        }
        let none = try await scene.store.total(of: scene.pdl, .consumption, over: .year(2023))
        try expectEqual("a year without days", none, nil)
        let unknown = try await scene.store.total(of: SampleReadings.randomPDL(), .consumption, over: .year(2024))
        try expectEqual("a meter without days", unknown, nil)
    }

    /// One entry per PDL and direction, with what is known and what is complete.
    public func metersAreListedByDirection() async throws {
        let scene = try await StoreScene(self)
        try await scene.add(SampleReadings.days(3) + [SampleReadings.counters(scene.first.advanced(by: 5), total: 1)])
        try await scene.add(SampleReadings.days(2), direction: .production)
        let listed = try await scene.store.meters().filter { $0.pdl == scene.pdl }
        let expected = [
            MeterOverview(
                pdl: scene.pdl, direction: .consumption, days: scene.first...scene.first.advanced(by: 5),
                knownDays: 4, completeDays: 3),
            MeterOverview(
                pdl: scene.pdl, direction: .production, days: scene.first...scene.first.next, knownDays: 2,
                completeDays: 2),
        ]
        try expectEqual("meters", listed, expected)
    }

    /// A listener wakes for a commit of its own store and for one of another.
    public func changesWakeAfterCommits() async throws {
        let scene = try await StoreScene(self)
        let other = try await open()
        var changes = scene.store.changes().makeAsyncIterator()
        try await scene.add(SampleReadings.days(1))
        let start = ContinuousClock.now
        try expect("woken by this store", await changes.next() != nil)
        try expect("at once", start.duration(to: .now) < .seconds(1))

        let fresh = scene.store.changes()
        var another = fresh.makeAsyncIterator()
        try await scene.add(SampleReadings.days(2), in: other)
        let second = ContinuousClock.now
        try expect("woken by another store", await another.next() != nil)
        try expect("within two seconds", second.duration(to: .now) < .seconds(3))
    }
}
