/// What an exporter's endpoint answers.
public struct EndpointResponse: Sendable {
    /// 200, 401, 404 …
    public let status: Int
    /// Header fields in their order, `Content-Type` among them.
    public let headers: [(name: String, value: String)]
    /// The body.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
