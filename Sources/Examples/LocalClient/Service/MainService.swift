import Logging
import MEDConfiguration
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDWeb
import ServiceLifecycle

/// Serves `/metrics` and `/health` on the addresses of `server.listen`. An address that is taken keeps nothing else from
/// running: it is said once, and tried again.
struct MainService: Service {
    private static let pause = Duration.seconds(30)

    private let addresses: [ListenAddress]
    private let hasTLS: Bool
    private let server: MainServer
    private let logger: Logger

    init(household: Household, store: any Store, board: StatusBoard) {
        let settings = household.configuration.server
        addresses = settings.listen
        hasTLS = settings.tls != nil
        logger = household.logger
        let section = household.configuration.exporters.first {
            $0.instance.exporterKey == PrometheusExporter.manifest.key
        }
        // Labels that are none are the exporter's to complain about.
        let renderer = section.flatMap { try? PrometheusRenderer($0.configuration) } ?? PrometheusRenderer()
        let endpoint = PrometheusEndpoint()
        let metrics = MainRoute("/metrics") { [logger] request in
            do {
                let now = DeliveryClock.system.now()
                let state = CurrentState(try await store.currentDocuments(at: now), at: now)
                return endpoint.respond(to: request) { renderer.render(state, board.status, as: $0) }
            } catch {
                logger.error("metrics not answered", metadata: ["error": "\(error)"])
                return EndpointResponse(status: 503, headers: [("Retry-After", "60")])
            }
        }
        server = MainServer(
            token: settings.token, allowedHosts: settings.allowedHosts,
            routes: [metrics, .health { board.status }], logger: household.logger)
    }

    func run() async throws {
        guard !hasTLS else {
            // Rather nothing than in clear what was meant to be encrypted.
            logger.error("server.tls is not served by this version: the main server is off, delivery goes on")
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for address in addresses { group.addTask { await keep(address) } }
                // A service that ends ends the program.
                group.addTask { try? await gracefulShutdown() }
            }
        }
    }

    private func keep(_ address: ListenAddress) async {
        var hasComplained = false
        while !Task.isCancelled {
            do {
                try await server.serve(Endpoint(host: address.host, port: address.port)) { [logger] port in
                    logger.info("listening", metadata: ["address": "\(address.host):\(port)"])
                }
            } catch {
                if Task.isCancelled { return }
                if !hasComplained {
                    logger.warning(
                        "delivery goes on without this address", metadata: ["reason": "\(Self.reason(error))"])
                }
                hasComplained = true
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case ExporterFault.unreachable(_, let reason), ExporterFault.blocked(let reason): reason.english
        default: "\(error)"
        }
    }
}
