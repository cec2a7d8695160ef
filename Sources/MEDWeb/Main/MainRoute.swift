public import MEDCore

/// One path of the main server.
public struct MainRoute: Sendable {
    /// The path, to the letter: `/metrics`.
    public let path: String
    /// Whether it is answered without the token: for a health check, which shows nothing of the household.
    public let isOpen: Bool
    let respond: @Sendable (EndpointRequest) async -> EndpointResponse

    /// A path and what answers it.
    public init(
        _ path: String, isOpen: Bool = false, respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) {
        self.path = path
        self.isOpen = isOpen
        self.respond = respond
    }

    /// `/health`: `{"status":"ok"}`, or `error` while something is wrong, in both cases with 200, because the program is
    /// at work.
    public static func health(_ status: @escaping @Sendable () -> ServiceStatus) -> MainRoute {
        MainRoute("/health", isOpen: true) { request in
            guard request.method == "GET" || request.method == "HEAD" else {
                return EndpointResponse(status: 405, headers: [("Allow", "GET, HEAD")])
            }
            let body = "{\"status\":\"\(status().health.rawValue)\"}\n"
            return EndpointResponse(
                status: 200, headers: [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
                body: Array(body.utf8))
        }
    }
}
