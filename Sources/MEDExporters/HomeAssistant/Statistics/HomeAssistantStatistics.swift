import MEDCore

/// Home Assistant's long-term statistics: imports days and their corrections over its WebSocket API.
actor HomeAssistantStatistics {
    let api: HomeAssistantAPI
    let dependencies: ExporterDependencies

    init(_ api: HomeAssistantAPI, dependencies: ExporterDependencies) {
        self.api = api
        self.dependencies = dependencies
    }

    /// Imports days of one direction, of any number of PDLs, in order inside each.
    func export(_ documents: [DayDocument], in context: ExportContext) async throws -> ExportResult {
        ExportResult(all: .skipped(.notSupported))
    }

    /// The stages of a test of the API: reachable, certificate, token, administrator. It leaves nothing behind.
    func test() async -> ConnectionTestResult { ConnectionTestResult(stages: []) }

    /// Removes the statistics of the given PDLs; returns how many series went.
    func retract(_ pdls: [PDL]) async throws -> Int { 0 }
}
