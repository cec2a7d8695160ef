import Glibc

/// A connection of an ``HTTPPeer``: reads requests, writes bytes.
struct PeerInput {
    private let connection: CInt
    private var buffer: [UInt8] = []

    init(_ connection: CInt) { self.connection = connection }

    /// - Returns: nil when the client closed.
    mutating func request() -> (lines: [String], body: [UInt8])? {
        var searched = 0
        while true {
            if let end = headEnd(from: searched) {
                let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
                guard !lines.isEmpty else { return nil }
                let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
                let size = length.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
                while buffer.count < end + 4 + size { if !receive() { return nil } }
                let body = Array(buffer[(end + 4)..<(end + 4 + size)])
                buffer.removeFirst(end + 4 + size)
                return (lines, body)
            }
            searched = max(0, buffer.count - 3)
            if !receive() { return nil }
        }
    }

    func send(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress?.advanced(by: offset), $0.count - offset, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    mutating func waitForClose() { while receive() {} }

    private func headEnd(from start: Int) -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (start...max(start, buffer.count - 4)).first { index in
            index + 4 <= buffer.count && buffer[index..<index + 4].elementsEqual([13, 10, 13, 10])
        }
    }

    private mutating func receive() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }
}
