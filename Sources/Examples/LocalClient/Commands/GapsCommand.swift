import ArgumentParser
import MEDCore
import MEDStore

struct GapsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: String(
            fr: "Montre dans un calendrier les jours complets, partiels et manquants.",
            en: "Shows complete, partial and missing days as a calendar."),
        discussion: String(
            fr: """
                Sans --from ni --to : du premier jour connu de chaque compteur à hier. Hors d'un terminal, ou avec \
                NO_COLOR, le calendrier est du texte sans couleur ; un chiffre y est ce qui est connu d'un jour partiel, en \
                dixièmes.

                EXEMPLES
                """,
            en: """
                Without --from and --to: from each meter's first known day to yesterday. Outside of a terminal, or with \
                NO_COLOR, the calendar is text without colour; a digit in it is what is known of a partial day, in tenths.

                EXAMPLES
                """) + """

                      med gaps
                      med gaps --pdl 01234567890123 --from 2024-01-01
                """)

    @OptionGroup var options: Options
    @OptionGroup var range: DayRange
    @OptionGroup var meter: MeterOption

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        let console = household.console
        let yesterday = Day(containing: try Household.now()).previous
        let meters = try await meter.meters(in: store, Set(Direction.allCases))
        if meters.isEmpty {
            console.say(fr: "Rien encore : med import FICHIER…", en: "Nothing yet: med import FILE…")
        }
        for (index, meter) in meters.enumerated() {
            let first = range.from ?? min(meter.days.lowerBound, range.to ?? meter.days.lowerBound)
            let last = range.to ?? max(yesterday, first)
            let coverage = try await store.coverage(of: meter.pdl, meter.direction, days: first...last)
            let calendar = GapCalendar(
                coverage, through: yesterday, isColored: console.hasColor, language: console.language)
            let label = household.labels[meter.pdl].map { "  \($0)" } ?? ""
            let name = meter.direction.name.text(in: console.language)
            if index > 0 { print() }
            print(console.paint("\(meter.pdl) \(name)  \(first) → \(last)\(label)", .strong))
            for line in calendar.lines { print(line) }
        }
    }
}
