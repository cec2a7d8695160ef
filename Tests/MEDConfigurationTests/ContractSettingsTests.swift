import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ContractSettingsTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    private func yaml(_ contract: String) -> String {
        "pdls:\n  - id: \"12345678901234\"\n    contract: [\(contract)]\n"
    }

    private func contract(_ text: String) throws -> Contract {
        let loaded = try loader.load(yaml(text))
        #expect(loaded.warnings.isEmpty)
        return try #require(loaded.configuration.meters.first?.contracts.contracts.first)
    }

    @Test func everyKeyOfAnOffer() throws {
        let read = try contract(
            """
            {from: 2025-11-01, tariff: HC/HP, power_kva: 9, weekend: true, holidays: alsace-moselle,
              weekdays: {wednesday: "0H00-24H00"}, counters: [hp, hc],
              seasons: [{from: 04-01, to: 10-31, offpeak: "HC (2H00-7H00;13H00-16H00)"},
                        {from: "11-01", to: "03-31", offpeak: "HC (22H00-6H00)"}]}
            """)
        let schedule = OffPeakSchedule(
            seasons: [
                OffPeakSeason(
                    from: try #require(MonthDay("04-01")), through: try #require(MonthDay("10-31")),
                    hours: try #require(OffPeakHours("HC (2H00-7H00;13H00-16H00)"))),
                OffPeakSeason(
                    from: try #require(MonthDay("11-01")), through: try #require(MonthDay("03-31")),
                    hours: try #require(OffPeakHours("HC (22H00-6H00)"))),
            ], weekdays: [3: .wholeDay], weekends: true, holidays: .alsaceMoselle)
        #expect(read.offPeak == schedule)
        #expect(read.counterRegisters == [.hp, .hc])
        #expect(try contract("{from: 2024-01-01, tariff: HC/HP, weekend: true}").offPeak?.hours == nil)
        #expect(
            try contract("{from: 2024-01-01, tariff: HC/HP, weekend: false, holidays: yes, offpeak: \"1H00-2H00\"}")
                .offPeak == OffPeakSchedule(hours: OffPeakHours("1H00-2H00"), holidays: .france))
    }

    @Test func pricesAreReadToTheMicroEuro() throws {
        let read = try contract(
            """
            {from: 2023-08-01, tariff: TEMPO, prices: [
              {from: 2024-02-01, blue_hc: 0.1296, blue_hp: 0.1609, white_hc: 0.1486, white_hp: 0.1894,
               red_hc: 0.1568, red_hp: "0.7562", subscription: 15.8},
              {from: 2023-08-01, blue_hc: 0.1056, blue_hp: 0.1369, white_hc: 0.1246, white_hp: 0.1654,
               red_hc: 0.1328, red_hp: 0.732451}]}
            """)
        #expect(read.prices.map(\.from.description) == ["2023-08-01", "2024-02-01"])
        #expect(read.prices.map { $0.perKilowattHour[.redHP]?.microEuros } == [732_451, 756_200])
        #expect(read.prices.map { $0.subscriptionPerMonth?.microEuros } == [nil, 15_800_000])
        #expect(read.prices.map(\.perKilowattHour.count) == [6, 6])
        let single = try contract("{from: 2024-01-01, tariff: BASE, prices: {base: 0, subscription: 12}}")
        #expect(
            single.prices == [
                PriceList(
                    from: single.from, perKilowattHour: [.base: Cost(microEuros: 0)],
                    subscriptionPerMonth: Cost(microEuros: 12_000_000))
            ])
    }

    @Test(arguments: [
        ("prices: {base: 20.68}", "prices.base"), ("prices: {base: 0.1234567}", "prices.base"),
        ("prices: {base: -1}", "prices.base"), ("prices: {base: .5}", "prices.base"),
        ("prices: {base: 1.}", "prices.base"), ("prices: {base: \"0,2\"}", "prices.base"),
        ("prices: {base: 1e1}", "prices.base"), ("prices: {base: 99999999999999999999}", "prices.base"),
        ("prices: {base: 0.2, subscription: 1000.01}", "prices.subscription"),
        ("prices: [{base: 0.2}]", "prices[0].from"), ("prices: [0.2]", "prices[0]"),
        ("prices: [{from: 2024-01-01, base: 0.2}, {from: 2024-01-01, base: 0.3}]", "prices[1].from"),
    ])
    func pricesThatAreWrong(text: String, key: String) throws {
        let issue = try loader.issue(yaml("{from: 2024-01-01, tariff: BASE, \(text)}"))
        #expect(issue.key == "pdls[0].contract[0].\(key)")
    }

    @Test(arguments: [
        ("weekend: false", "offpeak"), ("weekend: perhaps, offpeak: \"1H00-2H00\"", "weekend"),
        ("holidays: corse, weekend: true", "holidays"), ("seasons: 3", "seasons"),
        ("weekdays: [monday], weekend: true", "weekdays"),
        ("weekdays: {monday: night}, weekend: true", "weekdays.monday"),
        ("counters: [base], weekend: true", "counters[0]"),
        ("seasons: [{from: 04-31, to: 10-31, offpeak: \"1H00-2H00\"}], offpeak: \"1H00-2H00\"", "seasons[0].from"),
        ("seasons: [{from: 04-01, to: 10-31, offpeak: \"1H00-2H00\"}]", "seasons"),
    ])
    func hoursThatAreWrong(text: String, key: String) throws {
        let issue = try loader.issue(yaml("{from: 2024-01-01, tariff: HC/HP, \(text)}"))
        #expect(issue.key == "pdls[0].contract[0].\(key)")
    }

    @Test func whatIsIgnoredOrMissingIsSaid() throws {
        let loaded = try loader.load(
            yaml(
                "{from: 2024-01-01, tariff: HC/HP, offpeak: \"1H00-2H00\", prices: {hc: 0.2, red_hp: 0.7, subscrption: 3}}"
            ))
        #expect(
            loaded.warnings.map(\.key) == [
                "pdls[0].contract[0].prices", "pdls[0].contract[0].prices.red_hp",
                "pdls[0].contract[0].prices.subscrption",
            ])
        #expect(loaded.configuration.meters[0].contracts.contracts[0].prices[0].perKilowattHour.count == 1)
        let tempo = try loader.load(yaml("{from: 2024-01-01, tariff: TEMPO, weekend: true}"))
        #expect(tempo.warnings.map(\.key) == ["pdls[0].contract[0].weekend"])
    }

    @Test func theFirstDateWithoutASeasonIsNamed() throws {
        let issue = try loader.issue(
            yaml(
                """
                {from: 2024-01-01, tariff: HC/HP, seasons: [{from: 11-01, to: 02-28, offpeak: "1H00-2H00"},
                  {from: 03-01, to: 10-31, offpeak: "1H00-2H00"}]}
                """))
        #expect(issue.message.english.contains("02-29"))
        #expect(issue.message.french.contains("02-29"))
    }
}
