import Glibc

/// A port of the loopback on which nobody listens and that nobody else gets: connections to it are refused.
public final class ClosedPeer: Sendable {
    /// The port.
    public let port: Int
    private let socket: CInt

    /// Takes a free port.
    ///
    /// - Throws: ``PeerError``.
    public init() throws {
        (socket, port) = try PeerSocket.bound(backlog: nil)
    }

    deinit { close(socket) }
}
