import Logging
import MEDCore
import MEDExporters
import TestServers

/// An exporter that runs as the engine runs it: the state is published at every connection and birth.
final class RunningHouse: Sendable {
    let exporter: any CurrentExporter & ConnectedExporter & RetractingExporter
    private let task: Task<Void, any Error>

    private init(_ exporter: any CurrentExporter & ConnectedExporter & RetractingExporter, _ state: CurrentState) {
        self.exporter = exporter
        let (events, send) = AsyncStream.makeStream(of: ExporterRuntime.Event.self)
        let runtime = ExporterRuntime(status: AsyncStream { $0.finish() }) { send.yield($0) }
        task = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await event in events where event == .connected {
                        // A connection that breaks meanwhile is followed by another.
                        do { _ = try await exporter.publish(state) } catch { print("not published: \(error)") }
                    }
                }
                defer { send.finish() }
                try await exporter.run(in: runtime)
            }
        }
    }

    deinit { task.cancel() }

    func stop() async throws {
        task.cancel()
        try await task.value
    }

    static func homeAssistant(
        _ instance: HomeAssistantInstance, _ state: CurrentState, _ values: [String: ConfigurationValue] = [:]
    ) throws -> RunningHouse {
        RunningHouse(try exporter(instance, values), state)
    }

    static func exporter(
        _ instance: HomeAssistantInstance, _ values: [String: ConfigurationValue] = [:]
    ) throws -> HomeAssistantExporter {
        var complete: [String: ConfigurationValue] = [
            "mqtt.host": .string("127.0.0.1"), "mqtt.port": .integer(instance.mqttPort),
            "statistics": .boolean(false),
        ]
        if values["statistics"] == .boolean(true) {
            complete["url"] = .string(try instance.value("HA_URL"))
            complete["token"] = .secret(Secret(try instance.value("HA_TOKEN")))
        }
        complete.merge(values) { $1 }
        return try HomeAssistantExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID(exporterKey: "home_assistant"), values: complete,
                manifest: HomeAssistantExporter.manifest),
            dependencies: dependencies)
    }

    static func mqtt(_ instance: HomeAssistantInstance, _ state: CurrentState, format: String) throws -> RunningHouse {
        let values: [String: ConfigurationValue] = [
            "host": .string("127.0.0.1"), "port": .integer(instance.mqttPort), "format": .string(format),
        ]
        let exporter = try MQTTExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID(exporterKey: "mqtt"), values: values, manifest: MQTTExporter.manifest),
            dependencies: dependencies)
        return RunningHouse(exporter, state)
    }

    private static var dependencies: ExporterDependencies {
        ExporterDependencies(
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "house",
            now: { UTCInstant(utcYear: 2024, month: 1, day: 15, hour: 12) })
    }
}
