public import MEDCore

/// The exporters of this module by the key of their section in config.yaml.
public enum ExporterRegistry {
    /// All of them, in the order of the tabs.
    public static let all: [any Exporter.Type] = [
        HomeAssistantExporter.self, MQTTExporter.self, VictoriaMetricsExporter.self, PrometheusExporter.self,
        JeedomExporter.self, WebhookExporter.self,
    ]

    /// What they declare about themselves, in the same order.
    public static var manifests: [ExporterManifest] { all.map { $0.manifest } }

    /// The exporter of a key such as `mqtt`; `nil` when there is none.
    public static func exporter(key: String) -> (any Exporter.Type)? {
        all.first { $0.manifest.key == key }
    }
}
