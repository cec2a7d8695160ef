import Foundation
import Logging
import MEDConfiguration
import MEDCore
import MEDDelivery
import MEDSources
import MEDStore
import ServiceLifecycle
import UnixSignals

/// Looks at the sources: the watch folder, and through `SourceService` the gateways, Tempo and EcoWatt. On schedule, at
/// once when a file appears, and when someone sends the command.
actor SyncService: Service {
    /// How often every source is looked at without being asked.
    private static let interval = Duration.seconds(3_600)
    /// How often the watch folder and the configuration file are looked at.
    private static let glance = Duration.seconds(2)
    /// How long files wait after the store refused one: a full disk must not fill the log as well.
    private static let storePause = Duration.seconds(30)

    private let options: Options
    private let store: any Store
    private let exports: ExportService
    private let hangups: UnixSignalsSequence
    private let sources: SourceService
    private let logger: Logger
    private var household: Household
    private var folder: WatchFolder
    private var configurationFile: ConfigurationWatch
    private var nextSync = UTCInstant(secondsSinceEpoch: 0)
    private var importsPausedUntil: ContinuousClock.Instant?
    private var isLooking = false
    /// What was wrong with the files at the last look.
    private var fileErrors: [String] = []
    /// What was wrong with the gateways, Tempo or EcoWatt when they were last asked, and when they are asked next.
    private var sourceErrors: [String] = []
    private var sourceWarnings: [String] = []
    private var nextSourceLook: UTCInstant?
    /// Why the configuration file is not the configuration.
    private var configurationErrors: [String] = []

    init(
        household: Household, options: Options, store: any Store, exports: ExportService, sources: SourceService,
        hangups: UnixSignalsSequence
    ) {
        self.household = household
        self.options = options
        self.store = store
        self.exports = exports
        self.sources = sources
        self.hangups = hangups
        logger = household.logger
        folder = WatchFolder(path: household.configuration.importWatch)
        configurationFile = ConfigurationWatch(path: household.configurationPath)
    }

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [exports] in
                for await command in exports.commands { await self.obey(command.command) }
            }
            group.addTask { [hangups] in
                for await _ in hangups { await self.reload() }
            }
            await rederive()
            group.addTask { [sources] in
                await sources.run { await self.sourcesAsked($0) }
            }
            while !Task.isCancelled && !Task.isShuttingDownGracefully {
                await glance()
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.glance) }
            }
            group.cancelAll()
        }
    }

    private func obey(_ command: ExporterCommand) async {
        logger.info("command received", metadata: ["command": "\(command.rawValue)"])
        switch command {
        case .sync:
            folder.forget()
            importsPausedUntil = nil
            nextSync = UTCInstant(secondsSinceEpoch: 0)
            await sources.askNow()
            await glance()
        case .reload:
            await reload()
        }
    }

    /// One look: the schedule, new files, a changed configuration.
    private func glance() async {
        // A command that comes during a look is for the next one.
        guard !isLooking else { return }
        isLooking = true
        defer { isLooking = false }
        if configurationFile.hasChanged() { await reload() }
        let now = DeliveryClock.system.now()
        let isDue = now >= nextSync
        let files = filesToImport()
        guard isDue || !files.isEmpty else { return }
        nextSync = now.advanced(bySeconds: Int(Self.interval.components.seconds))
        var errors: [String] = []
        if !folder.isReadable {
            errors.append("import.watch: the folder cannot be read")
            logger.error("the watch folder cannot be read", metadata: ["folder": "\(folder.path ?? "")"])
        }
        for path in files { await importFile(path, errors: &errors) }
        fileErrors = errors
        await publishStatus(lastSync: now)
        logger.debug("sources looked at", metadata: ["files": "\(files.count)", "next": "\(nextSync)"])
        await exports.wake()
    }

    private func sourcesAsked(_ report: SourceService.Report) async {
        sourceErrors = report.troubles.map { PDL.shortening(in: $0.english) }
        sourceWarnings = report.warnings.map { PDL.shortening(in: $0.english) }
        nextSourceLook = report.next
        await publishStatus(lastSync: DeliveryClock.system.now())
        await exports.wake()
    }

    private func filesToImport() -> [String] {
        if let until = importsPausedUntil, until > .now { return [] }
        importsPausedUntil = nil
        return folder.newFiles()
    }

    private func importFile(_ path: String, errors: inout [String]) async {
        // The portal names its files after the meter.
        let name = PDL.shortening(in: (path as NSString).lastPathComponent)
        do {
            let file = try EnedisFile.read(path: path, pdl: FileImport.onlyMeter(of: household))
            let done = try await FileImport(file, household: household, store: store)
            logger.info(
                "file imported",
                metadata: [
                    "file": "\(name)", "new": "\(done.summary.newDays)", "corrected": "\(done.summary.correctedDays)",
                    "unchanged": "\(done.summary.unchangedDays)", "unreadable": "\(file.statistics.rejectedLines)",
                ])
            for issue in file.issues.prefix(3) { errors.append("\(name):\(issue.line): \(issue.reason.english)") }
        } catch let error as EnedisFileError {
            let text = PDL.shortening(in: error.message.english)
            errors.append(text)
            logger.error("file not imported", metadata: ["error": "\(text)"])
        } catch {
            // The store's trouble passes: the file is looked at again.
            folder.forget(path)
            importsPausedUntil = .now + Self.storePause
            errors.append("\(name): \(error)")
            logger.error("file not imported, tried again", metadata: ["file": "\(name)", "error": "\(error)"])
        }
    }

    private func publishStatus(lastSync: UTCInstant? = nil) async {
        let meters = try? await store.meters()
        let next = min(nextSync, nextSourceLook ?? nextSync)
        let errors = configurationErrors + fileErrors + sourceErrors
        // A consent that ends soon is said, and nothing is broken yet.
        let said = errors + sourceWarnings
        exports.board.update { status in
            status.health = errors.isEmpty ? .ok : .error
            status.lastSync = lastSync ?? status.lastSync
            status.nextSync = next
            status.pdlCount = meters.map { Set($0.map(\.pdl)).count } ?? status.pdlCount
            status.errors = said
        }
    }

    /// Reads config.yaml again. A broken file leaves the running configuration as it is, and says why.
    private func reload() async {
        do {
            let fresh = try Household(options)
            for warning in fresh.warnings {
                logger.warning("configuration", metadata: ["warning": "\(warning.text(in: .english))"])
            }
            if fresh.configuration.database != household.configuration.database
                || fresh.configuration.logging != household.configuration.logging
                || fresh.configuration.server != household.configuration.server
            {
                logger.warning("database, logging and server are taken at the next start")
            }
            if fresh.configurationPath != household.configurationPath {
                configurationFile = ConfigurationWatch(path: fresh.configurationPath)
            }
            household = fresh
            folder = folder.moved(to: fresh.configuration.importWatch)
            await sources.configure(fresh)
            await exports.apply(try fresh.setups())
            await rederive()
            configurationErrors = []
            logger.info("configuration read again")
        } catch {
            let text = Failure(error)?.message.english ?? "\(error)"
            logger.error("configuration not taken", metadata: ["error": "\(text)"])
            configurationErrors = text.split(separator: "\n").map(String.init)
        }
        await publishStatus()
    }

    private func rederive() async {
        do {
            let count = try await household.rederive(in: store)
            if count > 0 { logger.info("days derived anew under their contract", metadata: ["days": "\(count)"]) }
        } catch {
            logger.error("days not derived anew, tried again at the next start", metadata: ["error": "\(error)"])
        }
    }
}
