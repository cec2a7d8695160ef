import Glibc
import Synchronization

/// Takes connections on the loopback and resets each as soon as something was sent, whatever the protocol.
public final class ResettingPeer: Sendable {
    /// The port, on 127.0.0.1.
    public let port: Int
    private let listener: CInt
    private let count = Mutex(0)

    /// How many connections it has reset.
    public var connections: Int { count.withLock(\.self) }

    /// Starts it on a free port.
    ///
    /// - Throws: ``PeerError``.
    public init() throws {
        let (listener, port) = try PeerSocket.listening(backlog: 64)
        (self.listener, self.port) = (listener, port)
        try PeerThread.start { [weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                self?.count.withLock { $0 += 1 }
                var first: UInt8 = 0
                _ = recv(connection, &first, 1, 0)
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
                close(connection)
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, CInt(SHUT_RDWR)) }
}
