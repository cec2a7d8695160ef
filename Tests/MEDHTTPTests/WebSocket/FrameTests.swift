import MEDTesting
import Testing

@testable import MEDHTTP

/// RFC 6455 §5.7, byte for byte, and what §5 forbids a server.
@Suite struct FrameTests {
    @Test func exampleOfTheHandshake() {
        let handshake = WebSocketHandshake(nonce: exampleKey)
        #expect(handshake.key == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(handshake.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    /// RFC 3174 §7.3, and lengths about the border of a block (openssl dgst -sha1).
    @Test(arguments: [
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
        (String(repeating: "a", count: 56), "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
        (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    ])
    func hashes(text: String, hash: String) {
        let digits = SHA1.hash(Array(text.utf8)).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
        #expect(digits.joined() == hash)
    }

    @Test func requestHead() throws {
        let url = try HTTPURL("http://user:pass@ha.local:8123/api/websocket?x=1")
        let request = HTTPRequest(.get, url, headers: ["X-A": "b"])
        let head = WebSocketHandshake(nonce: exampleKey).request(request, try request.credentials(), userAgent: "med")
        #expect(
            String(decoding: head, as: UTF8.self) == """
                GET /api/websocket?x=1 HTTP/1.1\r
                Host: ha.local:8123\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                User-Agent: med\r
                X-A: b\r
                Authorization: Basic dXNlcjpwYXNz\r
                \r

                """)
    }

    @Test func unmaskedText() {
        var machine = openMachine()
        #expect(machine.receive([0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]) == [.deliver(.text("Hello"))])
    }

    @Test func maskedText() {
        var machine = openMachine()
        #expect(
            machine.send(.text("Hello"))
                == [.write([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])])
    }

    @Test func fragmentedText() {
        var machine = openMachine()
        #expect(machine.receive([0x01, 0x03, 0x48, 0x65, 0x6C]) == [])
        #expect(machine.receive([0x80, 0x02, 0x6C, 0x6F]) == [.deliver(.text("Hello"))])
    }

    @Test func pingAndItsPong() {
        var machine = openMachine()
        #expect(
            machine.receive([0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
                == [.write([0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])])
        #expect(machine.receive([0x8A, 0x02, 1, 2]) == [])
    }

    @Test func lengthsOf256And65536() {
        var machine = openMachine()
        let small = (0..<256).map { UInt8($0) }
        let large = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 * 31) }
        #expect(machine.receive([0x82, 0x7E, 0x01, 0x00] + small) == [.deliver(.binary(small))])
        #expect(machine.receive([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + large) == [.deliver(.binary(large))])
        #expect(machine.send(.binary(small)) == [.write([0x82, 0xFE, 0x01, 0x00] + exampleMask + masked(small))])
        #expect(
            machine.send(.binary(large)) == [
                .write([0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0] + exampleMask + masked(large))
            ])
    }

    @Test(arguments: [125, 126, 65_535])
    func lengthsAtTheBorders(count: Int) {
        var machine = openMachine()
        guard case .write(let sent) = machine.send(.binary([UInt8](repeating: 7, count: count))).first else {
            Issue.record("nothing to write")
            return
        }
        #expect(sent.count == count + (count == 125 ? 6 : 8))
    }

    @Test(
        arguments: [
            ("a reserved bit", [0xC1, 0x00]), ("the second one", [0xA1, 0x00]), ("the third one", [0x91, 0x00]),
            ("masked", [0x81, 0x80, 1, 2, 3, 4]), ("opcode 3", [0x83, 0x00]), ("opcode 11", [0x8B, 0x00]),
            ("a ping in fragments", [0x09, 0x00]), ("a long ping", [0x89, 0x7E, 0, 126]),
            ("a continuation of nothing", [0x80, 0x00]), ("a message in a message", [0x01, 0x00, 0x81, 0x00]),
            ("125 in two bytes", [0x82, 0x7E, 0, 125]), ("65535 in eight", [0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
            ("a length of 64 bits", [0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0]),
            ("half a close code", [0x88, 0x01, 0x03]),
            ("close code 1005", [0x88, 0x02, 0x03, 0xED]), ("close code 999", [0x88, 0x02, 0x03, 0xE7]),
            ("close code 5000", [0x88, 0x02, 0x13, 0x88]),
        ] as [(String, [UInt8])])
    func violation(name: String, bytes: [UInt8]) {
        var machine = openMachine()
        let actions = machine.receive(bytes)
        #expect(fault(actions)?.code == .malformedResponse, "\(name)")
        #expect(closeCode(actions) == 1002, "\(name)")
        // Nothing more comes of it.
        #expect(machine.receive([0x81, 0x00]) == [])
        #expect(machine.send(.text("x")) == [])
    }

    @Test(
        arguments: [
            [0x81, 0x01, 0xFF], [0x81, 0x02, 0xC3, 0x28], [0x81, 0x03, 0xED, 0xA0, 0x80], [0x81, 0x01, 0xC3],
            [0x01, 0x01, 0xC3, 0x80, 0x01, 0x28], [0x88, 0x03, 0x03, 0xE8, 0xFF],
        ] as [[UInt8]])
    func textThatIsNotUTF8(bytes: [UInt8]) {
        var machine = openMachine()
        let actions = machine.receive(bytes)
        #expect(fault(actions)?.code == .malformedResponse)
        #expect(closeCode(actions) == 1007)
    }

    /// Refused by its header, before it fills the memory; in fragments, by their sum.
    @Test func messagesAboveTheLimit() {
        var whole = openMachine(limit: 1_000)
        let actions = whole.receive([0x82, 0x7E, 0x03, 0xE9])
        #expect(fault(actions)?.code == .bodyTooLarge)
        #expect(closeCode(actions) == 1009)
        var parts = openMachine(limit: 10)
        #expect(parts.receive([0x02, 0x06] + [UInt8](repeating: 0, count: 6)) == [])
        // A control frame within is no part of it.
        #expect(parts.receive([0x89, 0x7D] + [UInt8](repeating: 0, count: 125)).count == 1)
        #expect(fault(parts.receive([0x80, 0x05]))?.code == .bodyTooLarge)
        var exact = openMachine(limit: 10)
        #expect(exact.receive([0x82, 0x0A] + [UInt8](repeating: 1, count: 10)).count == 1)
    }
}
