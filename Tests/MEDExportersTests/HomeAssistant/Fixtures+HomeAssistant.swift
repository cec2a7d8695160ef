import Logging
import MEDCore
import TestServers

@testable import MEDExporters

/// Topics of a fixed installation.
let standardTopics = HomeAssistantTopics(prefix: "homeassistant", clientID: "med0123456789abcdef")

func houseConfiguration(_ values: [String: ConfigurationValue]) -> ExporterConfiguration {
    ExporterConfiguration(
        instance: InstanceID(exporterKey: "home_assistant"), values: values, manifest: HomeAssistantExporter.manifest)
}

func house(_ values: [String: ConfigurationValue], installation: String = "house") throws -> HomeAssistantExporter {
    try HomeAssistantExporter(
        configuration: houseConfiguration(values),
        dependencies: ExporterDependencies(
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: installation,
            now: { recorded }))
}

extension MosquittoBroker {
    /// A Home Assistant exporter for this broker.
    func house(
        _ values: [String: ConfigurationValue] = [:], installation: String = "house"
    ) throws -> HomeAssistantExporter {
        var complete: [String: ConfigurationValue] = ["mqtt.host": .string(host), "mqtt.port": .integer(port)]
        complete.merge(values) { $1 }
        return try MEDExportersTests.house(complete, installation: installation)
    }
}

/// Everything that an exporter wants to stand at the broker, by topic, as its preview says.
func announced(_ exporter: HomeAssistantExporter, _ state: CurrentState = fullState()) -> [String: String] {
    Dictionary(
        exporter.preview(state).map { ($0.address, String(decoding: $0.body, as: UTF8.self)) },
        uniquingKeysWith: { _, _ in preconditionFailure("a topic appears twice") })
}

/// The state of another meter, without national values.
func otherState() -> CurrentState {
    CurrentState(
        CurrentDocuments(meters: [
            MeterState(pdl: otherMeter, direction: .consumption, latestDay: document(pdl: otherMeter, tariff: .base))
        ]), at: recorded)
}
