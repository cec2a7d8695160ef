public import MEDCore
import MEDMQTT

/// Publishes on any MQTT broker, as document 003 describes: retained current values, and on request every day.
///
/// ``run(in:)`` keeps one connection with a last will, tells the status and hears commands. The other calls use that
/// connection while it is there; without it (a command line, a test) each connects for itself and leaves in good order.
/// `retain` governs everything but the history, which is never retained.
public final class MQTTExporter: CurrentExporter, ConnectedExporter, RetractingExporter {
    let settings: MQTTSettings
    let payloads: MQTTPayloads
    let dependencies: ExporterDependencies
    let session = MQTTSession()

    /// An exporter that connects to nothing yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: a prefix with a wildcard, a host with a scheme, a
    ///   certificate file that cannot be read. A missing CA file ends here, so that no password ever goes out in clear.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        settings = try MQTTSettings(configuration, installationID: dependencies.installationID)
        payloads = settings.payloads
        self.dependencies = dependencies
    }

    /// Runs an operation on the lasting connection, or on one of its own.
    ///
    /// - Throws: `ExporterFault`, `CancellationError`.
    func withClient<Value>(_ operation: (MQTTClient) async throws -> Value) async throws -> Value {
        do {
            if let client = await session.client {
                try await client.waitUntilConnected(timeout: settings.connectTimeout)
                return try await operation(client)
            }
            return try await MQTTClient.withConnection(settings.passing(), operation: operation)
        } catch let fault as MQTTFault {
            throw fault.exporterFault(endpoint: settings.endpoint)
        }
    }

    /// The longest time for a batch: a broker that answers at all answers thousands of messages in a second.
    static let batchTimeout = Duration.seconds(60)
}
