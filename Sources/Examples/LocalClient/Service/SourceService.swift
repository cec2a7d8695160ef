import Logging
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
    private var nap: Task<Void, any Error>?

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

    /// Goes on with another configuration.
    func configure(_ household: Household) {
        guard
            household.configuration.sources != self.household.configuration.sources
                || household.configuration.meters != self.household.configuration.meters
        else { return }
        self.household = household
        current = nil
        isReconfigured = true
        nap?.cancel()
    }

    /// Asks until the task is cancelled.
    ///
    /// - Parameter report: hears after each pass what is wrong, and when the next one is.
    func run(_ report: @Sendable (_ troubles: [LocalizedText], _ next: UTCInstant?) async -> Void) async {
        while !Task.isCancelled {
            let (troubles, next) = await look()
            if Task.isCancelled { break }
            await report(troubles, next)
            await sleep(until: next)
        }
        await client?.close(gracePeriod: .zero)
    }

    private func look() async -> (troubles: [LocalizedText], next: UTCInstant?) {
        let wasAsked = isAsked
        (isAsked, isReconfigured) = (false, false)
        do {
            let sync = try sources()
            if sync.isEmpty { return ([], nil) }
            let logger = logger
            let outcome = try await sync.pass(isAsked: wasAsked) { SyncLog.write($0, to: logger) }
            for trouble in outcome.troubles {
                logger.warning("source", metadata: ["trouble": "\(PDL.shortening(in: trouble.english))"])
            }
            logger.debug("sources asked", metadata: ["next": "\(outcome.next.map { "\($0)" } ?? "never")"])
            return (outcome.troubles, outcome.next)
        } catch is CancellationError {
            return ([], nil)
        } catch {
            let text = Failure(error)?.message ?? LocalizedText(fr: "\(error)", en: "\(error)")
            logger.error("sources not asked, tried again", metadata: ["error": "\(text.english)"])
            return ([text], SyncClock.system.now().advanced(bySeconds: Self.retry))
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
