/// A destination of electricity data: document 001's BaseExporter in Swift, a test and four exports.
///
/// Each export takes a batch, because batches make destinations fast; each has a default that answers
/// `skipped(.notSupported)`. A batch holds records of many PDLs, in order inside each.
public protocol Exporter: Sendable {
    /// What it declares about itself.
    static var manifest: ExporterManifest { get }

    /// Which history a destination with this configuration gets; the manifest's unless an option decides it.
    static func backfill(for configuration: ExporterConfiguration) -> BackfillPolicy

    /// How often a destination with this configuration is delivered to; at once unless an option decides it.
    static func pace(for configuration: ExporterConfiguration) -> DeliveryPace

    /// Makes the exporter of one instance.
    ///
    /// - Throws: When the configuration cannot work at all (a certificate that cannot be read).
    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws

    /// Tries the destination and leaves nothing behind there.
    func testConnection() async -> ConnectionTestResult

    /// Exports days of consumption.
    ///
    /// - Throws: `ExporterFault` when the destination as a whole failed; nothing of the batch counts as delivered then.
    func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult

    /// Exports days of production. Throws as `exportConsumption` does.
    func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult

    /// Exports Tempo days. Throws as `exportConsumption` does.
    func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult

    /// Exports EcoWatt days. Throws as `exportConsumption` does.
    func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult
}

extension Exporter {
    /// The manifest's policy.
    public static func backfill(for configuration: ExporterConfiguration) -> BackfillPolicy { manifest.backfill }

    /// At once.
    public static func pace(for configuration: ExporterConfiguration) -> DeliveryPace { .atOnce }

    /// Skips every record: not supported.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.notSupported))
    }

    /// Skips every record: not supported.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.notSupported))
    }

    /// Skips every record: not supported.
    public func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.notSupported))
    }

    /// Skips every record: not supported.
    public func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.notSupported))
    }
}
