/// The canaries of one run: secrets that can be recognized wherever they come to light.
public struct ConformanceSecrets: Hashable, Sendable {
    /// 20 hexadecimal digits that every one of them contains, for secrets that need another form.
    public let token: String

    init() {
        token = "c0a9" + String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
    }

    /// The secret of a field; no other field has the same one.
    public func value(_ field: String) -> String {
        let name = field.filter { $0.isASCII && $0.isLetter }
        return "\(name)-\(token)"
    }

    /// How one of them shows in a text: as it is, or inside base64 (RFC 4648), which depends on where it begins there.
    private var signs: [String] {
        [token]
            + (0..<3).map { offset in
                let encoded = Self.base64(Array(repeating: 0, count: offset) + Array(token.utf8))
                // Without the characters that the neighbours have a part in.
                return String(encoded.dropFirst(offset + 1).dropLast(4))
            }
    }

    /// The first of `texts` in which one of them is; `nil` when there is none.
    func leak(in texts: [String]) -> String? {
        let signs = signs
        return texts.first { text in signs.contains { text.contains($0) } }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var word: UInt32 = 0
            for index in 0..<3 { word = word << 8 | UInt32(index < group.count ? group[start + index] : 0) }
            for shift in [18, 12, 6, 0] { text.append(alphabet[Int(word >> UInt32(shift) & 63)]) }
        }
        return text
    }
}
