import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MeterSettingsTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test func metersWithTheirContracts() throws {
        let loaded = try loader.load(
            """
            pdls:
              - id: "01234567890123"
                label: "Maison\\e[31m\\u200B principale"
                contract:
                  - {from: 2025-02-01, tariff: tempo}
                  - from: 2024-01-01
                    tariff: HC/HP
                    offpeak: "HC (22H30-6H30)"
                    power_kva: 9
                    prices: {hc: 0.2068, hp: "0.27", subscription: 15.47}
              - id: '12345678901234'
                contract: {from: "2020-01-01", tariff: base}
              - id: "22345678901234"
            """)
        #expect(loaded.warnings.isEmpty)
        let meters = loaded.configuration.meters
        #expect(meters.map(\.id.digits) == ["01234567890123", "12345678901234", "22345678901234"])
        #expect(meters.map(\.label) == ["Maison[31m principale", nil, nil])
        let first = try #require(Day("2024-01-01"))
        let hours = try #require(OffPeakHours("HC (22H30-6H30)"))
        #expect(
            meters[0].contracts.contracts == [
                Contract(
                    from: first, tariff: .hcHP, offPeakHours: hours, subscribedKilovoltAmperes: 9,
                    prices: [
                        PriceList(
                            from: first,
                            perKilowattHour: [.hc: Cost(microEuros: 206_800), .hp: Cost(microEuros: 270_000)],
                            subscriptionPerMonth: Cost(microEuros: 15_470_000))
                    ]),
                Contract(from: try #require(Day("2025-02-01")), tariff: .tempo),
            ])
        #expect(meters[1].contracts.contracts.map(\.tariff) == [.base])
        #expect(meters[2].contracts.contracts.isEmpty)
    }

    @Test func aPDLWithoutQuotesIsAnErrorThatShowsHow() throws {
        let issue = try loader.issue("pdls:\n  - label: a\n    id: 01234567890123\n")
        #expect(issue.place == "3:9 pdls[0].id")
        #expect(issue.message.french == "un PDL doit être entre guillemets : id: \"0123…\"")
        #expect(issue.message.english == "a PDL must be quoted: id: \"0123…\"")
    }

    @Test(arguments: [
        ("pdls:\n  - id: \"1234567890123\"\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id: 1234567890123\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id: \"123456789012345\"\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id: \"1234567890123a\"\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id: \"1234 5678 9012 34\"\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id: \"\u{661}2345678901234\"\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id: \"\"\n", "2:9 pdls[0].id"),
        ("pdls:\n  - id:\n", "2:8 pdls[0].id"),
        ("pdls:\n  - label: a\n", "2:5 pdls[0].id"),
        ("pdls:\n  - id: [a]\n", "2:9 pdls[0].id"),
        ("pdls:\n  - \"12345678901234\"\n", "2:5 pdls[0]"),
        ("pdls: \"12345678901234\"\n", "1:7 pdls"),
        ("pdls: {id: \"12345678901234\"}\n", "1:7 pdls"),
        ("pdls:\n  - id: \"12345678901234\"\n    label: [a]\n", "3:12 pdls[0].label"),
        ("pdls:\n  - id: \"12345678901234\"\n  - id: \"12345678901234\"\n", "3:9 pdls[1].id"),
    ])
    func metersThatAreWrong(yaml: String, place: String) throws {
        let issue = try loader.issue(yaml)
        #expect(issue.place == place)
        #expect(!issue.description.contains("12345678901"), "a PDL is personal data")
    }

    @Test func thirteenDigitsAreCounted() throws {
        let issue = try loader.issue("pdls:\n  - id: \"1234567890123\"\n")
        #expect(issue.message.french.contains("il y en a 13"))
        #expect(issue.message.english.contains("there are 13"))
    }

    @Test(arguments: [
        ("{tariff: BASE}", "3:16 pdls[0].contract[0].from"),
        ("{from: 2024-01-01}", "3:16 pdls[0].contract[0].tariff"),
        ("{from: 2024-13-01, tariff: BASE}", "3:23 pdls[0].contract[0].from"),
        ("{from: 2024-01-01, tariff: EJP}", "3:43 pdls[0].contract[0].tariff"),
        ("{from: 2024-01-01, tariff: HC/HP}", "3:16 pdls[0].contract[0].offpeak"),
        ("{from: 2024-01-01, tariff: HC/HP, offpeak: nuit}", "3:59 pdls[0].contract[0].offpeak"),
        ("{from: 2024-01-01, tariff: BASE, power_kva: 0}", "3:60 pdls[0].contract[0].power_kva"),
        ("{from: 2024-01-01, tariff: BASE, power_kva: 9 kVA}", "3:60 pdls[0].contract[0].power_kva"),
        ("{from: 2024-01-01, tariff: BASE, prices: 3}", "3:57 pdls[0].contract[0].prices"),
        (
            "{from: 2024-01-01, tariff: BASE}, {from: 2024-01-01, tariff: TEMPO}",
            "3:57 pdls[0].contract[1].from"
        ),
        ("text", "3:16 pdls[0].contract[0]"),
    ])
    func contractsThatAreWrong(contract: String, place: String) throws {
        let issue = try loader.issue("pdls:\n  - id: \"12345678901234\"\n    contract: [\(contract)]\n")
        #expect(issue.place == place)
    }

    @Test func offPeakHoursOfAnotherTariffAreAWarning() throws {
        let loaded = try loader.load(
            """
            pdls:
              - id: "12345678901234"
                contract: {from: 2024-01-01, tariff: TEMPO, offpeak: "HC (22H00-6H00)", foo: 1}
            """)
        #expect(loaded.warnings.map(\.place) == ["3:58 pdls[0].contract.offpeak", "3:77 pdls[0].contract.foo"])
        #expect(loaded.configuration.meters[0].contracts.contracts[0].offPeak == nil)
    }
}
