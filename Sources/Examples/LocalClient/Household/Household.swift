import Foundation
import Logging
import MEDConfiguration
import MEDCore
import MEDDelivery
import MEDStore
import MEDStoreSQLite

/// The configuration of this household, and what is made from it.
struct Household {
    let configurationPath: String?
    let configuration: Configuration
    let warnings: [ConfigurationIssue]
    let logger: Logger
    let console = Console.standard

    /// Reads the configuration.
    ///
    /// - Throws: `Failure` with the exit code for configuration.
    init(_ options: Options) throws {
        let environment = ProcessInfo.processInfo.environment
        configurationPath = ConfigurationLocation.path(argument: options.config, environment: environment)
        let loaded = try Self.load(configurationPath)
        configuration = loaded.configuration
        warnings = loaded.warnings
        let level = Logger.Level(rawValue: configuration.logging.level.rawValue) ?? .info
        var logger = Logger(label: "med", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = level
        self.logger = logger
    }

    static func load(_ path: String?) throws -> LoadedConfiguration {
        do {
            return try Configuration.load(
                path: path, environment: ProcessInfo.processInfo.environment,
                manifests: HouseholdExporters.manifests)
        } catch {
            throw Failure(error)
        }
    }

    /// The machine's time. Readings are stamped with it, so that a clock in 1970 must not pass unseen.
    static func now() throws -> UTCInstant {
        let now = DeliveryClock.system.now()
        guard now > UTCInstant(utcYear: 2024, month: 1, day: 1) else {
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "L'horloge de la machine indique \(now) : réglez-la (timedatectl set-ntp true) et recommencez.",
                    en: "The machine's clock says \(now): set it (timedatectl set-ntp true) and try again."))
        }
        return now
    }

    /// Opens the store, once the clock was looked at: everything in it is stamped.
    func openStore() throws -> any Store {
        _ = try Self.now()
        switch configuration.database {
        case .sqlite(let path):
            return try SQLiteStore(path: path)
        case .postgresql:
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "database.url : cette version de med ne connaît que SQLite (sqlite:///chemin/med.sqlite).",
                    en: "database.url: this version of med only knows SQLite (sqlite:///path/med.sqlite)."))
        }
    }

    /// What the household calls its meters.
    var labels: [PDL: String] {
        var labels: [PDL: String] = [:]
        for meter in configuration.meters { labels[meter.id] = meter.label }
        return labels
    }

    /// The contracts of the configured meters.
    var contracts: [PDL: ContractHistory] {
        Dictionary(configuration.meters.map { ($0.id, $0.contracts) }, uniquingKeysWith: { $1 })
    }

    /// Contracts are configuration: a changed one revises the days concerned. Returns how many.
    func rederive(in store: any Store) async throws -> Int {
        var count = 0
        for pdl in Set(try await store.meters().map(\.pdl)).sorted() {
            count += try await store.rederive(
                pdl, contracts: contracts[pdl] ?? ContractHistory(), at: try Self.now())
        }
        return count
    }

    /// The enabled exporters, or the one that is named (enabled or not).
    func setups(named name: String? = nil) throws -> [InstanceSetup] {
        guard let name else { return Self.setups(of: configuration) }
        let sections = configuration.exporters.filter { $0.instance.description == name }
        guard let setup = sections.compactMap(Self.setup).first else {
            let known = configuration.exporters.map(\.instance.description).joined(separator: ", ")
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "Il n'y a pas d'exporteur « \(name) » dans la configuration (connus : \(known)).",
                    en: "There is no exporter \"\(name)\" in the configuration (known: \(known))."))
        }
        return [setup]
    }

    static func setups(of configuration: Configuration) -> [InstanceSetup] {
        configuration.exporters.filter(\.isEnabled).compactMap(setup)
    }

    private static func setup(_ section: ExporterSection) -> InstanceSetup? {
        HouseholdExporters.exporter(key: section.instance.exporterKey).map {
            InstanceSetup(exporter: $0, configuration: section.configuration, start: section.start)
        }
    }

    /// Makes an exporter for a command that ends. It is the installation of a `med run` that is at work, and has to know
    /// what that one left at a destination; exporters connect for a call under a name of their own.
    ///
    /// - Parameter server: For an exporter that is asked, where the command can serve it.
    func makeExporter(
        _ setup: InstanceSetup, store: (any Store)?, server: (any EndpointServer)? = nil
    ) async throws -> any Exporter {
        let installation = try await store?.installationID() ?? "none"
        let dependencies = ExporterDependencies(
            logger: logger, installationID: installation, server: server, now: DeliveryClock.system.now)
        do {
            return try setup.exporter.init(configuration: setup.configuration, dependencies: dependencies)
        } catch let fault as ExporterFault {
            // Nothing was asked of the destination yet: what is wrong is the configuration.
            throw Failure(.configuration, Failure(fault, instance: setup.instance).message)
        }
    }
}
