import Logging
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDStoreSQLite

/// A process for tests to kill: delivers everything that is due to a VictoriaMetrics, once.
///
/// usage: DeliveryCrasher <database> <url>
let logger = Logger(label: "crasher") { StreamLogHandler.standardError(label: $0) }
let configuration = ExporterConfiguration(
    instance: InstanceID(exporterKey: "victoriametrics"), values: ["push.url": .string(CommandLine.arguments[2])],
    manifest: VictoriaMetricsExporter.manifest)
let store = try SQLiteStore(path: CommandLine.arguments[1])
let clock = DeliveryClock.system
let exporter = try VictoriaMetricsExporter(
    configuration: configuration,
    dependencies: ExporterDependencies(logger: logger, installationID: "crasher", now: clock.now))
let runner = InstanceRunner(
    InstanceSetup(exporter: VictoriaMetricsExporter.self, configuration: configuration), exporter: exporter,
    store: store, worker: .random(), logger: logger)
try await runner.deliverOnce()
