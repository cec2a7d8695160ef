/// A client's side of one WebSocket (RFC 6455) without I/O: it is given what came and returns what has to be done.
struct WebSocketMachine {
    enum Action: Equatable {
        /// Send these bytes.
        case write([UInt8])
        /// The server agreed; its headers.
        case opened(HTTPHeaders)
        /// A message is complete.
        case deliver(WebSocketMessage)
        /// Close the connection, after what was to be written.
        case end(Ending)
    }

    enum Ending: Equatable {
        /// By both sides' close frames.
        case closed(WebSocketClosure)
        case failed(HTTPFault)
    }

    private enum Phase {
        case opening
        case open
        /// A close frame was sent, the server's is awaited (§7.1.2).
        case closing
        case ended
    }

    /// Larger heads are an attack or a mistake.
    private static let headLimit = 64 << 10

    private let handshake: WebSocketHandshake
    private let makeMaskingKey: () -> [UInt8]
    private var phase = Phase.opening
    private var head: [UInt8] = []
    private var reader: WebSocketFrameReader
    /// The message of which fragments came.
    private var fragments: (opcode: WebSocketFrame.Opcode, payload: [UInt8])?

    /// - Parameters:
    ///   - limit: The largest message to accept, in bytes.
    ///   - makeMaskingKey: Four bytes, unpredictable (§5.3).
    init(_ handshake: WebSocketHandshake, limit: Int, makeMaskingKey: @escaping () -> [UInt8]) {
        self.handshake = handshake
        self.makeMaskingKey = makeMaskingKey
        reader = WebSocketFrameReader(limit: limit)
    }

    /// Bytes came, cut anywhere.
    mutating func receive(_ bytes: [UInt8]) -> [Action] {
        var actions: [Action] = []
        do throws(WebSocketViolation) {
            switch phase {
            case .opening: try open(with: bytes, &actions)
            case .open, .closing: reader.append(bytes)
            case .ended: return []
            }
            while phase == .open || phase == .closing,
                let frame = try reader.next(held: fragments?.payload.count ?? 0)
            {
                try take(frame, &actions)
            }
        } catch {
            // §7.1.7: say why where the server can read it, then fail.
            if phase == .open { actions.append(.write(closeFrame(error.closeCode))) }
            phase = .ended
            actions.append(.end(.failed(error.fault)))
        }
        return actions
    }

    /// The server ended its side of the connection.
    mutating func receiveEnd() -> [Action] {
        switch phase {
        case .opening, .open:
            phase = .ended
            return [.end(.failed(HTTPFault(.connectionLost, "WebSocket: the server ended the connection")))]
        case .closing:
            phase = .ended
            return [.end(.closed(WebSocketClosure(code: nil)))]
        case .ended: return []
        }
    }

    /// The bytes of a message; none when the WebSocket is not open.
    mutating func send(_ message: WebSocketMessage) -> [Action] {
        guard phase == .open else { return [] }
        switch message {
        case .text(let text): return [.write(frame(.text, Array(text.utf8)))]
        case .binary(let bytes): return [.write(frame(.binary, bytes))]
        }
    }

    /// Begins the closing handshake.
    mutating func close() -> [Action] {
        switch phase {
        case .open:
            phase = .closing
            return [.write(closeFrame(1000))]
        case .opening:
            phase = .ended
            return [.end(.failed(HTTPFault(.closed)))]
        case .closing, .ended: return []
        }
    }

    private mutating func open(with bytes: [UInt8], _ actions: inout [Action]) throws(WebSocketViolation) {
        head += bytes
        while let end = headEnd {
            let headers: HTTPHeaders?
            do throws(HTTPFault) {
                headers = try handshake.check(Array(head[..<end]))
            } catch {
                throw WebSocketViolation(closeCode: 1002, fault: error)
            }
            head.removeFirst(end)
            guard let headers else { continue }
            phase = .open
            actions.append(.opened(headers))
            reader.append(head)
            head = []
            return
        }
        guard head.count <= Self.headLimit else { throw .framing("the headers are too large") }
    }

    /// Where the empty line after the head ends.
    private var headEnd: Int? {
        guard head.count >= 4 else { return nil }
        return (3..<min(head.count, Self.headLimit)).first { head[$0 - 3...$0].elementsEqual([13, 10, 13, 10]) }.map {
            $0 + 1
        }
    }

    private mutating func take(_ frame: WebSocketFrame, _ actions: inout [Action]) throws(WebSocketViolation) {
        switch frame.opcode {
        case .ping: if phase == .open { actions.append(.write(self.frame(.pong, frame.payload))) }
        case .pong: break
        case .close: try takeClose(frame.payload, &actions)
        case .text, .binary:
            guard fragments == nil else { throw .framing("a new message within another one") }
            try take(fragment: frame.payload, of: frame.opcode, isFinal: frame.isFinal, &actions)
        case .continuation:
            guard let begun = fragments else { throw .framing("a continuation of nothing") }
            // Given back by `take` unless it is final: taken out, so that appending does not copy it.
            fragments = nil
            try take(fragment: begun.payload + frame.payload, of: begun.opcode, isFinal: frame.isFinal, &actions)
        }
    }

    private mutating func take(
        fragment payload: [UInt8], of opcode: WebSocketFrame.Opcode, isFinal: Bool, _ actions: inout [Action]
    ) throws(WebSocketViolation) {
        guard isFinal else {
            fragments = (opcode, payload)
            return
        }
        fragments = nil
        let message: WebSocketMessage
        if opcode == .text {
            guard let text = String(validating: payload, as: UTF8.self) else { throw .notUTF8 }
            message = .text(text)
        } else {
            message = .binary(payload)
        }
        // After a close frame of ours nobody reads any more.
        if phase == .open { actions.append(.deliver(message)) }
    }

    private mutating func takeClose(_ payload: [UInt8], _ actions: inout [Action]) throws(WebSocketViolation) {
        guard payload.count != 1 else { throw .framing("a close frame with half a code") }
        let code = payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
        if let code {
            // §7.4: 1004 to 1006 and 1015 never stand in a frame; 1012 to 1014 were registered later.
            guard (1000...1003).contains(code) || (1007...1014).contains(code) || (3000...4999).contains(code) else {
                throw .framing("a close frame with the code \(code)")
            }
        }
        guard let reason = String(validating: payload.dropFirst(2), as: UTF8.self) else { throw .notUTF8 }
        if phase == .open { actions.append(.write(closeFrame(code))) }
        phase = .ended
        actions.append(.end(.closed(WebSocketClosure(code: code, reason: reason))))
    }

    private func closeFrame(_ code: UInt16?) -> [UInt8] {
        frame(.close, code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? [])
    }

    private func frame(_ opcode: WebSocketFrame.Opcode, _ payload: [UInt8]) -> [UInt8] {
        WebSocketFrame(opcode: opcode, isFinal: true, payload: payload).masked(with: makeMaskingKey())
    }
}
