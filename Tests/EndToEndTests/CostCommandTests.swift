import Foundation
import MEDCore
import TestServers
import Testing

@testable import LocalClient

/// Energy and cost by month and register: the real program against figures counted apart, and the table's renderer.
@Suite(.timeLimit(.minutes(2)))
struct CostCommandTests {
    /// Prices in millionths of a euro per kWh from a day on, and the subscription a month.
    private static let prices = [
        (from: "2020-01-01", hc: Int64(159_901), hp: Int64(213_007)),
        (from: "2024-03-11", hc: Int64(170_003), hp: Int64(224_111)),
    ]

    private func home() throws -> MedHome {
        let home = try MedHome()
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
              - id: "01234567890123"
                label: "Maison"
                contract:
                  - from: 2020-01-01
                    tariff: HC/HP
                    offpeak: "HC (22H30-6H30)"
                    power_kva: 9
                    prices:
                      - {from: 2020-01-01, hc: 0.159901, hp: 0.213007, subscription: 15.65}
                      - {from: 2024-03-11, hc: 0.170003, hp: 0.224111, subscription: 16.01}
            """, to: "config.yaml")
        return home
    }

    /// Rounded half to even, by Foundation's decimals.
    private func rounded(_ value: Decimal, _ digits: Int) -> Decimal {
        var (from, to) = (value, Decimal())
        NSDecimalRound(&to, &from, digits, .bankers)
        return to
    }

    private func text(_ value: Decimal, digits: Int) -> String {
        let whole = NSDecimalNumber(decimal: rounded(value, digits) * (digits == 2 ? 100 : 1_000)).int64Value
        let scale: Int64 = digits == 2 ? 100 : 1_000
        let rest = String(whole % scale)
        return "\(whole / scale)." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// What a month's lines must hold: kWh and € of HC, HP, subscription and total, as Decimal computes them.
    private func expected(_ month: String, _ days: [String: HouseholdFiles.ExpectedDay], length: Int) -> [[String]] {
        var (hc, hp) = (Decimal(0), Decimal(0))
        var (hcCost, hpCost, subscription) = (Decimal(0), Decimal(0), Decimal(0))
        for (day, value) in days where day.hasPrefix(month) {
            let price = Self.prices.last { $0.from <= day } ?? Self.prices[0]
            let (low, high) = (Decimal(value.hcWattMinutes), Decimal(value.wattMinutes - value.hcWattMinutes))
            hc += low
            hp += high
            hcCost += rounded(low * Decimal(price.hc) / 60_000, 0)
            hpCost += rounded(high * Decimal(price.hp) / 60_000, 0)
            // Each day has the same part of its month, rounded cumulatively: whole months add up to the price.
            let monthly: Decimal = price.from == "2020-01-01" ? 15_650_000 : 16_010_000
            let number = Decimal(Int(day.suffix(2)) ?? 0)
            subscription +=
                rounded(monthly * number / Decimal(length), 0) - rounded(monthly * (number - 1) / Decimal(length), 0)
        }
        func kilowattHours(_ wattMinutes: Decimal) -> String { text(wattMinutes / 60_000, digits: 3) }
        func euros(_ micro: Decimal) -> String { text(micro / 1_000_000, digits: 2) }
        return [
            [kilowattHours(hc), euros(hcCost)], [kilowattHours(hp), euros(hpCost)], [euros(subscription)],
            [kilowattHours(hc + hp), euros(hcCost + hpCost + subscription)],
        ]
    }

    /// The numbers of a line, behind its words.
    private func numbers(_ line: Substring, comma: Bool = false) -> [String] {
        line.split(separator: " ").map(String.init).filter { word in
            word.contains(comma ? "," : ".") && word.allSatisfy { $0.isNumber || $0 == "." || $0 == "," }
        }
    }

    @Test("med cost: kWh and € per month and register, a price that changes within a month, missing days said")
    func table() throws {
        let files = try HouseholdFiles(from: "2024-01-04", days: 88)
        let home = try home()
        try home.med("import", files.file("Enedis_Conso_Heure"))
        let ending = try home.med("cost", "--from", "2024-01-01", "--to", "2024-04-30")
        let lines = ending.output.split(separator: "\n")
        let months = [("2024-01", 31, 28), ("2024-02", 29, 29), ("2024-03", 31, 31)]
        var row = 2
        for (month, length, known) in months {
            #expect(lines[row].hasPrefix(month))
            let found = lines[row..<(row + 4)].map { numbers($0) }
            #expect(found == expected(month, files.consumption, length: length), "\(month): \(ending.output)")
            #expect(lines[row + 3].hasSuffix("\(known)/\(length) days"))
            row += 4
        }
        #expect(lines[row].hasPrefix("2024-04"))
        #expect(lines[row].contains("no data") && lines[row].contains("—") && lines[row].hasSuffix("0/30 days"))
        #expect(lines.last?.hasSuffix("88/121 days") == true)
        let all = files.consumption.values.reduce(0) { $0 + $1.wattMinutes }
        #expect(lines.last.map { numbers($0).first } == text(Decimal(all) / 60_000, digits: 3))
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test("French numbers; by year; prices that come later count; without prices costs are unknown, never 0")
    func frenchAndUnknown() throws {
        let files = try HouseholdFiles(from: "2024-03-01", days: 40)
        let home = try home()
        let priced = try String(contentsOfFile: home.directory.path("config.yaml"), encoding: .utf8)
        let withoutPrices = priced.components(separatedBy: "        prices:")[0]
        try home.directory.write(withoutPrices, to: "config.yaml")
        try home.med("import", files.file("Enedis_Conso_Heure"))
        let unknown = try home.med("cost", "--by", "year").output.split(separator: "\n")
        #expect(unknown.dropFirst(2).allSatisfy { $0.contains("—") })
        #expect(unknown.dropFirst(2).allSatisfy { !$0.contains(" 0.00") })
        try home.directory.write(priced, to: "config.yaml")
        let french = try home.med.run(["cost"], environment: ["LANG": "fr_FR.UTF-8"]).output.split(separator: "\n")
        let march = expected("2024-03", files.consumption, length: 31).map { $0.map { $0.replacing(".", with: ",") } }
        #expect(french[2..<6].map { numbers($0, comma: true) } == march)
        #expect(french[0].contains("Maison"))
        #expect(french[1].hasPrefix("Mois     Registre"))
        #expect(french[4].contains("abonnement"))
        #expect(french[5].hasSuffix("31/31 j"))
        #expect(try home.med.run(["cost", "--by", "week"]).code == 64)
    }

    @Test("The renderer: six registers, unknown registers, partial prices, a month without data, sums")
    func renderer() throws {
        let pdl = try #require(PDL("01234567890123"))
        func total(_ month: Int, _ change: (inout PeriodTotal) -> Void) throws -> PeriodTotal {
            var total = PeriodTotal(
                pdl: pdl, direction: .consumption, period: .month(year: 2024, month: month),
                energy: Energy(wattHours: 300_500), knownDays: 30, through: try #require(Day("2024-03-30")),
                recordedAt: UTCInstant(secondsSinceEpoch: 0))
            change(&total)
            return total
        }
        let totals = [
            try total(3) { total in
                total.registers = [
                    RegisterAmount(
                        register: .blueHC, energy: Energy(wattHours: 100_000), cost: Cost(microEuros: 12_345_000)),
                    RegisterAmount(
                        register: .redHP, energy: Energy(wattHours: 200_000), cost: Cost(microEuros: 129_994_999)),
                ]
                total.registerDays = 28
                total.energyCost = Cost(microEuros: 142_339_999)
                total.costDays = 17
                total.subscription = Cost(microEuros: 15_355_000)
                total.subscriptionDays = 30
            },
            try total(5) { _ in },
        ]
        let days = try #require(Day("2024-03-01"))...(try #require(Day("2024-05-20")))
        let english = CostTable(totals, by: .month, days: days, language: .english).lines
        #expect(
            english == [
                "Month    Register                kWh          €",
                "2024-03  blue HC             100.000      12.34",
                "         red HP              200.000     129.99",
                "         unknown               0.500          —  2 days",
                "         subscription                     15.36",
                "         total               300.500     157.69  30/31 days; € of 17 days",
                "2024-04  no data                   —          —  0/30 days",
                "2024-05  unknown             300.500          —",
                "         subscription                         —",
                "         total               300.500          —  30/31 days",
                "",
                "Total    blue HC             100.000      12.34",
                "         red HP              200.000     129.99",
                "         unknown             301.000          —  32 days",
                "         subscription                     15.36",
                "         total               601.000     157.69  60/92 days; € of 17 days",
            ])
        let french = CostTable([totals[0]], by: .month, days: totals[0].period.days, language: .french).lines
        #expect(french[1] == "2024-03  bleu HC             100,000      12,34")
        #expect(french.count == 6)
        let amounts = Amounts(language: .english)
        #expect(amounts.euros(Cost(microEuros: 5_000)) == "0.00")
        #expect(amounts.euros(Cost(microEuros: 15_000)) == "0.02")
        #expect(amounts.euros(Cost(microEuros: 15_001)) == "0.02")
        #expect(amounts.euros(Cost(microEuros: -1_234_567)) == "-1.23")
        #expect(amounts.kilowattHours(Energy(wattMinutes: 30)) == "0.000")
        #expect(amounts.kilowattHours(nil) == "—")
    }

    @Test("What the meter counted beyond its curve stands beside the register, and is summed")
    func difference() throws {
        let pdl = try #require(PDL("01234567890123"))
        func total(_ month: Int, curve: Int64?) -> PeriodTotal {
            let day = Period.month(year: 2024, month: month).days.lowerBound
            return PeriodTotal(
                pdl: pdl, direction: .consumption, period: .month(year: 2024, month: month),
                energy: Energy(wattMinutes: 120_000), knownDays: 1, expectedDays: 1, through: day,
                recordedAt: day.start,
                registers: [
                    RegisterAmount(
                        register: .hc, energy: Energy(wattMinutes: 120_000),
                        computed: curve.map { Energy(wattMinutes: $0) })
                ], registerDays: 1)
        }
        let days =
            Period.month(year: 2024, month: 1).days.lowerBound...Period.month(year: 2024, month: 2).days.upperBound
        let both = CostTable(
            [total(1, curve: 119_280), total(2, curve: 120_060)], by: .month, days: days, language: .english)
        let notes = both.lines.filter { $0.contains("HC") }.map { $0.drop { $0 != "m" } }
        #expect(notes == ["meter − curve +0.012", "meter − curve −0.001", "meter − curve +0.011"])
        let unknown = CostTable([total(1, curve: nil)], by: .month, days: days, language: .english)
        #expect(!unknown.lines.contains { $0.contains("curve") })
    }
}
