/// A request as an exporter's endpoint sees it.
public struct EndpointRequest: Sendable {
    /// `GET`, `HEAD` …
    public let method: String
    /// The path, without the query, not decoded.
    public let path: String
    /// Header fields in their order.
    public let headers: [(name: String, value: String)]

    /// A request.
    public init(method: String, path: String, headers: [(name: String, value: String)]) {
        self.method = method
        self.path = path
        self.headers = headers
    }

    /// The first value of a header, whatever the case of its name.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
