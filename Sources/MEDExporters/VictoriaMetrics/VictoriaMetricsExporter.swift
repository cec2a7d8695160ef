public import MEDCore
import MEDHTTP

/// Writes the history to VictoriaMetrics (`/api/v1/import`): every day and every half-hour at its own time.
///
/// A 204 of VictoriaMetrics says nothing: what was written is read back before it counts as delivered. Nothing is ever
/// sent that is there already, because a server without deduplication would count it twice; a correction deletes the
/// series that it touches and writes them anew from the store.
public final class VictoriaMetricsExporter: Exporter {
    let settings: VictoriaMetricsSettings
    let server: VictoriaMetricsAPI
    let dependencies: ExporterDependencies
    private let configuration: ExporterConfiguration

    /// An exporter that connects to nothing yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: no URL, one with a query or a password, a label that is none.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        self.configuration = configuration
        self.dependencies = dependencies
        settings = try VictoriaMetricsSettings(configuration)
        server = VictoriaMetricsAPI(settings: settings, now: dependencies.now, logger: dependencies.logger)
    }

    /// The server of an earlier identity, with the present credentials.
    func server(at identity: DestinationIdentity) throws -> VictoriaMetricsAPI {
        VictoriaMetricsAPI(
            settings: try VictoriaMetricsSettings(configuration, at: identity), now: dependencies.now,
            logger: dependencies.logger)
    }
}
