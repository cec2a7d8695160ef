import Glibc

/// A black hole on the loopback: connections to it are never made, as behind a firewall that drops what comes.
///
/// Its queue of connections is kept full by its own, and Linux drops the SYN of one more (tcp(7), tcp_abort_on_overflow).
public final class SilentPeer: Sendable {
    /// Where it does not answer, on 127.0.0.1.
    public let port: Int
    private let sockets: [CInt]

    /// Takes a free port.
    ///
    /// - Throws: ``PeerError``.
    public init() throws {
        let (listener, port) = try PeerSocket.listening(backlog: 0)
        self.port = port
        var sockets = [listener]
        // A backlog of 0 holds one connection; the others wait in vain and keep the queue full.
        for _ in 0..<4 {
            let connection = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
            guard connection >= 0 else { break }
            _ = fcntl(connection, F_SETFL, O_NONBLOCK)
            var address = PeerSocket.loopback(port: port)
            _ = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            sockets.append(connection)
        }
        self.sockets = sockets
    }

    deinit { for socket in sockets { close(socket) } }
}
