/// The entries of `Accept` or `Accept-Encoding`, with their weights (RFC 9110, section 12.4).
struct QualityList {
    struct Entry {
        /// Without parameters, in lower case: `text/plain`, `gzip`, `*`.
        let name: String
        /// Parameters besides `q`, in lower case, unquoted.
        let parameters: [String: String]
        /// 0 to 1,000; a weight that is none counts as 0: what is not understood is not what is wanted.
        let quality: Int
    }

    let entries: [Entry]

    /// Reads the fields of that name, several of which are one list.
    init(_ values: [String]) {
        entries = values.flatMap { Self.split($0, at: ",") }.compactMap(Self.entry)
    }

    private static func entry(_ text: Substring) -> Entry? {
        let parts = split(text, at: ";")
        guard let name = parts.first?.trimmed.lowercased(), !name.isEmpty else { return nil }
        var parameters: [String: String] = [:]
        var quality = 1_000
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            let key = pair[0].trimmed.lowercased()
            var value = pair[1].trimmed
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
            if key == "q" {
                quality = weight(value) ?? 0
            } else {
                parameters[key] = value.lowercased()
            }
        }
        return Entry(name: name, parameters: parameters, quality: quality)
    }

    /// `0`, `0.5`, `1.000`: at most three digits behind the point.
    private static func weight(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0] == "0" || parts[0] == "1" else { return nil }
        let digits = parts.count == 2 ? parts[1] : ""
        guard digits.utf8.count <= 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let thousandths = Int(digits + String(repeating: "0", count: 3 - digits.utf8.count)) ?? 0
        let weight = (parts[0] == "1" ? 1_000 : 0) + thousandths
        return weight <= 1_000 ? weight : nil
    }

    /// Not inside quotes.
    private static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
        var isQuoted = false
        return Substring(text).split(omittingEmptySubsequences: true) { character in
            if character == "\"" { isQuoted.toggle() }
            return character == separator && !isQuoted
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
