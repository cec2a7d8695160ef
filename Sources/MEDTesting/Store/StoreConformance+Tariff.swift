import MEDCore
import MEDStore

extension StoreConformance {
    /// A colour is written: the day that has it from 06:00 on and the next one, which has it until 06:00, are revised in
    /// the same transaction, and no other; a provisional colour, or one without a Tempo contract, revises none.
    public func aFinalColourRevisesTheDaysThatHaveIt() async throws {
        let scene = try await StoreScene(self)
        let first = Self.randomFutureDay()
        func day(_ offset: Int) -> Day { first.advanced(by: offset) }
        func write(_ offset: Int, _ color: TempoColor?, isFinal: Bool = true) async throws {
            let tempo = TempoData(day: day(offset), color: color, isFinal: isFinal, recordedAt: scene.now)
            try expectEqual(
                "Tempo days", try await scene.store.write([tempo], contracts: [scene.pdl: history], at: scene.now), 1)
        }
        func registers() async throws -> [Bool] {
            try await scene.store.documents(of: scene.pdl, .consumption, days: day(0)...day(5))
                .map { !$0.derived.registers.isEmpty }
        }
        let history = ContractHistory([
            Contract(from: Day(number: 0), tariff: .tempo), Contract(from: day(5), tariff: .base),
        ])
        try await write(-1, .blue)
        try await write(0, .red)
        try await scene.add(SampleReadings.days(6, from: day(0)), contracts: history)
        try expectEqual("days with registers", try await registers(), [true, false, false, false, false, true])
        var expected = try await revisions(scene, day(0)...day(5))

        try await write(2, .white, isFinal: false)
        try await write(1, .white)
        expected[1] = 7
        try expectEqual("revisions", try await revisions(scene, day(0)...day(5)), expected)
        try await write(2, .white)
        expected[2] = 8
        try expectEqual("revisions", try await revisions(scene, day(0)...day(5)), expected)
        let documents = try await scene.store.documents(of: scene.pdl, .consumption, days: day(1)...day(2))
        try expectEqual("red until six", documents.map { ($0.energy(in: .redHC) ?? .zero) > .zero }, [true, false])

        try await write(1, .blue)
        (expected[1], expected[2]) = (9, 10)
        try expectEqual("revisions", try await revisions(scene, day(0)...day(5)), expected)
        // The night of day 4 to day 5 is billed under another contract from midnight on.
        try await write(3, .blue)
        try await write(4, .blue)
        (expected[3], expected[4]) = (11, 12)
        try expectEqual("revisions", try await revisions(scene, day(0)...day(5)), expected)
    }

    /// A price from a day on revises the days from there on, one of a month only that month.
    public func aPriceRevisesTheDaysThatHaveIt() async throws {
        let scene = try await StoreScene(self)
        func history(_ prices: [(Int, Int64)]) -> ContractHistory {
            ContractHistory([
                Contract(
                    from: Day(number: 0), tariff: .base,
                    prices: prices.map {
                        PriceList(
                            from: scene.first.advanced(by: $0.0),
                            perKilowattHour: [.base: Cost(microEuros: $0.1)],
                            subscriptionPerMonth: Cost(microEuros: 12_000_000))
                    })
            ])
        }
        let days = scene.first...scene.first.advanced(by: 5)
        try await scene.add(SampleReadings.days(6), contracts: history([(0, 200_000), (4, 250_000)]))
        var expected = try await revisions(scene, days)
        let corrected = history([(0, 200_000), (2, 240_000), (4, 250_000)])
        try expectEqual(
            "revised", try await scene.store.rederive(scene.pdl, contracts: corrected, at: scene.muchLater), 2)
        (expected[2], expected[3]) = (7, 8)
        try expectEqual("revisions", try await revisions(scene, days), expected)
        let document = try await scene.documents().first { $0.day == scene.first.advanced(by: 2) }
        // 102 W for 24 hours at 0.24 euros.
        try expectEqual("cost", document?.derived.energyCost, Cost(microEuros: 587_520))
        try expectEqual(
            "again", try await scene.store.rederive(scene.pdl, contracts: corrected, at: scene.muchLater), 0)
    }

    private func revisions(_ scene: StoreScene, _ days: ClosedRange<Day>) async throws -> [Int64] {
        try await scene.store.documents(of: scene.pdl, .consumption, days: days).map(\.revision)
    }
}
