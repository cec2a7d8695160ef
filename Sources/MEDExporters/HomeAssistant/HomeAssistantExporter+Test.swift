public import MEDCore

extension HomeAssistantExporter {
    /// Tries the broker, then the API when the statistics need it. Nothing stays behind at either: the message that tries
    /// the right to write is not retained.
    public func testConnection() async -> ConnectionTestResult {
        let mqtt = await settings.broker.test(writingTo: settings.topics.test)
        guard let statistics else {
            return ConnectionTestResult(stages: mqtt.stages + [unusedAPI], server: mqtt.server)
        }
        let api = await statistics.test()
        let servers = [mqtt.server, api.server].compactMap(\.self)
        return ConnectionTestResult(
            stages: mqtt.stages + api.stages.map(\.ofAPI),
            server: servers.isEmpty ? nil : servers.joined(separator: ", "))
    }

    private var unusedAPI: ConnectionTestStage {
        let detail =
            settings.hasStatistics
            ? LocalizedText(
                fr: "API Home Assistant non configurée : indiquez url et token pour les statistiques long terme",
                en: "Home Assistant API not configured: fill in url and token for the long-term statistics")
            : LocalizedText(
                fr: "API Home Assistant non utilisée : les statistiques long terme sont désactivées",
                en: "Home Assistant API not used: the long-term statistics are off")
        return ConnectionTestStage(.connect, .notCheckable, detail: detail)
    }
}

extension ConnectionTestStage {
    /// The stages of both ways stand in one list.
    fileprivate var ofAPI: ConnectionTestStage {
        ConnectionTestStage(
            name, outcome, milliseconds: milliseconds,
            detail: LocalizedText(
                fr: "API Home Assistant : \(detail.french)", en: "Home Assistant API: \(detail.english)"),
            hint: hint)
    }
}
