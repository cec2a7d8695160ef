/// Bytes on their way into a connection, and who waits for which of them to be written.
struct WebSocketOutput: ~Copyable {
    /// Of a constant address: OpenSSL wants a write that could not be done to be repeated with the same bytes in the same
    /// place (SSL_write(3)).
    private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    /// What of the piece is to be written.
    private var rest = 0..<0
    private var queue: [UInt8] = []
    private var queueStart = 0
    /// Bytes written and appended since the beginning.
    private var written = 0
    private var appended = 0
    private var marks: [(id: Int, end: Int)] = []

    deinit { piece.deallocate() }

    var isEmpty: Bool { written == appended }

    mutating func append(_ bytes: [UInt8]) {
        if queueStart == queue.count {
            queue = bytes
            queueStart = 0
        } else {
            queue += bytes
        }
        appended += bytes.count
    }

    /// Remembers that `id` waits for everything that was appended until now.
    mutating func mark(_ id: Int) { marks.append((id, appended)) }

    /// Writes what the connection takes.
    ///
    /// - Returns: who need not wait any more.
    mutating func write(to easy: EasyHandle) throws(HTTPFault) -> [Int] {
        while !isEmpty {
            if rest.isEmpty { refill() }
            let count = try easy.send(UnsafeRawBufferPointer(rebasing: piece[rest]))
            if count == 0 { break }
            rest = rest.lowerBound + count..<rest.upperBound
            written += count
        }
        let done = marks.prefix { $0.end <= written }.map(\.id)
        marks.removeFirst(done.count)
        return done
    }

    private mutating func refill() {
        let count = min(piece.count, queue.count - queueStart)
        queue.withUnsafeBytes { bytes in
            piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[queueStart..<queueStart + count]))
        }
        rest = 0..<count
        queueStart += count
    }
}
