import Glibc

/// A TCP port of the loopback that nobody else takes while this object lives: connections to it are refused until a
/// server of this test listens on it.
///
/// It is held by a socket that is bound and never listens. A server that sets SO_REUSEADDR, as mosquitto and nginx do,
/// can bind beside it (socket(7)); the kernel gives the port to no one who asks for any port. A port that was only free a
/// moment ago is another matter: among a hundred of them two are the same once in six runs.
public final class ReservedPort: Sendable {
    /// The port.
    public let number: Int
    private let socket: CInt

    /// Reserves a port.
    public init() throws {
        let socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw TestServerError("socket: errno \(errno)") }
        var isReused: CInt = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 ? getsockname(socket, pointer, &length) : -1
            }
        }
        guard result == 0 else {
            close(socket)
            throw TestServerError("bind: errno \(errno)")
        }
        self.socket = socket
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }

    /// Whether somebody listens on a TCP port of the loopback, found without connecting: servers log connections.
    public var isListening: Bool {
        // 0A is LISTEN.
        sockets.contains { $0[3] == "0A" }
    }

    /// Bytes that clients have sent and the server on this port has not read: what is in flight while it is frozen.
    public var unreadBytes: Int {
        // 01 is ESTABLISHED; the fifth field is tx_queue:rx_queue.
        sockets.filter { $0[3] == "01" }.reduce(0) { sum, fields in
            sum + (fields[4].split(separator: ":").last.flatMap { Int($0, radix: 16) } ?? 0)
        }
    }

    /// The server's sockets on this port by proc(5): number, local address as 0100007F:PORT in hexadecimal, remote address,
    /// state, queues.
    private var sockets: [[Substring]] {
        let address = "0100007F:\(Self.hexadecimal(number))"
        return Self.proc("/proc/net/tcp").split(separator: "\n").map { $0.split(separator: " ") }.filter {
            $0.count > 4 && $0[1] == address
        }
    }

    private static func hexadecimal(_ port: Int) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func proc(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
