import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CostTests {
    private func prices(from: String, hc: Int64, hp: Int64, subscription: Int64? = nil) throws -> PriceList {
        PriceList(
            from: try Sample.day(from),
            perKilowattHour: [.hc: Cost(microEuros: hc), .hp: Cost(microEuros: hp)],
            subscriptionPerMonth: subscription.map(Cost.init(microEuros:)))
    }

    private func contract(_ prices: [PriceList]) throws -> Contract {
        Contract(
            from: try Sample.day("2023-01-01"), tariff: .hcHP, offPeakHours: OffPeakHours("HC (22H00-6H00)"),
            prices: prices)
    }

    private func derive(_ day: Day, _ contract: Contract, watts: Int = 300) -> DerivedDay {
        DerivedDay(
            day: day, direction: .consumption,
            readings: DayReadings(curve: .complete(day: day, step: 30) { _ in watts }), indexesAtEnd: nil,
            contract: contract)
    }

    @Test func priceChangesInTheMiddleOfAMonth() throws {
        let contract = try contract([
            try prices(from: "2024-01-15", hc: 250_000, hp: 300_000),
            try prices(from: "2024-01-01", hc: 200_000, hp: 260_000),
        ])
        // 2.4 kWh off-peak, 4.8 kWh peak.
        let before = derive(try Sample.day("2024-01-14"), contract)
        #expect(before.registers.map { $0.cost?.microEuros } == [480_000, 1_248_000])
        let after = derive(try Sample.day("2024-01-15"), contract)
        #expect(after.registers.map { $0.cost?.microEuros } == [600_000, 1_440_000])
        let tooEarly = derive(try Sample.day("2023-12-31"), contract)
        #expect(tooEarly.registers.map(\.cost) == [nil, nil])
        #expect(tooEarly.energyCost == nil)
        #expect(tooEarly.subscription == nil)
    }

    @Test func costIsRoundedOnceHalfToEven() throws {
        let list = try prices(from: "2024-01-01", hc: 1, hp: 3)
        // 30,000 watt-minutes are half a kWh.
        for (register, wattMinutes, expected) in [
            (TariffRegister.hc, Int64(30_000), Int64(0)), (.hc, 30_001, 1), (.hc, 90_000, 2), (.hc, 89_999, 1),
            (.hp, 30_000, 2), (.hp, 0, 0),
        ] {
            #expect(list.cost(of: Energy(wattMinutes: wattMinutes), in: register)?.microEuros == expected)
        }
        #expect(list.cost(of: .zero, in: .base) == nil)
        #expect(list.cost(of: Energy(wattMinutes: .max), in: .hp) == nil, "more than an amount can hold")
    }

    @Test func aRegisterWithoutAPriceLeavesTheDayWithoutACost() throws {
        let day = try Sample.day("2024-01-15")
        let list = PriceList(from: day, perKilowattHour: [.hp: Cost(microEuros: 200_000)])
        let contract = try contract([list])
        #expect(derive(day, contract).registers.map { $0.cost?.microEuros } == [nil, 960_000])
        #expect(derive(day, contract).energyCost == nil)
        #expect(derive(day, contract, watts: 0).energyCost == Cost(microEuros: 0))
    }

    @Test(arguments: [0, 1, 15_470_000, 12_345_677, 29], [(2023, 2), (2024, 2), (2024, 3), (2024, 4), (2024, 10)])
    func daysOfAMonthAddUpToItsSubscription(_ price: Int64, _ month: (Int, Int)) throws {
        let contract = try contract([try prices(from: "2023-01-01", hc: 1, hp: 1, subscription: price)])
        let days = Period.month(year: month.0, month: month.1).days
        let parts = days.compactMap { derive($0, contract).subscription?.microEuros }
        #expect(parts.count == days.count)
        #expect(parts.reduce(0, +) == price)
        #expect(try #require(parts.max()) - #require(parts.min()) <= 1)
    }

    @Test func subscriptionIsPartOfWhatExportersSee() throws {
        func form(_ subscription: Int64?) throws -> [UInt8] {
            let day = try Sample.day("2024-01-15")
            let contract = try contract([try prices(from: "2024-01-01", hc: 1, hp: 1, subscription: subscription)])
            let document = DayDocument(
                pdl: try Sample.pdl(), direction: .consumption, day: day, readings: DayReadings(),
                derived: derive(day, contract), recordedAt: Sample.instant)
            var bytes: [UInt8] = []
            document.appendCanonicalForm(to: &bytes)
            return bytes
        }
        #expect(try form(nil) != form(15_000_000))
        #expect(try form(14_000_000) != form(15_000_000))
    }
}
