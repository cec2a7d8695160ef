import Glibc
import TestServers

/// A connection whose bytes a test writes itself. Never blocks a thread: there are two of them on a small machine, and the
/// server under test needs one.
final class RawClient {
    private let socket: CInt
    private var received: [UInt8] = []
    private var isAtEnd = false

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        // On the loopback the kernel connects without waiting for the server.
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            close(socket)
            throw TestServerError("connect: errno \(code)")
        }
    }

    deinit { close(socket) }

    /// Sends a little text; false when the other side has closed.
    @discardableResult
    func send(_ text: String) -> Bool {
        let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)
        return Array(text.utf8).withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, flags) }
            == text.utf8.count
    }

    /// Everything until the other side closes.
    func readToEnd() async throws -> String {
        try await Poll.until("the server to close the connection", timeout: .seconds(60)) {
            takeWhatIsThere()
            return isAtEnd
        }
        return String(decoding: received, as: UTF8.self)
    }

    /// What has come once `text` is in it, or everything until the end.
    func read(until text: String) async throws -> String {
        try await Poll.until("the server to send \(text)", timeout: .seconds(60)) {
            takeWhatIsThere()
            return isAtEnd || String(decoding: received, as: UTF8.self).contains(text)
        }
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }

    private func takeWhatIsThere() {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while !isAtEnd {
            let count = recv(socket, &buffer, buffer.count, CInt(MSG_DONTWAIT))
            if count > 0 {
                received += buffer[..<count]
            } else if count < 0 && (errno == EAGAIN || errno == EINTR) {
                return
            } else {
                isAtEnd = true
            }
        }
    }
}
