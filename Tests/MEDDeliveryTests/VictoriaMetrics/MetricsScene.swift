import Foundation
import Logging
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDStoreSQLite
import TestServers

/// A store, a real VictoriaMetrics, and what delivers from one to the other.
final class MetricsScene: Sendable {
    static let instance = InstanceID(exporterKey: "victoriametrics")

    let folder: TemporaryDirectory
    let store: SQLiteStore
    let clock: ManualClock

    init(at now: UTCInstant) throws {
        folder = try TemporaryDirectory("med-metrics")
        store = try SQLiteStore(path: folder.path("med.sqlite"))
        clock = ManualClock(now)
    }

    var path: String { folder.path("med.sqlite") }

    static func configuration(_ url: String, _ values: [String: ConfigurationValue] = [:]) -> ExporterConfiguration {
        ExporterConfiguration(
            instance: instance, values: values.merging(["push.url": .string(url)]) { first, _ in first },
            manifest: VictoriaMetricsExporter.manifest)
    }

    func exporter(_ url: String, _ values: [String: ConfigurationValue] = [:]) throws -> VictoriaMetricsExporter {
        let clock = clock
        return try VictoriaMetricsExporter(
            configuration: Self.configuration(url, values),
            dependencies: ExporterDependencies(
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, installationID: "test",
                now: { clock.now }))
    }

    /// Delivers everything that is due, as `med export` does.
    func deliver(to url: String, _ values: [String: ConfigurationValue] = [:]) async throws {
        let setup = InstanceSetup(
            exporter: VictoriaMetricsExporter.self, configuration: Self.configuration(url, values))
        let runner = InstanceRunner(
            setup, exporter: try exporter(url, values), store: store, worker: .random(), clock: clock.clock,
            policy: DeliveryPolicy(lease: .seconds(1_000_000), callDeadline: .seconds(500_000)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await runner.deliverOnce()
    }

    /// Imports days of one meter without a contract.
    func add(_ days: [MeterReadings.Entry], of pdl: PDL) async throws {
        _ = try await store.importReadings(
            [MeterReadings(pdl: pdl, direction: .consumption, days: days)],
            from: ImportSource(name: UUID().uuidString), contracts: [:], at: clock.now)
    }

    /// The evidence of what the export log has as delivered.
    func evidence() async throws -> Set<String> {
        Set(try await store.logEntries(of: Self.instance, limit: 10_000).compactMap(\.evidence))
    }

    func isDelivered() async throws -> Bool {
        try await store.lanes(of: Self.instance).allSatisfy(\.isAtHead)
    }
}
