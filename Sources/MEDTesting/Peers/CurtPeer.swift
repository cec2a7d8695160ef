import Glibc
import Synchronization

/// Hangs up on whoever says anything, whatever the protocol: with a few bytes of its own first, or with RST.
public final class CurtPeer: Sendable {
    /// The port, on 127.0.0.1.
    public let port: Int
    private let listener: CInt
    private let count = Mutex(0)

    /// How many connections it has ended.
    public var connections: Int { count.withLock(\.self) }

    /// Starts it on a free port.
    ///
    /// - Parameter answer: What it says before it hangs up; nil: nothing, and it resets the connection.
    /// - Throws: ``PeerError``.
    public init(answer: [UInt8]? = nil) throws {
        let (listener, port) = try PeerSocket.listening(backlog: 64)
        (self.listener, self.port) = (listener, port)
        try PeerThread.start { [weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                self?.count.withLock { $0 += 1 }
                var input = [UInt8](repeating: 0, count: 16_384)
                _ = recv(connection, &input, input.count, 0)
                if let answer {
                    _ = send(connection, answer, answer.count, CInt(MSG_NOSIGNAL))
                } else {
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
                }
                close(connection)
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, CInt(SHUT_RDWR)) }
}
