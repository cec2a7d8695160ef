import MEDCore

extension Loading {
    /// A host alone: what people paste besides (a scheme, a port, a path) is named.
    mutating func host(_ text: String, at place: Place) -> ConfigurationValue? {
        if let scheme = text.firstRange(of: "://") {
            let shown = text[..<scheme.lowerBound].prefix(12)
            let hint = LocalizedText(
                fr: "écrivez l'hôte seul, sans « \(shown):// »", en: "write the host alone, without “\(shown)://”")
            error(place, expected: Expected.host, Expected.host.asMessage(read: nil, hint: hint))
            return nil
        }
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let host = isBracketed ? String(text.dropFirst().dropLast()) : text
        let colons = host.count { $0 == ":" }
        if colons == 1 || (text.hasPrefix("[") && !isBracketed) {
            let hint = LocalizedText(
                fr: "écrivez le port à part, dans la clé « port »", en: "write the port apart, in the key “port”")
            error(place, expected: Expected.host, Expected.host.asMessage(read: nil, hint: hint))
            return nil
        }
        guard host.utf8.count <= 253, host.unicodeScalars.allSatisfy({ Self.isHostScalar($0, isAddress: colons > 1) })
        else {
            let hint = LocalizedText(
                fr: "sans espace, « / » ni « @ »", en: "without space, “/” or “@”")
            error(place, expected: Expected.host, Expected.host.asMessage(read: nil, hint: hint))
            return nil
        }
        return .string(host)
    }

    private static func isHostScalar(_ scalar: Unicode.Scalar, isAddress: Bool) -> Bool {
        if isAddress {
            return scalar.properties.isASCIIHexDigit || [":", ".", "%"].contains(scalar)
                || (scalar.isASCII && scalar.properties.isAlphabetic)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
            || ["-", ".", "_"].contains(scalar)
    }

    /// An http or https URL with a host; it may hold a token, so that no message quotes it.
    mutating func url(_ text: String, at place: Place) -> ConfigurationValue? {
        let lower = text.lowercased()
        let rest = ["http://", "https://"].first(where: lower.hasPrefix).map { text.dropFirst($0.count) }
        let authority = rest?.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = authority.map { $0.split(separator: "@", omittingEmptySubsequences: false).last ?? "" }
        guard let host, Self.isHostAndPort(host),
            !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.properties.isControl })
        else {
            error(place, expected: Expected.url, Expected.url.asMessage)
            return nil
        }
        return .string(text)
    }

    private static func isHostAndPort(_ text: Substring) -> Bool {
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return false }
            let port = text[text.index(after: bracket)...]
            return text.distance(from: text.startIndex, to: bracket) > 1
                && (port.isEmpty || (port.hasPrefix(":") && isPort(port.dropFirst())))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty else { return false }
        return parts.count == 1 || (parts.count == 2 && isPort(parts[1]))
    }

    private static func isPort(_ text: Substring) -> Bool {
        Int(text).map { (1...65_535).contains($0) } ?? false
    }
}
