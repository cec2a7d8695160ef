import Glibc
import MEDTesting

/// Passes requests on to a server of this machine, so that a script answers as that one does.
enum LoopbackExchange {
    /// The server's own answer, byte for byte; a reset when there is none.
    static func steps(_ request: HTTPPeer.Request, to port: Int) -> [HTTPPeer.Step] {
        guard let answer = answer(to: request, from: port), !answer.isEmpty else { return [.reset] }
        // One without a length ends with its connection.
        return isWhole(answer) ? [.bytes(answer)] : [.bytes(answer), .close]
    }

    private static func answer(to request: HTTPPeer.Request, from port: Int) -> [UInt8]? {
        let connection = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard connection >= 0 else { return nil }
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let connected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let lines = request.lines.filter { !$0.lowercased().hasPrefix("connection:") } + ["Connection: close"]
        guard connected == 0,
            send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + request.body, to: connection)
        else { return nil }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isWhole(answer) {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return answer
    }

    private static func send(_ bytes: [UInt8], to connection: CInt) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress?.advanced(by: sent), bytes.count - sent, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Whether as much came as Content-Length says; without one the server closes the connection.
    private static func isWhole(_ answer: [UInt8]) -> Bool {
        guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        guard let length = head.first(where: { $0.lowercased().hasPrefix("content-length:") }),
            let count = Int(length.dropFirst("content-length:".count).filter(\.isNumber))
        else { return false }
        return answer.count - end.upperBound >= count
    }
}
