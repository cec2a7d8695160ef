import MEDTesting
import Testing

@testable import MEDHTTP

/// Handshakes, closing, and bytes cut anywhere.
@Suite struct MachineTests {
    @Test func opens() {
        var machine = machine()
        let actions = machine.receive(Array(exampleAnswer.utf8) + [0x81, 0x02, 0x6F, 0x6B])
        #expect(actions.count == 2)
        #expect(actions.last == .deliver(.text("ok")))
        if case .opened(let headers) = actions.first { #expect(headers["upgrade"] == "websocket") }
    }

    @Test(arguments: [
        exampleAnswer.replacing("s3pPLMBi", with: "s3pPLMBj"), exampleAnswer.replacing("websocket", with: "h2c"),
        exampleAnswer.replacing("Connection: Upgrade", with: "Connection: close"),
        exampleAnswer.replacing("Sec-WebSocket-Accept", with: "Sec-WebSocket-Refuse"),
        exampleAnswer.replacing("\r\n\r\n", with: "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"),
        exampleAnswer.replacing("\r\n\r\n", with: "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"),
        exampleAnswer.replacing("HTTP/1.1 101", with: "HTTP/2 101"), "SSH-2.0-OpenSSH\r\n\r\n", "\u{15}\u{3}\r\n\r\n",
    ])
    func answerThatOpensNothing(answer: String) {
        var machine = machine()
        let actions = machine.receive(Array(answer.utf8))
        #expect(actions.count == 1)
        #expect(fault(actions)?.code == .malformedResponse)
    }

    @Test(arguments: [(404, true), (502, true), (403, false), (401, false), (302, false), (200, true)])
    func otherStatus(status: Int, isTransient: Bool) {
        var machine = machine()
        let fault = fault(machine.receive(Array("HTTP/1.1 \(status) Some\r\nX: y\r\n\r\n".utf8)))
        #expect(fault?.code == .upgradeRefused)
        #expect(fault?.status == status)
        #expect(fault?.isTransient == isTransient)
    }

    @Test func headWithoutEnd() {
        var machine = machine()
        var actions: [WebSocketMachine.Action] = []
        var count = 0
        while actions.isEmpty, count < 100 {
            actions = machine.receive([UInt8](repeating: 0x41, count: 1_000))
            count += 1
        }
        #expect(fault(actions)?.code == .malformedResponse)
        #expect(count == 66)
    }

    @Test func closedByTheServer() {
        var machine = openMachine()
        let actions = machine.receive([0x88, 0x05, 0x03, 0xE9, 0x62, 0x79, 0x65])
        #expect(closeCode(actions) == 1001)
        #expect(ending(actions) == .closed(WebSocketClosure(code: 1001, reason: "bye")))
        var silent = openMachine()
        #expect(
            silent.receive([0x88, 0x00]) == [
                .write([0x88, 0x80] + exampleMask), .end(.closed(WebSocketClosure(code: nil))),
            ])
    }

    @Test func closedByUs() {
        var machine = openMachine()
        let close = machine.close()
        #expect(closeCode(close) == 1000)
        #expect(machine.close() == [])
        #expect(machine.send(.text("late")) == [])
        // What the server had sent before is not delivered, its ping not answered.
        #expect(machine.receive([0x81, 0x01, 0x41, 0x89, 0x00]) == [])
        #expect(machine.receive([0x88, 0x02, 0x03, 0xE8]) == [.end(.closed(WebSocketClosure(code: 1000)))])
        var dropped = openMachine()
        _ = dropped.close()
        #expect(dropped.receiveEnd() == [.end(.closed(WebSocketClosure(code: nil)))])
    }

    @Test func endsWithoutAWord() {
        var machine = openMachine()
        #expect(fault(machine.receiveEnd())?.code == .connectionLost)
        #expect(machine.receiveEnd() == [])
        var opening = WebSocketMachine(WebSocketHandshake(nonce: exampleKey), limit: 1) { exampleMask }
        #expect(fault(opening.receiveEnd())?.code == .connectionLost)
    }

    /// A script of random frames, fed whole and in random pieces: what comes out must be the same.
    @Test(arguments: 0..<200)
    func piecesDoNotMatter(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var script = Array(exampleAnswer.utf8)
        var isWithin = false
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let isControl = Int.random(in: 0..<4, using: &generator) == 0
            let isFinal = isControl || Bool.random(using: &generator)
            let size = [0, 1, 125, 126, 127, 300, 70_000][Int.random(in: 0..<(isControl ? 3 : 7), using: &generator)]
            let opcode: UInt8 = isControl ? [9, 10][Int.random(in: 0..<2, using: &generator)] : isWithin ? 0 : 2
            script.append((isFinal ? 0x80 : 0) | opcode)
            switch size {
            case 0...125: script.append(UInt8(size))
            case 126...65_535: script += [126, UInt8(size >> 8), UInt8(size & 255)]
            default: script += [127, 0, 0, 0, 0, 0, UInt8(size >> 16), UInt8(size >> 8 & 255), UInt8(size & 255)]
            }
            script += (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ seed) }
            if !isControl { isWithin = !isFinal }
        }
        // Sometimes garbage at the end.
        if Bool.random(using: &generator) { script += [UInt8.random(in: 0...255, using: &generator), 0xFF, 0x00] }
        var whole = machine()
        let expected = whole.receive(script) + whole.receiveEnd()
        var pieces = machine()
        var actions: [WebSocketMachine.Action] = []
        var start = 0
        while start < script.count {
            let most = Bool.random(using: &generator) ? 3 : 20_000
            let end = min(script.count, start + Int.random(in: 1...most, using: &generator))
            actions += pieces.receive(Array(script[start..<end]))
            start = end
        }
        actions += pieces.receiveEnd()
        #expect(actions == expected, "seed \(seed)")
    }

    /// Bytes of no sense never trap, and at most one ending comes of them.
    @Test func noise() {
        for seed in 0..<2_000 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var machine = openMachine(limit: 5_000)
            var endings = 0
            for _ in 0..<10 {
                let bytes = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                for case .end in machine.receive(bytes) { endings += 1 }
            }
            for case .end in machine.receiveEnd() { endings += 1 }
            #expect(endings == 1, "seed \(seed)")
        }
    }
}
