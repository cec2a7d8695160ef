import Logging
public import MEDCore

/// Shows the current state to Prometheus, which comes and reads it: the only exporter that is asked.
///
/// Nothing is delivered in the sense of the other exporters: ``publish(_:)`` holds the state for the next scrape and says
/// no more than `sent`; the first scrape of a state is reported to the engine, which writes it into the export log. The
/// history reaches Prometheus only by a file (``OpenMetricsHistory``).
public final class PrometheusExporter: CurrentExporter, ConnectedExporter {
    let settings: PrometheusSettings
    let dependencies: ExporterDependencies
    let session = PrometheusSession()

    /// An exporter that listens to nothing yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: an address that the network reaches without a password and
    ///   without `open: true`, a user name without a password, a path or a label that is none.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        settings = try PrometheusSettings(configuration)
        self.dependencies = dependencies
    }

    /// Holds the state for the next scrape.
    ///
    /// - Throws: `ExporterFault.blocked` in a program that serves nothing.
    public func publish(_ state: CurrentState) async throws -> Evidence {
        guard dependencies.server != nil else { throw Self.servesNothing }
        session.hold(state)
        return .sent
    }

    /// Serves `listen:port path` until the task is cancelled.
    ///
    /// - Throws: `ExporterFault.unreachable` when the address cannot be bound, `blocked` in a program that serves nothing.
    public func run(in runtime: ExporterRuntime) async throws {
        guard let server = dependencies.server else { throw Self.servesNothing }
        let session = session
        let following = Task {
            for await status in runtime.status { session.hold(status) }
        }
        defer {
            following.cancel()
            session.ended()
            runtime.report(.disconnected)
        }
        let endpoint = PrometheusEndpoint(path: settings.path, credentials: settings.credentials)
        let (renderer, now, log) = (settings.renderer, dependencies.now, dependencies.logger)
        try await server.serve(settings.endpoint) { [settings] port in
            session.listens(on: port)
            log.info("metrics are served", metadata: ["address": "\(settings.endpoint.host):\(port)\(settings.path)"])
            runtime.report(.connected)
        } respond: { request in
            let (state, status) = session.held()
            let response = endpoint.respond(to: request) { renderer.render(state, status, as: $0) }
            if response.status == 200, request.method == "GET", session.scraped(at: now()) {
                runtime.report(.collected)
            }
            return response
        }
    }

    /// When Prometheus (or anybody) last read the metrics; `nil`: not since the endpoint is served.
    public var lastScrape: UTCInstant? { session.lastScrape }

    private static let servesNothing = ExporterFault.blocked(
        cause: LocalizedText(
            fr: "Prometheus vient lire les métriques, et seul « med run » les sert. Pour l'historique : "
                + "med export --exporter prometheus --openmetrics FICHIER.",
            en: "Prometheus comes and reads the metrics, and only \"med run\" serves them. For the history: "
                + "med export --exporter prometheus --openmetrics FILE."))
}
