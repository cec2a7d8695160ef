/// A whole message of a WebSocket, put together of its frames (RFC 6455 §5.6).
public enum WebSocketMessage: Sendable, Hashable {
    /// UTF-8 that was checked.
    case text(String)
    /// Bytes.
    case binary([UInt8])
}
