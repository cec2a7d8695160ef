/// How a server closed a WebSocket (RFC 6455 §7.4).
public struct WebSocketClosure: Sendable, Hashable {
    /// The status code, 1000 for a normal end; `nil`: the server gave none.
    public let code: UInt16?
    /// The server's words, at most 123 bytes. Not for a household to read: they may hold anything.
    public let reason: String

    init(code: UInt16?, reason: String = "") {
        self.code = code
        self.reason = reason
    }
}
