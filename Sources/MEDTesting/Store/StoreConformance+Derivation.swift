import MEDCore
import MEDStore

extension StoreConformance {
    static var derivationPromises: [StorePromise] {
        [
            StorePromise("rederiveRevisesExactlyTheDaysConcerned") {
                try await $0.rederiveRevisesExactlyTheDaysConcerned()
            },
            StorePromise("rederiveOfAnUnknownMeterDoesNothing") {
                try await $0.rederiveOfAnUnknownMeterDoesNothing()
            },
            StorePromise("productionHasNoContract") { try await $0.productionHasNoContract() },
            StorePromise("tempoIsRevisedWithColourAndFinality") {
                try await $0.tempoIsRevisedWithColourAndFinality()
            },
            StorePromise("aFinalColourRevisesTheDaysThatHaveIt") {
                try await $0.aFinalColourRevisesTheDaysThatHaveIt()
            },
            StorePromise("aPriceRevisesTheDaysThatHaveIt") { try await $0.aPriceRevisesTheDaysThatHaveIt() },
            StorePromise("ecowattIsRevisedWithItsLevels") { try await $0.ecowattIsRevisedWithItsLevels() },
        ]
    }

    /// A contract that begins in the middle revises the days from there on, and no other.
    public func rederiveRevisesExactlyTheDaysConcerned() async throws {
        let scene = try await StoreScene(self)
        let base = Contract(from: Day(number: 0), tariff: .base)
        let offPeak = OffPeakHours("22H00-06H00")
        let changed = Contract(from: scene.first.advanced(by: 4), tariff: .hcHP, offPeakHours: offPeak)
        try await scene.add(SampleReadings.days(8), contracts: ContractHistory([base]))
        var expected = try await scene.revisions()

        let history = ContractHistory([base, changed])
        let count = try await scene.store.rederive(scene.pdl, contracts: history, at: scene.muchLater)
        try expectEqual("revised", count, 4)
        for offset in 4..<8 { expected[scene.first.advanced(by: offset)] = Int64(5 + offset) }
        try expectEqual("revisions", try await scene.revisions(), expected)
        for document in try await scene.documents() {
            let isChanged = document.day >= changed.from
            try expectEqual("tariff of \(document.day)", document.tariff, isChanged ? .hcHP : .base)
            // 8 of 24 hours of a constant power.
            let wattMinutes = document.energy?.wattMinutes ?? 0
            try expectEqual(
                "off-peak of \(document.day)", document.energy(in: .hc)?.wattMinutes,
                isChanged ? wattMinutes / 3 : nil)
        }
        try expectEqual(
            "again", try await scene.store.rederive(scene.pdl, contracts: history, at: scene.muchLater), 0)
        try expectEqual("revisions", try await scene.revisions(), expected)
    }

    /// A contract of a meter without readings changes nothing.
    public func rederiveOfAnUnknownMeterDoesNothing() async throws {
        let scene = try await StoreScene(self)
        try expectEqual(
            "revised", try await scene.store.rederive(scene.pdl, contracts: ContractHistory(), at: scene.now), 0)
        try await scene.openLanes(.full)
        try expectEqual("lane", try await scene.lane(), nil)
    }

    /// Registers are those of consumption; production is counted as a whole.
    public func productionHasNoContract() async throws {
        let scene = try await StoreScene(self)
        let history = ContractHistory([Contract(from: Day(number: 0), tariff: .base)])
        try await scene.add(SampleReadings.days(2), direction: .production, contracts: history)
        try expectEqual("tariffs", try await scene.documents(.production).map(\.tariff), [nil, nil])
        try expectEqual("revised", try await scene.store.rederive(scene.pdl, contracts: history, at: scene.now), 0)
    }

    /// A Tempo day is revised when its colour or its finality changes, and only then.
    public func tempoIsRevisedWithColourAndFinality() async throws {
        let scene = try await StoreScene(self)
        let first = Self.randomFutureDay()
        func tempo(_ offset: Int, _ color: TempoColor?, isFinal: Bool = false) -> TempoData {
            TempoData(day: first.advanced(by: offset), color: color, isFinal: isFinal, recordedAt: scene.now)
        }
        func write(_ days: [TempoData]) async throws -> Int { try await scene.store.write(days, at: scene.now) }
        try expectEqual("new", try await write([tempo(0, .blue), tempo(1, nil), tempo(2, .red)]), 3)
        try expectEqual("same", try await write([tempo(0, .blue), tempo(1, nil), tempo(2, .red)]), 0)
        let days = first...first.advanced(by: 2)
        let before = try await scene.store.tempo(days: days)
        try expectEqual("colours", before.map(\.color), [.blue, nil, .red])
        try expectEqual("changed", try await write([tempo(1, .white), tempo(2, .red, isFinal: true)]), 2)
        let after = try await scene.store.tempo(days: days)
        try expectEqual("colours", after.map(\.color), [.blue, .white, .red])
        try expectEqual("finality", after.map(\.isFinal), [false, false, true])
        let last = before[2].revision
        try expectEqual("revisions", after.map(\.revision), [before[0].revision, last + 1, last + 2])
    }

    /// An EcoWatt day is revised when its level or one of its hours changes, and only then.
    public func ecowattIsRevisedWithItsLevels() async throws {
        let scene = try await StoreScene(self)
        let day = Self.randomFutureDay()
        var hours: [Int?] = Array(repeating: 0, count: 24)
        hours[5] = nil
        func write(_ level: Int?, _ hours: [Int?]) async throws -> Int {
            try await scene.store.write(
                [EcowattData(day: day, level: level, hours: hours, recordedAt: scene.now)], at: scene.now)
        }
        try expectEqual("new", try await write(1, hours), 1)
        try expectEqual("same", try await write(1, hours), 0)
        try expectEqual("hours", try await scene.store.ecowatt(days: day...day).map(\.hours), [hours])
        hours[5] = 0
        try expectEqual("an hour became known", try await write(1, hours), 1)
        try expectEqual("level", try await write(2, hours), 1)
        let stored = try await scene.store.ecowatt(days: day...day)
        try expectEqual("level", stored.map(\.level), [2])
        try expectEqual("hours", stored.map(\.hours), [hours])
    }

    /// A day of the years 2100 to 8000, which no other promise uses.
    static func randomFutureDay() -> Day { Day(number: .random(in: 48_000...2_200_000)) }
}
