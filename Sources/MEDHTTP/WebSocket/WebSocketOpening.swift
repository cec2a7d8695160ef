/// What was learnt when a WebSocket was opened.
public struct WebSocketOpening: Sendable {
    /// The fields of the answer 101.
    public let headers: HTTPHeaders
    /// The server's address, IPv6 without brackets; `nil`: unknown.
    public let remoteAddress: String?
    /// How long the stages took; `firstByte` and `total` until the answer 101.
    public let timings: HTTPTimings
}
