/// A value as PHP has it, written as its `json_encode` does: `\u00e9`, `\/`, whole doubles without a fraction.
indirect enum PHPValue: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
    case null
    case integer(Int)
    case double(Double)
    case string(String)
    case list([PHPValue])
    case map([Member])

    struct Member: Sendable, Hashable {
        let key: String
        let value: PHPValue
    }

    init(nilLiteral: ()) { self = .null }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(stringLiteral value: String) { self = .string(value) }
    init(arrayLiteral elements: PHPValue...) { self = .list(elements) }

    /// An associative array in the order of its members.
    static func object(_ members: KeyValuePairs<String, PHPValue>) -> PHPValue {
        .map(members.map { Member(key: $0.key, value: $0.value) })
    }

    init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// `empty($value)`.
    var isEmpty: Bool {
        switch self {
        case .null: true
        case .integer(let number): number == 0
        case .double(let number): number == 0
        case .string(let text): text.isEmpty || text == "0"
        case .list(let elements): elements.isEmpty
        case .map(let members): members.isEmpty
        }
    }

    /// `(string)$value`.
    var text: String {
        switch self {
        case .integer(let number): String(number)
        case .double(let number): Self.text(number)
        case .string(let text): text
        case .null, .list, .map: ""
        }
    }

    /// `json_encode($value)`.
    ///
    /// - Parameter isUnicode: with JSON_UNESCAPED_UNICODE.
    func json(isUnicode: Bool = false) -> String {
        switch self {
        case .null: "null"
        case .integer(let number): String(number)
        case .double(let number): Self.text(number)
        case .string(let text): Self.quoted(text, isUnicode)
        case .list(let elements): "[" + elements.map { $0.json(isUnicode: isUnicode) }.joined(separator: ",") + "]"
        case .map(let members):
            "{"
                + members.map { Self.quoted($0.key, isUnicode) + ":" + $0.value.json(isUnicode: isUnicode) }
                .joined(separator: ",") + "}"
        }
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }

    private static func quoted(_ text: String, _ isUnicode: Bool) -> String {
        var output = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: output += "\\\""
            case 0x5C: output += "\\\\"
            case 0x2F: output += "\\/"
            case 0x0A: output += "\\n"
            case 0x0D: output += "\\r"
            case 0x09: output += "\\t"
            case 0..<0x20: output += escape(unit)
            case 0x80...: output += isUnicode ? "\u{FFFD}" : escape(unit)
            default: output.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            }
        }
        guard isUnicode, output.contains("\u{FFFD}") else { return output + "\"" }
        // Written as it is; what has to be escaped is below U+0080.
        return "\""
            + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("/", with: "\\/")
            .replacing("\n", with: "\\n") + "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
