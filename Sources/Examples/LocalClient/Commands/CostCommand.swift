public import ArgumentParser
public import MEDCore
import MEDStore

struct CostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: String(
            fr: "Montre l'énergie et son coût par mois et par registre.",
            en: "Shows energy and what it costs by month and register."),
        discussion: String(
            fr: """
                Les prix sont ceux de la configuration (pdls, contract, prices), TTC. Ce qui est inconnu est « — », jamais \
                0 ; « 28/31 j » dit combien de jours sont connus, et seuls ceux-ci sont comptés, abonnement compris ; \
                « compteur − courbe » est ce que les index ont compté de plus que les demi-heures. Sans \
                --from ni --to : les douze derniers mois connus, ou toutes les années.

                EXEMPLES
                """,
            en: """
                Prices are those of the configuration (pdls, contract, prices), VAT included. What is unknown is "—", never \
                0; "28/31 days" says how many days are known, and only these count, also for the subscription; "meter − \
                curve" is what the counters counted beyond the half-hours. Without \
                --from and --to: the last twelve known months, or all years.

                EXAMPLES
                """) + """

                      med cost
                      med cost --from 2024-01-01 --to 2024-12-31
                      med cost --by year
                """)

    @OptionGroup var options: Options
    @OptionGroup var range: DayRange
    @OptionGroup var meter: MeterOption

    @Option(
        name: .long,
        help: ArgumentHelp(fr: "Par mois (month) ou par année (year).", en: "By month or by year.", valueName: "unit"))
    var by = PeriodUnit.month

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        let console = household.console
        let meters = try await meter.meters(in: store, [.consumption])
        if meters.isEmpty {
            console.say(fr: "Rien encore : med import FICHIER…", en: "Nothing yet: med import FILE…")
        }
        // Prices that changed in the configuration count from now on.
        _ = try await household.rederive(in: store)
        for (index, meter) in meters.enumerated() {
            let days = try await days(of: meter, in: store)
            let totals = try await store.totals(of: meter.pdl, meter.direction, by: by, days: days)
            let table = CostTable(totals, by: by, days: days, language: console.language)
            let label = household.labels[meter.pdl].map { "  \($0)" } ?? ""
            if index > 0 { print() }
            print(console.paint("\(meter.pdl)  \(days.lowerBound) → \(days.upperBound)\(label)", .strong))
            for line in table.lines { print(line) }
        }
    }

    private func days(of meter: MeterOverview, in store: any Store) async throws -> ClosedRange<Day> {
        // The counters of a midnight make the day that they begin known, but not its energy.
        let totals = try await store.totals(of: meter.pdl, meter.direction, by: .year, days: meter.days)
        let known = totals.last?.through ?? meter.days.upperBound
        let last = range.to ?? max(known, range.from ?? known)
        if let first = range.from { return first...last }
        let first = meter.days.lowerBound
        if by == .year { return min(first, last)...last }
        let months = PeriodUnit.month.periods(in: min(first, last)...last).suffix(12)
        return max(min(first, last), months.first?.days.lowerBound ?? last)...last
    }
}

extension PeriodUnit: ExpressibleByArgument {}
