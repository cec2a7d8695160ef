import Foundation

/// Recorded exchanges with a box: `### name`, the command line of curl, the answer's head, an empty line, its body.
public struct JeedomTranscript: Sendable {
    /// One exchange.
    public struct Exchange: Sendable {
        /// Its heading.
        public let name: String
        /// `GET` or `POST`.
        public let method: String
        /// Path and query.
        public let target: String
        /// The type of the body.
        public let contentType: String?
        /// What was sent.
        public let body: String
        /// What came back.
        public let status: Int
        /// The type of it.
        public let answerType: String
        /// Its body.
        public let answer: String

        /// Whether it is a call of JSON-RPC.
        public var isJSONRPC: Bool { method == "POST" && !target.contains("type=") }
        /// Whether it is a call of the Virtual plugin.
        public var isVirtual: Bool { target.contains("plugin=virtual") }
    }

    /// In the order of the file.
    public let exchanges: [Exchange]

    /// Reads a transcript.
    ///
    /// - Throws: `TestServerError` for an exchange of another shape.
    public init(_ text: String) throws {
        exchanges = try text.components(separatedBy: "### ").dropFirst().map { try Self.exchange($0) }
    }

    /// An exchange by its heading.
    ///
    /// - Throws: `TestServerError` when there is none.
    public func exchange(_ name: String) throws -> Exchange {
        guard let exchange = exchanges.first(where: { $0.name == name }) else {
            throw TestServerError("the transcript has no \(name)")
        }
        return exchange
    }

    private static func exchange(_ text: String) throws -> Exchange {
        let lines = text.components(separatedBy: "\n")
        guard lines.count > 3, lines[1].hasPrefix("> curl "),
            let empty = lines.dropFirst(2).firstIndex(where: { $0.isEmpty }),
            let status = lines[2].split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw TestServerError("not an exchange: \(text.prefix(40))") }
        var (method, target, type, body) = ("GET", "", String?.none, "")
        var words = words(of: String(lines[1].dropFirst(7)))[...]
        while let word = words.popFirst() {
            switch word {
            case "-XPOST": method = "POST"
            case "-H":
                let header = words.popFirst() ?? ""
                if header.lowercased().hasPrefix("content-type: ") { type = String(header.dropFirst(14)) }
            case "--data-binary":
                body = words.popFirst() ?? ""
                // curl's own when none is given.
                type = type ?? "application/x-www-form-urlencoded"
            default:
                target = word.range(of: "://").map { String(word[$0.upperBound...].drop { $0 != "/" }) } ?? word
            }
        }
        let head = lines[3..<empty].last { $0.lowercased().hasPrefix("content-type:") } ?? ""
        // The body ends with the line feeds between two exchanges.
        let answer = lines[(empty + 1)...].joined(separator: "\n").trimmingCharacters(in: .newlines)
        return Exchange(
            name: lines[0], method: method, target: target, contentType: type, body: body, status: status,
            answerType: head.dropFirst(13).trimmingCharacters(in: .whitespaces), answer: answer)
    }

    /// The words of a line in which a backslash quotes the next character, as bash's `printf %q` writes it.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            if isQuoted {
                word.append(character)
                isQuoted = false
            } else if character == "\\" {
                isQuoted = true
            } else if character == " " {
                words.append(word)
                word = ""
            } else {
                word.append(character)
            }
        }
        return words + [word]
    }
}
