import MEDCore
import MEDExporters
import MEDStore
import MEDTesting
import TestServers
import Testing

@testable import MEDDelivery

/// The MQTT exporter as a later version of it would be: the same topics, other payloads.
private final class LaterMQTTExporter: CurrentExporter, ConnectedExporter {
    static let manifest = ExporterManifest(
        key: MQTTExporter.manifest.key, name: MQTTExporter.manifest.name, fields: MQTTExporter.manifest.fields,
        backfill: MQTTExporter.manifest.backfill, idempotence: MQTTExporter.manifest.idempotence,
        batchLimit: MQTTExporter.manifest.batchLimit, payloadVersion: MQTTExporter.manifest.payloadVersion + 1)

    private let exporter: MQTTExporter

    static func backfill(for configuration: ExporterConfiguration) -> BackfillPolicy {
        MQTTExporter.backfill(for: configuration)
    }

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        exporter = try MQTTExporter(configuration: configuration, dependencies: dependencies)
    }

    func testConnection() async -> ConnectionTestResult { await exporter.testConnection() }

    func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await exporter.exportConsumption(days, in: context)
    }

    func publish(_ state: CurrentState) async throws -> Evidence { try await exporter.publish(state) }

    func run(in runtime: ExporterRuntime) async throws { try await exporter.run(in: runtime) }
}

@Suite(.timeLimit(.minutes(1)))
struct PayloadVersionTests {
    @Test("another payload version sends everything again, to a real broker: the history and the retained values")
    func everythingAgain() async throws {
        let broker = try await MosquittoBroker.started()
        let scene = try Scene()
        try await scene.add(SampleReadings.days(40))
        let history = try await MosquittoSubscriber(broker, ["med/\(scene.pdl.digits)/history/#"])
        let daily = "med/\(scene.pdl.digits)/consumption/daily"
        let values = try await MosquittoSubscriber(broker, [daily])
        let configuration = ExporterConfiguration(
            instance: InstanceID("mqtt"),
            values: [
                "host": .string("127.0.0.1"), "port": .integer(broker.port), "topic_prefix": .string("med"),
                "history": .boolean(true),
            ], manifest: MQTTExporter.manifest)

        func run(_ type: any Exporter.Type, history count: Int, values published: Int) async throws {
            let setup = InstanceSetup(exporter: type, configuration: configuration)
            let service = scene.service([setup], clock: .system)
            let task = Task { try await service.run() }
            try await scene.delivered("mqtt")
            try await history.wait(for: count)
            try await values.wait(for: published)
            task.cancel()
            try await task.value
        }
        try await run(MQTTExporter.self, history: 40, values: 1)
        // A restart of the same version publishes the values again and no history.
        try await run(MQTTExporter.self, history: 40, values: 2)
        #expect(history.lines.count == 40)
        let before = try await scene.store.lanes(of: InstanceID("mqtt"))
        #expect(before.filter { !$0.isAtHead } == [])

        let setup = InstanceSetup(exporter: LaterMQTTExporter.self, configuration: configuration)
        let service = scene.service([setup], clock: .system)
        let task = Task { try await service.run() }
        try await history.wait(for: 80)
        try await values.wait(for: 3)
        try await scene.delivered("mqtt")
        task.cancel()
        try await task.value

        #expect(history.lines.count == 80)
        #expect(Set(history.lines.prefix(40).map(\.payload)) == Set(history.lines.suffix(40).map(\.payload)))
        #expect(Set(history.lines.map(\.topic)).count == 40)
        #expect(history.lines.filter(\.retain) == [])
        let late = try await MosquittoSubscriber(broker, [daily])
        let kept = try await late.wait(for: 1)
        #expect(kept[0].retain)
        #expect(kept[0].payload == values.lines[2].payload)
        let epochs = try await scene.store.epochs(of: InstanceID("mqtt"))
        #expect(epochs.map(\.payloadVersion) == [2, 1])
        let log = try await scene.log("mqtt").filter { $0.outcome == .delivered }
        #expect(Set(log.map(\.evidence)) == ["acknowledged"])
    }
}
