public import MEDCore
import MEDMQTT

/// Shows current values as Home Assistant's sensors, announced by MQTT discovery, and imports the history into its
/// long-term statistics over its own API.
///
/// Its connection to the broker is its own, with its own last will, states and topics, all under the discovery prefix: it
/// works whether the MQTT exporter is on, off, JSON or simple.
public final class HomeAssistantExporter: CurrentExporter, ConnectedExporter, RetractingExporter {
    /// Sensors go through the broker, statistics over Home Assistant's own API with its own token.
    public static let historyHasItsOwnWay = true

    let settings: HomeAssistantSettings
    let configuration: ExporterConfiguration
    let dependencies: ExporterDependencies
    let session: EntitySession
    /// `nil`: off, or not configured.
    let statistics: HomeAssistantStatistics?

    /// An exporter that connects to nothing yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: a prefix that makes no topic, a certificate file that cannot be
    ///   read, a URL without a token.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        self.configuration = configuration
        self.dependencies = dependencies
        settings = try HomeAssistantSettings(configuration, installationID: dependencies.installationID)
        session = EntitySession(settings.topics)
        statistics = settings.api.map { HomeAssistantStatistics($0, dependencies: dependencies) }
    }

    /// Runs an operation on the lasting connection, or on one of its own.
    ///
    /// - Throws: `ExporterFault`, `CancellationError`.
    func withClient<Value>(_ operation: (MQTTClient) async throws -> Value) async throws -> Value {
        do {
            if let client = await session.client {
                try await client.waitUntilConnected(timeout: settings.broker.connectTimeout)
                return try await operation(client)
            }
            return try await MQTTClient.withConnection(settings.broker.passing(), operation: operation)
        } catch let fault as MQTTFault {
            throw fault.exporterFault(endpoint: settings.broker.endpoint)
        }
    }

    /// The longest time for a batch: a broker that answers at all answers thousands of messages in a second.
    static let batchTimeout = Duration.seconds(60)
}
