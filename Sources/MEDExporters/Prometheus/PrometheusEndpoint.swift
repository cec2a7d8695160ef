public import MEDCore

/// Answers scrapes: method, path, credentials, format and compression, then what `render` gives. No I/O.
public struct PrometheusEndpoint: Sendable {
    /// Named in every answer, so that a test knows this endpoint from another program on its port.
    static let serverName = "swift-myelectricaldata"
    /// Below, gzip saves nothing: one packet is one packet.
    private static let worthCompressing = 1_024

    /// The only path, such as `/metrics`.
    public let path: String
    private let authorization: BasicAuthorization?

    /// An endpoint.
    ///
    /// - Parameters:
    ///   - credentials: What a scrape has to show (RFC 7617); `nil`: nothing.
    public init(path: String = "/metrics", credentials: (user: String, password: Secret)? = nil) {
        self.path = path
        authorization = credentials.map { BasicAuthorization(user: $0.user, password: $0.password) }
    }

    /// The answer to a request; for `HEAD` too with the body, which the server leaves out.
    public func respond(
        to request: EndpointRequest, render: (ExpositionFormat) -> [UInt8]
    ) -> EndpointResponse {
        if let authorization, !authorization.accepts(request.header("Authorization")) {
            return plain(
                401, "401 Unauthorized: wrong or missing user name and password\n",
                ("WWW-Authenticate", "Basic realm=\"\(Self.serverName)\", charset=\"UTF-8\""))
        }
        guard request.path == path else { return plain(404, "404 Not Found: the metrics are at \(path)\n") }
        guard request.method == "GET" || request.method == "HEAD" else {
            return plain(405, "405 Method Not Allowed\n", ("Allow", "GET, HEAD"))
        }
        let format = ExpositionFormat(accept: request.values("Accept"))
        let body = render(format)
        var headers = [
            ("Content-Type", format.contentType), ("Server", Self.serverName), ("Cache-Control", "no-store"),
            ("Vary", "Accept, Accept-Encoding"),
        ]
        if body.count >= Self.worthCompressing, Self.acceptsGzip(request), let packed = Gzip.compressed(body) {
            headers.append(("Content-Encoding", "gzip"))
            return EndpointResponse(status: 200, headers: headers, body: packed)
        }
        return EndpointResponse(status: 200, headers: headers, body: body)
    }

    private func plain(_ status: Int, _ text: String, _ more: (String, String)...) -> EndpointResponse {
        let headers = [("Content-Type", "text/plain; charset=utf-8"), ("Server", Self.serverName)] + more
        return EndpointResponse(status: status, headers: headers, body: Array(text.utf8))
    }

    private static func acceptsGzip(_ request: EndpointRequest) -> Bool {
        let entries = QualityList(request.values("Accept-Encoding")).entries
        let named = entries.last { $0.name == "gzip" || $0.name == "x-gzip" }
        return (named ?? entries.last { $0.name == "*" }).map { $0.quality > 0 } ?? false
    }
}

extension EndpointRequest {
    fileprivate func values(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
}
