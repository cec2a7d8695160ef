import Logging
import MEDCore
import MEDExporters

/// An exporter for a URL, or whatever the values say.
func victoriaMetrics(
    _ url: String = "http://victoriametrics:8428/api/v1/import", _ values: [String: ConfigurationValue] = [:],
    now: UTCInstant = recorded
) throws -> VictoriaMetricsExporter {
    var complete: [String: ConfigurationValue] = ["push.url": .string(url)]
    complete.merge(values) { $1 }
    return try VictoriaMetricsExporter(
        configuration: ExporterConfiguration(
            instance: InstanceID(exporterKey: "victoriametrics"), values: complete,
            manifest: VictoriaMetricsExporter.manifest),
        dependencies: ExporterDependencies(
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "test",
            now: { now }))
}
