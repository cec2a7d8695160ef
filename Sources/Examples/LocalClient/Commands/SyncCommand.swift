import ArgumentParser
import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources
import MEDStore

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: String(
            fr: "Demande aux sources ce qui manque : relevés des passerelles, Tempo, EcoWatt.",
            en: "Asks the sources for what is missing: readings of the gateways, Tempo, EcoWatt."),
        discussion: String(
            fr: """
                Ce qui est déjà là n'est pas redemandé, ni le quota dépassé ; une attente de plus d'une minute met fin à la \
                commande, sauf avec --wait. « med run » fait la même chose de lui-même, chaque matin.
                """,
            en: """
                What is there already is not asked for again, and no quota is exceeded; a wait of more than a minute ends \
                the command, unless --wait is given. "med run" does the same by itself, every morning.
                """))

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp(String(fr: "Seulement ce compteur.", en: "Only this meter."), valueName: "pdl"))
    var pdl: String?

    @Flag(
        help: ArgumentHelp(
            String(
                fr: "Redemande aussi ce qu'une passerelle refusait : vous avez agi (consentement, jeton).",
                en: "Asks again for what a gateway refused: you have acted (consent, token).")))
    var retryBlocked = false

    @Flag(
        help: ArgumentHelp(
            String(
                fr: "Attend le quota du lendemain s'il le faut, jusqu'à ce que tout soit là.",
                en: "Waits for the next day's quota if need be, until everything is there.")))
    var wait = false

    func run() async throws {
        let household = try Household(options)
        let meter = try pdl.map { try household.meter(option: $0) }
        let store = try household.openStore()
        try await Self.sync(
            household, store: store, only: meter, retryBlocked: retryBlocked, waits: wait)
    }

    /// One sync with its progress and its summary.
    ///
    /// - Throws: `Failure` when nothing is configured, a meter waits for the household, or a gateway does not answer.
    static func sync(
        _ household: Household, store: any Store, only pdl: PDL?, retryBlocked: Bool = false, waits: Bool = false,
        learning access: GatewayAccess? = nil, earliest: Day? = nil
    ) async throws {
        let console = household.console
        let client = try HTTPClient()
        let sources = try SourceSync(
            household, store: store, client: client, installation: try await store.installationID(),
            phase: SyncPhase.none,
            only: pdl, earliest: earliest)
        guard !sources.isEmpty else {
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "aucune source n'est configurée : med pdl add en ajoute une, ou « sources » dans config.yaml",
                    en: "no source is configured: med pdl add adds one, or \"sources\" in config.yaml"))
        }
        if SyncLock(beside: household.configuration.database) == nil {
            console.say(fr: "« med run » synchronise déjà, j'attends.", en: "\"med run\" is syncing already, waiting.")
        }
        if retryBlocked { try await sources.forgive() }
        // Access and contract were asked for a moment ago.
        if let access, let pdl { try await sources.learn(access, of: pdl, calls: 2) }
        let progress = SyncProgress(console: console, wanted: try await sources.missingDays())
        var outcome = try await sources.pass(isAsked: true) { progress.take($0) }
        // Between two passes the sources are free: a quota may take the night, and "med run" has its own to ask.
        while waits, let until = outcome.waitsUntil {
            console.say(fr: "attente jusqu'à \(until)", en: "waiting until \(until)")
            try await SyncClock.system.sleep(until)
            outcome = outcome.followed(by: try await sources.pass(isAsked: false) { progress.take($0) })
        }
        await client.close(gracePeriod: .zero)
        let summary = SyncSummary(outcome: outcome)
        summary.report(console)
        if summary.isBlocked { throw ExitCode.refused }
        if summary.isHeldUp { throw ExitCode.unavailable }
    }
}
