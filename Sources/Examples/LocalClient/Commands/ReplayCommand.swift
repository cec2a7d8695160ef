import ArgumentParser
import MEDCore
import MEDDelivery
import MEDStore

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: String(
            fr: "Marque des jours à renvoyer ; le prochain export, ou le med qui tourne, les envoie.",
            en: "Marks days to be sent again; the next export or a running med sends them."),
        discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

              med replay --exporter mqtt
              med replay --exporter mqtt --from 2024-01-01 --to 2024-03-31
            """)

    @OptionGroup var options: Options
    @OptionGroup var range: DayRange

    @Option(name: .long, help: ArgumentHelp(fr: "Quel exporteur.", en: "Which exporter.", valueName: "id"))
    var exporter: String

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        guard let setup = try household.setups(named: exporter).first else { return }
        let count = try await store.replay(setup.instance, days: range.days, now: try Household.now())
        let requeued = range.days == nil ? try await store.requeue(nil, of: setup.instance) : 0
        try await store.acknowledgeCurrentState(nil, of: setup.instance, at: try Household.now())
        // A med run that is connected knows what its connection published, and repeats it only on a new one.
        household.console.say(
            fr: "\(setup.instance) : \(count) enregistrements seront renvoyés (\(requeued) lettres mortes reprises) ; "
                + "l'état courant, à la prochaine connexion.",
            en:
                "\(setup.instance): \(count) records will be sent again (\(requeued) dead letters requeued); the current "
                + "state, at the next connection.")
    }
}
