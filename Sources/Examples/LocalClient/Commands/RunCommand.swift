import ArgumentParser
import Logging
import MEDConfiguration
import MEDCore
import MEDDelivery
import MEDStore
import MEDWeb
import ServiceLifecycle
import UnixSignals

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: String(
            fr: "Reste en marche : dossier surveillé, passerelles, exporteurs, topics de commande.",
            en: "Keeps running: watch folder, gateways, exporters, command topics."),
        discussion: String(
            fr: """
                S'arrête en bon ordre à SIGTERM et SIGINT ; SIGHUP, le topic de commande « reload » et un changement du \
                fichier font relire la configuration. Une destination morte n'empêche jamais le démarrage. Un seul par base.
                """,
            en: """
                Ends in good order on SIGTERM and SIGINT; SIGHUP, the command topic "reload" and a change of the file read \
                the configuration again. A dead destination never keeps it from starting. One per database.
                """))

    @OptionGroup var options: Options

    func run() async throws {
        let household = try Household(options)
        let console = household.console
        for warning in household.warnings {
            console.complain(LocalizedText(fr: warning.text(in: .french), en: warning.text(in: .english)))
        }
        // Before anything else that takes time: until then SIGHUP ends a program.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        household.logger.debug("configuration", metadata: ["file": "\(household.configurationPath ?? "none")"])
        let store = try household.openStore()
        try RunLock.hold(beside: household.configuration.database)
        let installation = try await store.installationID()
        let exports = ExportService(
            store: store, setups: try household.setups(), installationID: installation,
            server: WebEndpointServer(logger: household.logger), logger: household.logger)
        let main = MainService(household: household, store: store, board: exports.board)
        let sources = SourceService(household: household, store: store, installation: installation)
        let sync = SyncService(
            household: household, options: options, store: store, exports: exports, sources: sources, hangups: hangups)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: exports), .init(service: sync), .init(service: main)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: household.logger))
        try await group.run()
    }
}
