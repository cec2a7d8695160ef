public import MEDCore

extension HomeAssistantExporter {
    /// Imports days of consumption, their registers and costs into the long-term statistics.
    ///
    /// - Returns: `skipped` when statistics are off or the API is not configured.
    /// - Throws: `ExporterFault`.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), in: context)
    }

    /// Imports days of production likewise.
    ///
    /// - Throws: As `exportConsumption`.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), in: context)
    }

    /// Skips them: the colours are sensors.
    public func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.sensorsOnly))
    }

    /// Skips them: the signal is a sensor.
    public func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.sensorsOnly))
    }

    private func export(_ documents: [DayDocument], in context: ExportContext) async throws -> ExportResult {
        guard settings.hasStatistics else { return ExportResult(all: .skipped(.turnedOff)) }
        guard let statistics else { return ExportResult(all: .skipped(.apiNotConfigured)) }
        return try await statistics.export(documents, in: context)
    }
}

extension SkipReason {
    static let sensorsOnly = SkipReason(
        "Tempo and EcoWatt are sensors in Home Assistant, without a history of their own")
    static let apiNotConfigured = SkipReason(
        "long-term statistics need the API: fill in url and token of home_assistant")
}
