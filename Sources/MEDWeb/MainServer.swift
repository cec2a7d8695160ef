public import Logging
public import MEDCore

/// The main server: `/metrics` and `/health` on every address of `server.listen`.
///
/// A request has to name a host of the allow-list; on an address that the network reaches it has to show the token as
/// well, and everywhere when there is one.
public struct MainServer: Sendable {
    private let server: any EndpointServer
    private let token: BearerToken?
    private let allowedHosts: [String]
    private let routes: [MainRoute]

    /// A main server.
    ///
    /// - Parameters:
    ///   - token: `server.token`; `nil`: none.
    ///   - allowedHosts: `server.allowed_hosts`, besides the names of this machine's loopback and the address itself.
    public init(
        token: Secret?, allowedHosts: [String] = [], routes: [MainRoute], limits: ServingLimits = ServingLimits(),
        logger: Logger
    ) {
        server = WebEndpointServer(limits: limits, logger: logger)
        self.token = token.map(BearerToken.init)
        self.allowedHosts = allowedHosts
        self.routes = routes
    }

    /// Serves one address until the task is cancelled.
    ///
    /// - Parameter listening: Called once, with the port that was bound.
    /// - Throws: `ExporterFault.unreachable` when it cannot be bound; `blocked` when the network reaches it and there is
    ///   no token; `CancellationError`.
    public func serve(
        _ endpoint: Endpoint, listening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws {
        guard endpoint.isLoopback || token != nil else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "\(endpoint) est accessible du réseau et demande un jeton (server.token).",
                    en: "The network reaches \(endpoint), which needs a token (server.token)."))
        }
        let hosts = HostList(allowed: allowedHosts, listening: endpoint.host)
        try await server.serve(endpoint, listening: listening) { await respond(to: $0, hosts: hosts) }
    }

    private func respond(to request: EndpointRequest, hosts: HostList) async -> EndpointResponse {
        guard hosts.allows(request.header("Host")) else {
            return plain(421, "421 Misdirected Request: this name is not in server.allowed_hosts\n")
        }
        let route = routes.first { $0.path == request.path }
        if let token, route?.isOpen != true, !token.accepts(request.header("Authorization")) {
            return plain(401, "401 Unauthorized: wrong or missing token\n", ("WWW-Authenticate", "Bearer"))
        }
        guard let route else { return plain(404, "404 Not Found\n") }
        return await route.respond(request)
    }

    private func plain(_ status: Int, _ text: String, _ more: (String, String)...) -> EndpointResponse {
        EndpointResponse(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8")] + more, body: Array(text.utf8))
    }
}
