import Mustache

/// How a value is written so that it stays a value where it stands.
enum WebhookEscaping: String, Sendable, CaseIterable, MustacheContentType {
    /// In a text of JSON.
    case json
    /// In a URL or a form: everything but RFC 3986's unreserved characters as `%XX`.
    case percent
    /// In XML or HTML.
    case markup
    /// A field of RFC 4180: between quotation marks when it has to be.
    case csv
    /// In anything else: on its line.
    case text

    /// The one that a `Content-Type` asks for.
    init(contentType: String) {
        let type = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        switch type {
        case "application/x-www-form-urlencoded": self = .percent
        case "text/csv": self = .csv
        case _ where type == "application/json" || type == "text/json" || type.hasSuffix("+json"): self = .json
        case _ where type.hasSuffix("/xml") || type.hasSuffix("+xml") || type == "text/html": self = .markup
        default: self = .text
        }
    }

    /// The line before a template that asks Mustache for it; it is taken out again when the template is parsed.
    var pragma: String {
        Self.registered
        return "{{% CONTENT_TYPE: med-\(rawValue)}}\n"
    }

    /// Mustache finds content types by name in a table of the process.
    private static let registered: Void = {
        for escaping in allCases { MustacheContentTypes.register(escaping, named: "med-\(escaping.rawValue)") }
    }()

    func escapeText(_ text: String) -> String {
        switch self {
        case .json: Self.json(text)
        case .percent: Self.percent(text)
        case .markup: Self.markup(text)
        case .csv: Self.csv(text)
        case .text: Self.line(text)
        }
    }

    private static func json(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes.dropFirst().dropLast(), as: UTF8.self)
    }

    private static func percent(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func markup(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return line(escaped)
    }

    /// What a spreadsheet would take for a formula is made a text, as OWASP advises; a negative number stays one.
    private static func csv(_ text: String) -> String {
        var field = line(text)
        if let first = field.first, "=+-@".contains(first), Double(field) == nil { field = "'" + field }
        guard field.contains(where: { "\",;".contains($0) }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Control characters, of which a line feed would begin another record, become spaces.
    private static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { line.append(scalar.properties.generalCategory == .control ? " " : scalar) }
        return String(line)
    }
}
