import Logging
import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources
import MEDStore

/// Asks the sources while `med run` is at work: when something is due, when someone sends the command, and when the
/// configuration has changed.
actor SourceService {
    /// When the store or the system fails, the sources are asked again after this many seconds.
    private static let retry = 300

    private let store: any Store
    private let installation: String
    private let logger: Logger
    private var household: Household
    private var client: HTTPClient?
    private var current: SourceSync?
    /// Something came that does not wait for the next due moment.
    private var isAsked = false
    private var isReconfigured = false
    private var pass: Task<Report?, Never>?
    private var nap: Task<Void, any Error>?

    /// What is to be known after a pass.
    struct Report: Sendable {
        var troubles: [LocalizedText] = []
        /// What will become a trouble unless the household acts.
        var warnings: [LocalizedText] = []
        /// When the next pass is; `nil` without sources.
        var next: UTCInstant?
    }

    init(household: Household, store: any Store, installation: String) {
        self.household = household
        self.store = store
        self.installation = installation
        logger = household.logger
    }

    /// Asks at once.
    func askNow() {
        isAsked = true
        nap?.cancel()
    }

    /// Goes on with another configuration, at once: a pass under way may take minutes, with a token that is wrong.
    func configure(_ household: Household) {
        guard
            household.configuration.sources != self.household.configuration.sources
                || household.configuration.meters != self.household.configuration.meters
        else { return }
        self.household = household
        current = nil
        isReconfigured = true
        pass?.cancel()
        nap?.cancel()
    }

    /// Asks until the task is cancelled.
    ///
    /// - Parameter hear: what is wrong after each pass, and when the next one is.
    func run(_ hear: @Sendable (Report) async -> Void) async {
        while !Task.isCancelled {
            let report = await cancellablePass()
            if Task.isCancelled { break }
            // A pass that another configuration ended has nothing to say; the next one begins now.
            guard let report else { continue }
            await hear(report)
            await sleep(until: report.next)
        }
        await client?.close(gracePeriod: .zero)
    }

    private func cancellablePass() async -> Report? {
        // From here on: what comes while it runs is for the next one, or ends it.
        let wasAsked = isAsked
        (isAsked, isReconfigured) = (false, false)
        let pass = Task { await look(isAsked: wasAsked) }
        self.pass = pass
        let report = await withTaskCancellationHandler {
            await pass.value
        } onCancel: {
            pass.cancel()
        }
        self.pass = nil
        if report == nil, wasAsked { isAsked = true }
        return report
    }

    /// `nil` when the task is cancelled.
    private func look(isAsked: Bool) async -> Report? {
        do {
            let sync = try sources()
            if sync.isEmpty { return Report() }
            let logger = logger
            let outcome = try await sync.pass(isAsked: isAsked) { SyncLog.write($0, to: logger) }
            for text in outcome.troubles + outcome.warnings {
                logger.warning("source", metadata: ["trouble": "\(PDL.shortening(in: text.english))"])
            }
            logger.debug("sources asked", metadata: ["next": "\(outcome.next.map { "\($0)" } ?? "never")"])
            return Report(troubles: outcome.troubles, warnings: outcome.warnings, next: outcome.next)
        } catch {
            if Task.isCancelled { return nil }
            let text = Failure(error)?.message ?? LocalizedText(fr: "\(error)", en: "\(error)")
            logger.error(
                "sources not asked, tried again", metadata: ["error": "\(PDL.shortening(in: text.english))"])
            return Report(troubles: [text], next: SyncClock.system.now().advanced(bySeconds: Self.retry))
        }
    }

    private func sources() throws -> SourceSync {
        if let current { return current }
        let client = try self.client ?? HTTPClient()
        self.client = client
        let made = try SourceSync(household, store: store, client: client, installation: installation)
        current = made
        return made
    }

    private func sleep(until next: UTCInstant?) async {
        // What came during the pass is for the next one.
        if isAsked || isReconfigured { return }
        let nap = Task { try await SyncClock.system.sleep(next ?? SyncClock.system.now().advanced(bySeconds: 86_400)) }
        self.nap = nap
        await withTaskCancellationHandler {
            _ = await nap.result
        } onCancel: {
            nap.cancel()
        }
        self.nap = nil
    }
}
