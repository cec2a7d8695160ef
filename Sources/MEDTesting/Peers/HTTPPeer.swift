import Glibc
import Synchronization

/// A small HTTP/1.1 server on the loopback whose answers a test writes byte by byte, a thread per connection.
public final class HTTPPeer: Sendable {
    /// What a client asked.
    public struct Request: Sendable {
        /// The how-manieth connection, from 0.
        public let connection: Int
        /// The how-manieth request of the connection, from 0.
        public let index: Int
        /// `GET /path HTTP/1.1` and the header lines.
        public let lines: [String]
        /// As many bytes as Content-Length says.
        public let body: [UInt8]

        /// The method.
        public var method: String { String(lines[0].prefix { $0 != " " }) }
        /// Path and query.
        public var target: String { lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? "" }
        /// The first value of a header.
        public func header(_ name: String) -> String? {
            let line = lines.dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            return line.map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
        }
    }

    /// What the server does next.
    public enum Step: Sendable {
        /// Sends bytes as they are.
        case bytes([UInt8])
        /// Waits.
        case pause(Duration)
        /// Waits until the client closes the connection.
        case hold
        /// Closes the connection properly.
        case close
        /// Ends it with RST.
        case reset
        /// Sends as many zeros, or until the client has had enough.
        case flood(Int)
    }

    private struct State {
        var connections = 0
        var open: Set<CInt> = []
        var requests: [Request] = []
        var sent = 0
        var isStopped = false
    }

    /// Where it listens, on 127.0.0.1.
    public let port: Int
    private let listener: CInt
    private let state = Mutex(State())
    private let answer: @Sendable (Request) -> [Step]

    /// Starts it.
    ///
    /// - Parameter port: nil: a free one.
    public init(port: Int? = nil, _ answer: @escaping @Sendable (Request) -> [Step]) throws {
        self.answer = answer
        let (listener, bound) = try PeerSocket.listening(port: port ?? 0, backlog: 4096)
        self.listener = listener
        self.port = bound
        try PeerThread.start { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                guard let self, let number = self.opened(connection) else {
                    close(connection)
                    continue
                }
                try? PeerThread.start { self.serve(connection, number) }
            }
            close(listener)
        }
    }

    deinit { stop() }

    /// `http://127.0.0.1:port` and the path.
    public func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// How many connections were accepted.
    public var connections: Int { state.withLock { $0.connections } }

    /// How many are open.
    public var openConnections: Int { state.withLock { $0.open.count } }

    /// How many bytes of answers the system has taken.
    public var bytesSent: Int { state.withLock { $0.sent } }

    /// What was asked so far.
    public var requests: [Request] { state.withLock { $0.requests } }

    /// Closes the listener and every connection.
    public func stop() {
        let isFirst = state.withLock { state in
            for connection in state.open { shutdown(connection, CInt(SHUT_RDWR)) }
            defer { state.isStopped = true }
            return !state.isStopped
        }
        // Ends `accept`; the thread closes the descriptor.
        if isFirst { shutdown(listener, CInt(SHUT_RDWR)) }
    }

    private func opened(_ connection: CInt) -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            state.open.insert(connection)
            defer { state.connections += 1 }
            return state.connections
        }
    }

    private func send(_ bytes: [UInt8], to input: PeerInput) -> Bool {
        guard input.send(bytes) else { return false }
        state.withLock { $0.sent += bytes.count }
        return true
    }

    private func serve(_ connection: CInt, _ number: Int) {
        var input = PeerInput(connection)
        var index = 0
        serving: while let (lines, body) = input.request() {
            let request = Request(connection: number, index: index, lines: lines, body: body)
            index += 1
            state.withLock { $0.requests.append(request) }
            for step in answer(request) {
                switch step {
                case .bytes(let bytes): guard send(bytes, to: input) else { break serving }
                case .pause(let duration): usleep(useconds_t(duration / .microseconds(1)))
                case .flood(let count):
                    let zeros = [UInt8](repeating: 0x30, count: 65_536)
                    for _ in 0..<(count / zeros.count) { guard send(zeros, to: input) else { break serving } }
                case .hold:
                    input.waitForClose()
                    break serving
                case .close: break serving
                case .reset:
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
                    break serving
                }
            }
        }
        state.withLock { state in
            state.open.remove(connection)
            // Within the lock: `stop` must not meet the number of another connection.
            close(connection)
        }
    }
}
