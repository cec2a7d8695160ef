import MEDCore
import MEDStore

extension StoreConformance {
    static var totalPromises: [StorePromise] {
        [
            StorePromise("totalsSumUpRegistersAndCosts") { try await $0.totalsSumUpRegistersAndCosts() },
            StorePromise("totalsOfARangeCutItsPeriods") { try await $0.totalsOfARangeCutItsPeriods() },
            StorePromise("totalsFollowACorrection") { try await $0.totalsFollowACorrection() },
        ]
    }

    /// Energy and cost per register, subscription and their numbers of days: the sums of the documents'.
    public func totalsSumUpRegistersAndCosts() async throws {
        let scene = try await StoreScene(self)
        let change = scene.first.advanced(by: 40)
        let priced = scene.first.advanced(by: 10)
        let history = ContractHistory([
            Contract(
                from: Day(number: 0), tariff: .hcHP, offPeakHours: OffPeakHours("22H07-6H07"),
                prices: [
                    PriceList(
                        from: priced,
                        perKilowattHour: [.hc: Cost(microEuros: 159_901), .hp: Cost(microEuros: 213_003)],
                        subscriptionPerMonth: Cost(microEuros: 15_650_001))
                ]),
            Contract(
                from: change, tariff: .base,
                prices: [PriceList(from: change, perKilowattHour: [.base: Cost(microEuros: 201_607)])]),
        ])
        var days = SampleReadings.days(80, watts: 777)
        days.remove(at: 20)
        // A day whose energy is known and whose registers are not.
        days[30] = MeterReadings.Entry(
            day: days[30].day, readings: DayReadings(officialEnergy: Energy(wattHours: 12_345)))
        try await scene.add(days, contracts: history)
        let range = scene.first...scene.first.advanced(by: 90)
        let documents = try await scene.documents()
        for unit in PeriodUnit.allCases {
            let totals = try await scene.store.totals(of: scene.pdl, .consumption, by: unit, days: range)
            for total in totals {
                let mine = documents.filter { unit.period(containing: $0.day) == total.period && $0.energy != nil }
                try expectEqual("days of \(total.period)", total.knownDays, mine.count)
                try expectEqual("energy", total.energy, mine.compactMap(\.energy).reduce(.zero, +))
                let costs = mine.compactMap(\.derived.energyCost)
                try expectEqual("cost", total.energyCost?.microEuros, Self.sum(costs))
                try expectEqual("days with a cost", total.costDays, costs.count)
                let subscriptions = mine.compactMap(\.derived.subscription)
                try expectEqual("subscription", total.subscription?.microEuros, Self.sum(subscriptions))
                try expectEqual("days with a subscription", total.subscriptionDays, subscriptions.count)
                try expectEqual(
                    "days with registers", total.registerDays, mine.count { !$0.derived.registers.isEmpty })
                for register in [TariffRegister.base, .hc, .hp] {
                    let amounts = mine.flatMap(\.derived.registers).filter { $0.register == register }
                    try expectEqual(
                        "energy of \(register)", total.energy(in: register) ?? .zero,
                        amounts.map(\.energy).reduce(.zero, +))
                    let found = total.registers.first { $0.register == register }
                    try expectEqual(
                        "cost of \(register)", found?.cost?.microEuros, Self.sum(amounts.compactMap(\.cost)))
                }
            }
            let known = totals.reduce(0) { $0 + $1.knownDays }
            try expectEqual("days by \(unit)", known, 79)
            try expectEqual("days with a cost by \(unit)", totals.reduce(0) { $0 + $1.costDays }, 68)
        }
        let march = try await scene.store.total(of: scene.pdl, .consumption, over: .month(containing: scene.first))
        let first = try await scene.store.totals(
            of: scene.pdl, .consumption, by: .month, days: Period.month(containing: scene.first).days)
        try expectEqual("the month alone", march, first.first)
        try expectEqual("expected days", march?.expectedDays, 31)
        try expectEqual("known days", march?.knownDays, 30)
    }

    /// One total per period that has a known day, in order; at both ends only the days of the range.
    public func totalsOfARangeCutItsPeriods() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(10) + SampleReadings.days(100, from: scene.first.advanced(by: 70))
        try await scene.add(days)
        let range = scene.first.advanced(by: 5)...scene.first.advanced(by: 130)
        let totals = try await scene.store.totals(of: scene.pdl, .consumption, by: .month, days: range)
        try expectEqual(
            "periods", totals.map(\.period.description), ["2024-03", "2024-05", "2024-06", "2024-07"])
        try expectEqual("known days", totals.map(\.knownDays), [5, 22, 30, 9])
        try expectEqual("expected days", totals.map(\.expectedDays), [26, 31, 30, 9])
        for total in totals {
            let energies = days.filter { range.contains($0.day) && total.period.days.contains($0.day) }
                .map(\.readings.curve.knownEnergy)
            try expectEqual("energy of \(total.period)", total.energy, energies.reduce(.zero, +))
        }
        let years = try await scene.store.totals(of: scene.pdl, .consumption, by: .year, days: range)
        try expectEqual("years", years.map(\.period), [.year(2024)])
        try expectEqual("days of the year", years.map(\.expectedDays), [126])
        let production = try await scene.store.totals(of: scene.pdl, .production, by: .month, days: range)
        try expectEqual("the other direction", production, [])
        let stranger = try await scene.store.totals(
            of: SampleReadings.randomPDL(), .consumption, by: .year, days: StoreScene.everyDay)
        try expectEqual("an unknown meter", stranger, [])
    }

    /// What is corrected or taken back is in no sum any more.
    public func totalsFollowACorrection() async throws {
        let scene = try await StoreScene(self)
        func energy() async throws -> Energy? {
            try await scene.store.totals(of: scene.pdl, .consumption, by: .year, days: StoreScene.everyDay).first?
                .energy
        }
        let summary = try await scene.add([SampleReadings.day(scene.first, watts: 10)])
        let second = try await scene.add([SampleReadings.day(scene.first, watts: 20)])
        try expectEqual("corrected", try await energy(), Energy(wattMinutes: 20 * 1_440))
        _ = try await scene.undo(second)
        try expectEqual("restored", try await energy(), Energy(wattMinutes: 10 * 1_440))
        _ = try await scene.undo(summary)
        try expectEqual("taken back", try await energy(), nil)
    }

    private static func sum(_ costs: [Cost]) -> Int64? {
        costs.isEmpty ? nil : costs.reduce(0) { $0 + $1.microEuros }
    }
}
