import Foundation
import Logging
import MEDCore
import MEDExporters
import Synchronization
import TestServers
import Testing

/// Shared by the tests that run at the same time, and removed with the last of them.
let certificates = SharedCertificates()

final class SharedCertificates: Sendable {
    private struct Made: Sendable {
        weak let certificates: TestCertificates?
    }

    private let made = Mutex(Made(certificates: nil))

    func get() throws -> TestCertificates {
        try made.withLock { made in
            if let certificates = made.certificates { return certificates }
            let certificates = try TestCertificates()
            made = Made(certificates: certificates)
            return certificates
        }
    }
}

extension MosquittoBroker {
    /// An exporter for this broker.
    func exporter(
        _ values: [String: ConfigurationValue] = [:], clock: TestClock = TestClock(), host: String? = nil
    ) throws -> MQTTExporter {
        var complete: [String: ConfigurationValue] = [
            "host": .string(host ?? self.host), "port": .integer(port), "topic_prefix": .string("med"),
            "connect_timeout": .integer(5),
        ]
        complete.merge(values) { $1 }
        return try MQTTExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID(exporterKey: "mqtt"), values: complete, manifest: MQTTExporter.manifest),
            dependencies: ExporterDependencies(
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                installationID: UUID().uuidString, now: { clock.now }))
    }
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let instant = Mutex(recorded)

    var now: UTCInstant { instant.withLock { $0 } }

    func advance(bySeconds seconds: Int) {
        instant.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
}

/// The engine's side of `run`, and the run itself.
final class RunningExporter: Sendable {
    let events: AsyncStream<ExporterRuntime.Event>
    private let status: AsyncStream<ServiceStatus>.Continuation
    private let task: Task<Void, any Error>

    init(
        _ exporter: any ConnectedExporter, status first: ServiceStatus = ServiceStatus(lastSync: recorded, pdlCount: 1)
    ) {
        let (statuses, status) = AsyncStream.makeStream(of: ServiceStatus.self)
        let (events, send) = AsyncStream.makeStream(of: ExporterRuntime.Event.self)
        self.events = events
        self.status = status
        status.yield(first)
        let runtime = ExporterRuntime(status: statuses) { send.yield($0) }
        task = Task {
            defer { send.finish() }
            try await exporter.run(in: runtime)
        }
    }

    deinit { task.cancel() }

    func tell(_ status: ServiceStatus) { self.status.yield(status) }

    /// Waits for an event; those before it are skipped.
    func wait(for event: ExporterRuntime.Event) async throws {
        for await other in events where other == event { return }
        throw TestServerError("the run ended without \(event)")
    }

    /// Cancels the run and waits for its end.
    func stop() async throws {
        task.cancel()
        try await task.value
    }

    /// Waits for a run that ends by itself.
    func failure() async -> (any Error)? {
        if case .failure(let error) = await task.result { error } else { nil }
    }
}

/// Runs an exporter next to an operation, from its first connection on.
func running(_ exporter: any ConnectedExporter, _ operation: (RunningExporter) async throws -> Void) async throws {
    let run = RunningExporter(exporter)
    try await run.wait(for: .connected)
    try await operation(run)
    try await run.stop()
}

extension [MosquittoSubscriber.Line] {
    /// The last payload of each topic; cleared ones are not among them.
    var latest: [String: String] {
        var latest: [String: String] = [:]
        for line in self { latest[line.topic] = line.payload.isEmpty ? nil : line.payload }
        return latest
    }
}

/// What a new subscriber sees of the broker: retained messages, up to a marker published after it subscribed.
func retained(
    at broker: MosquittoBroker, user: (name: String, password: String)? = nil
) async throws -> [MosquittoSubscriber.Line] {
    let subscriber = try await MosquittoSubscriber(broker, ["#"], user: user)
    let marker = "marker/\(UUID().uuidString)"
    try publish(broker, marker, "end", user: user)
    let lines = try await subscriber.wait { $0.contains { $0.topic == marker } }
    subscriber.stop()
    return lines.filter { !$0.topic.hasPrefix("marker/") }
}

/// Publishes with mosquitto_pub.
func publish(
    _ broker: MosquittoBroker, _ topic: String, _ payload: String, retain: Bool = false,
    user: (name: String, password: String)? = nil
) throws {
    let program = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
    var arguments = ["-h", "127.0.0.1", "-p", "\(broker.port)", "-q", "1", "-t", topic, "-m", payload]
    if retain { arguments.append("-r") }
    if let user { arguments += ["-u", user.name, "-P", user.password] }
    try Executable.run(program, arguments)
}

/// The fault that an operation throws.
func exporterFault(_ operation: () async throws -> Void) async throws -> ExporterFault {
    do {
        try await operation()
    } catch let fault as ExporterFault {
        return fault
    }
    throw TestServerError("nothing was thrown")
}

extension ExporterFault {
    /// The cause of a blocked destination; `nil` for one that is tried again.
    var blockedCause: LocalizedText? {
        if case .blocked(let cause) = self { cause } else { nil }
    }
}

let anyContext = ExportContext(instance: InstanceID(exporterKey: "mqtt"))
