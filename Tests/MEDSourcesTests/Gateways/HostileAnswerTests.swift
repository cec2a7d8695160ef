import MEDCore
import MEDSources
import MEDTesting
import Testing

/// Any bytes may come: no crash, no overflow, no value that nobody sent.
@Suite(.timeLimit(.minutes(2)))
struct HostileAnswerTests {
    private func decode(_ bytes: [UInt8], _ gateway: GatewayKind, status: Int = 200) throws {
        let answer = GatewayAnswer(of: gateway, status: status, body: bytes, hiding: Secret("the-key"))
        for kind in ReadingKind.allCases {
            let request = try GatewayText.request(kind)
            if let readings = try? answer.readings(for: request, at: GatewayText.now) {
                for entry in readings.meter.days {
                    let slots = entry.readings.curve.slots
                    #expect(slots.allSatisfy { (0...1_000_000).contains($0.watts) })
                    #expect((entry.readings.officialEnergy?.wattMinutes ?? 0) >= 0)
                    #expect(entry.day.end <= GatewayText.now)
                }
            }
        }
        _ = try? answer.contract(of: GatewayText.request().pdl, at: GatewayText.now)
        _ = try? answer.access(to: GatewayText.request().pdl, at: GatewayText.now)
    }

    @Test func depthAndSize() throws {
        let bodies = [
            String(repeating: "[", count: 100_000), String(repeating: "{\"data\":", count: 100_000),
            String(repeating: "{\"error\":", count: 400) + "1" + String(repeating: "}", count: 400),
            "{\"meter_reading\":" + String(repeating: "[", count: 500) + String(repeating: "]", count: 500) + "}",
            "{\"meter_reading\":{\"reading_type\":{\"unit\":\"W\"},\"interval_reading\":[\(String(repeating: "0,", count: 30_000))0]}}",
            "{\"detail\":\"\(String(repeating: "é", count: 200_000))\"}", "\"\\ud800\"", "\u{FEFF}{}",
        ]
        for body in bodies {
            for gateway in GatewayKind.allCases { try decode(Array(body.utf8), gateway) }
            try decode(Array(body.utf8), .v1, status: 500)
        }
        try decode([0xFF, 0xFE, 0x00], .v1)
        try decode(Array("{\"detail\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), .v1, status: 400)
    }

    @Test func damagedAnswers() throws {
        let seed: UInt64 = 20_261_121
        var generator = SeededGenerator(seed: seed)
        let curve = GatewayText.reading(
            unit: "W",
            points: (0..<48).map { GatewayText.point("\"\($0)\"", "2023-10-29 0\($0 / 2 % 10):\($0 % 2 * 3)0:00") })
        let error =
            "{\"error\":{\"code\":\"DATE_TOO_OLD\",\"message\":\"Oldest allowed date: 2024-11-21\"},\"success\":false}"
        let bodies =
            GatewayKind.allCases.map { ($0, Array(GatewayText.body($0, curve).utf8)) } + [(.v2, Array(error.utf8))]
        let alphabet = Array("{}[]\":,0123456789-+.eEtrufalsn\\ W".utf8)
        for round in 0..<240 {
            var (gateway, bytes) = bodies[round % bodies.count]
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[position] = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                case 1: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 2: bytes.remove(at: position)
                default: bytes.insert(contentsOf: bytes[position..<min(position + 40, bytes.count)], at: position)
                }
            }
            try decode(bytes, gateway, status: round % 7 == 0 ? 400 : 200)
        }
        print("240 damaged answers, seed \(seed)")
    }
}
