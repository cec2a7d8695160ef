/// Cuts the bytes of a server into frames, and refuses those that no server may send (RFC 6455 §5).
struct WebSocketFrameReader {
    /// The largest payload of a message, in bytes.
    let limit: Int
    private var bytes: [UInt8] = []
    /// Where the next frame begins.
    private var start = 0

    init(limit: Int) { self.limit = limit }

    mutating func append(_ more: some Collection<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The next frame; `nil` until more bytes are there. What can be refused by the header is refused before the payload.
    ///
    /// - Parameter held: How many bytes of the same message earlier fragments hold.
    mutating func next(held: Int) throws(WebSocketViolation) -> WebSocketFrame? {
        let available = bytes.count - start
        guard available >= 2 else { return nil }
        let (first, second) = (bytes[start], bytes[start + 1])
        guard first & 0x70 == 0 else { throw .framing("a reserved bit is set, and no extension was agreed") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else { throw .framing("an unknown opcode") }
        guard second & 0x80 == 0 else { throw .framing("a masked frame from the server") }
        let isFinal = first & 0x80 != 0
        if opcode.isControl {
            guard isFinal else { throw .framing("a control frame in fragments") }
            guard second <= 125 else { throw .framing("a control frame of more than 125 bytes") }
        }
        guard let (length, header) = try length(second, available) else { return nil }
        guard opcode.isControl || length <= limit - held else { throw .tooLarge(limit) }
        guard available - header >= length else { return nil }
        let payload = Array(bytes[start + header..<start + header + length])
        start += header + length
        return WebSocketFrame(opcode: opcode, isFinal: isFinal, payload: payload)
    }

    /// §5.2: the shortest of three forms, at most 63 bits.
    private func length(_ second: UInt8, _ available: Int) throws(WebSocketViolation) -> (length: Int, header: Int)? {
        guard second >= 126 else { return (Int(second), 2) }
        let count = second == 126 ? 2 : 8
        guard available >= 2 + count else { return nil }
        let value = bytes[start + 2..<start + 2 + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard value >> 63 == 0 else { throw .framing("a length of more than 63 bits") }
        guard value > (second == 126 ? 125 : 0xFFFF) else {
            throw .framing("a length that is not in its shortest form")
        }
        return (Int(value), 2 + count)
    }
}
