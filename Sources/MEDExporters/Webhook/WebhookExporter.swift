public import MEDCore

/// Calls any HTTP address for every day, as document 001's example does: its payload or a template of one's own, signed
/// on request, one request per record.
///
/// A receiver that gets a message twice sees the same `webhook-id` and `Idempotency-Key`: an attempt whose answer was lost
/// is made again. Only the status counts: 2xx means taken, whatever the body says.
public struct WebhookExporter: Exporter {
    let settings: WebhookSettings
    let dependencies: ExporterDependencies

    /// An exporter that has sent nothing yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work, saying which key and line: a template with an unknown name, a
    ///   secret that is not `whsec_…`, a header that is not one.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        settings = try WebhookSettings(configuration)
        self.dependencies = dependencies
    }

    /// Sends each day of consumption that has a value.
    ///
    /// - Throws: `CancellationError`. What fails otherwise is in the result: rejected days, or the fault of the receiver
    ///   that ended the batch, with what was taken before it.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map { .day($0.document) }, .consumption, context)
    }

    /// Sends each day of production that has a value. Throws as `exportConsumption` does.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map { .day($0.document) }, .production, context)
    }

    /// Sends each Tempo day whose colour is known, or was told and is unknown again. Throws as `exportConsumption` does.
    public func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map { .tempo($0) }, .tempo, context)
    }

    /// Sends each EcoWatt day of which a level is known, or was told and is unknown again. Throws as `exportConsumption`
    /// does.
    public func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map { .ecowatt($0) }, .ecowatt, context)
    }
}
