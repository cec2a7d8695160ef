import ArgumentParser
import Foundation
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: String(
            fr: "Livre ce qui est dû, une fois, et dit ce qui a été livré.",
            en: "Delivers what is due, once, and says what was delivered."),
        discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

              med export
              med export --exporter mqtt --dry-run
              med export --exporter mqtt --from 2024-01-01 --to 2024-01-31
              med export --exporter prometheus --openmetrics history.om
              med export csv days.csv
            """,
        subcommands: ExportFileCommands.all)

    @OptionGroup var options: Options
    @OptionGroup var range: DayRange

    @Option(name: .long, help: ArgumentHelp(fr: "Cet exporteur seulement.", en: "Only this exporter.", valueName: "id"))
    var exporter: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            fr: "Écrit les adresses et les octets exacts au lieu de les envoyer.",
            en: "Prints the exact addresses and bytes instead of sending them."))
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            fr: "Écrit l'historique dans un fichier OpenMetrics, pour promtool.",
            en: "Writes the history to an OpenMetrics file, for promtool.", valueName: "file"), completion: .file())
    var openmetrics: String?

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        if let openmetrics {
            _ = try await household.rederive(in: store)
            return try await writeHistory(to: openmetrics, household: household, store: store)
        }
        let setups = try household.setups(named: exporter)
        if setups.isEmpty {
            household.console.say(
                fr: "Aucun exporteur n'est activé : voyez « enabled » dans la configuration.",
                en: "No exporter is enabled: see \"enabled\" in the configuration.")
        }
        if !dryRun { _ = try await household.rederive(in: store) }
        let preview = DestinationPreview(household: household, store: store, days: range.days)
        var worst: Failure?
        for setup in setups {
            if exporter == nil, !dryRun, setup.exporter is PrometheusExporter.Type {
                household.console.say(
                    fr: "\(setup.instance) : rien à livrer, « med run » le sert et Prometheus vient lire.",
                    en: "\(setup.instance): nothing to deliver, \"med run\" serves it and Prometheus comes and reads.")
                continue
            }
            do {
                if dryRun {
                    try await preview.show(setup)
                } else {
                    try await deliver(setup, household: household, store: store)
                }
            } catch let failure as Failure {
                household.console.complain(failure.message)
                worst = failure
            } catch let fault as ExporterFault {
                let failure = Failure(fault, instance: setup.instance)
                household.console.complain(failure.message)
                worst = failure
                if !dryRun { try await store.log([Self.entry(of: fault, message: failure, instance: setup.instance)]) }
            }
        }
        if let worst { throw worst.exitCode }
    }

    private static func entry(
        of fault: ExporterFault, message: Failure, instance: InstanceID
    ) throws -> ExportLogEntry {
        let outcome: ExportLogEntry.Outcome = if case .blocked = fault { .blocked } else { .unreachable }
        return ExportLogEntry(
            instant: try Household.now(), instance: instance, stream: nil, series: nil, records: 0, days: nil,
            revision: nil, outcome: outcome, evidence: nil, detail: message.message.english, milliseconds: 0)
    }

    private func deliver(_ setup: InstanceSetup, household: Household, store: any Store) async throws {
        let exporter = try await household.makeExporter(setup, store: store)
        let runner = InstanceRunner(
            setup, exporter: exporter, store: store, worker: .random(), logger: household.logger)
        if let days = range.days {
            _ = try await store.openLanes(
                of: setup.instance, at: setup.destination, payloadVersion: setup.exporter.manifest.payloadVersion,
                backfill: setup.backfill, now: try Household.now())
            _ = try await store.replay(setup.instance, days: days, now: try Household.now())
        }
        let started = try Household.now()
        // Instants are whole seconds: another export may have ended in this one.
        let earlier = try await delivered(since: started, by: setup.instance, in: store)
        try await runner.deliverOnce()
        if case .held(let reason) = setup.exporter.pace(for: setup.configuration) {
            household.console.say(reason.held(setup.instance))
            return
        }
        let delivered = try await delivered(since: started, by: setup.instance, in: store) - earlier
        let kept = try await store.exceptions(of: setup.instance)
        household.console.say(
            fr:
                "\(setup.instance) : état courant à jour, \(delivered) jours d'historique livrés, "
                + "\(kept.count) gardés pour plus tard.",
            en:
                "\(setup.instance): current state up to date, \(delivered) days of history delivered, "
                + "\(kept.count) kept for later."
        )
    }

    private func delivered(
        since started: UTCInstant, by instance: InstanceID, in store: any Store
    ) async throws -> Int {
        try await store.logEntries(of: instance, limit: Self.logLimit)
            .filter { $0.instant >= started && $0.outcome == .delivered && $0.stream != nil }
            .reduce(0) { $0 + $1.records }
    }

    /// More than the entries of one export, which are one per lane and batch.
    private static let logLimit = 20_000
}
