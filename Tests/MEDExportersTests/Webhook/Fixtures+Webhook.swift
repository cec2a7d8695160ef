import Foundation
import Logging
import MEDCore
import MEDExporters
import Synchronization
import TestServers

/// The secret of Standard Webhooks' own examples.
let signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
let olderSecret = "whsec_" + Data((0..<32).map { UInt8($0) }).base64EncodedString()

func webhook(
    _ url: String, _ values: [String: ConfigurationValue] = [:], instance: String = "webhook",
    clock: TestClock = TestClock(), log: LogCapture? = nil
) throws -> WebhookExporter {
    // Longer than any household may choose: a loaded machine is not what is tested.
    var complete: [String: ConfigurationValue] = ["url": .string(url), "timeout": .integer(120)]
    complete.merge(values) { $1 }
    let logger = Logger(label: "test") { _ in log?.handler ?? SwiftLogNoOpLogHandler() }
    return try WebhookExporter(
        configuration: ExporterConfiguration(
            instance: InstanceID(instance), values: complete, manifest: WebhookExporter.manifest),
        dependencies: ExporterDependencies(logger: logger, installationID: "test", now: { clock.now }))
}

let webhookContext = ExportContext(instance: InstanceID("webhook"))

extension WebhookExporter {
    /// Exports days of consumption.
    func export(_ documents: [DayDocument]) async throws -> ExportResult {
        try await exportConsumption(documents.map(ConsumptionData.init), in: webhookContext)
    }
}

let tempoDay = TempoData(day: january15, color: .white, isFinal: true, recordedAt: recorded)
let ecowattDay = EcowattData(
    day: january15, level: 2, hours: [0, 1, 2, 3] + Array(repeating: 1, count: 18), recordedAt: recorded)

/// Why an exporter could not be made; fails the test when it could.
func refusal(_ values: [String: ConfigurationValue]) throws -> LocalizedText {
    try refusal("http://127.0.0.1/", values)
}

func refusal(_ url: String, _ values: [String: ConfigurationValue]) throws -> LocalizedText {
    do {
        _ = try webhook(url, values)
        throw TestServerError("the configuration was accepted")
    } catch ExporterFault.blocked(let cause) {
        return cause
    }
}

/// What was logged, on every level.
final class LogCapture: Sendable {
    private let entries = Mutex<[String]>([])

    var text: String { entries.withLock { $0.joined(separator: "\n") } }
    var handler: any LogHandler { Handler(capture: self) }

    private func append(_ line: String) { entries.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let capture: LogCapture
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(capture: LogCapture) { self.capture = capture }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { capture.append("\(event.message) \(event.metadata ?? [:])") }
    }
}
