import ArgumentParser
import MEDCore
import MEDDelivery
import MEDStore

struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: String(
            fr: "Écrit ce qu'un exporteur enverrait, à l'octet ; n'envoie rien.",
            en: "Prints what an exporter would send, to the byte; sends nothing."),
        discussion: String(
            fr: """
                Adresses et octets exacts, de l'état courant et de l'historique ; les secrets sont remplacés. Les \
                statistiques de Home Assistant n'en sont pas : leurs sommes dépendent de ce qu'il a déjà.

                EXEMPLES
                """,
            en: """
                The exact addresses and bytes, of the current state and of history; secrets are replaced. Home \
                Assistant's statistics are not among them: their sums depend on what it has already.

                EXAMPLES
                """) + """

                  med preview mqtt
                  med preview victoriametrics --from 2024-01-01 --to 2024-01-31
                  med preview webhook.ntfy --from 2024-01-15
                """)

    @OptionGroup var options: Options
    @OptionGroup var range: DayRange

    @Argument(help: ArgumentHelp(fr: "Quel exporteur.", en: "Which exporter."))
    var exporter: String

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        let preview = DestinationPreview(household: household, store: store, days: range.days)
        for setup in try household.setups(named: exporter) { try await preview.show(setup) }
    }
}
