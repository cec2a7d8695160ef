/// Texts as YAML scalars on one line (YAML 1.1, which is what libyaml and most readers of config files speak).
enum ScalarText {
    /// Without quotes; `nil` when YAML would read something else or, unless it `mayLookTyped`, something that is no text.
    static func plain(_ text: String, mayLookTyped: Bool) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last, scalars.allSatisfy(isVisible),
            first != " ", last != " ", last != ":", !isNull(text), !["<<", "="].contains(text)
        else { return nil }
        // `-5` is a plain scalar, `- 5` an item; no word that we write begins with another indicator.
        let isNumber = first == "-" && scalars.dropFirst().first.map { ("0"..."9").contains($0) } == true
        guard !"-?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(first) || isNumber,
            !scalars.contains(where: { ",[]{}".unicodeScalars.contains($0) })
        else { return nil }
        for (scalar, next) in zip(scalars, scalars.dropFirst())
        where scalar == ":" && next == " " || scalar == " " && next == "#" {
            return nil
        }
        if text.hasPrefix("...") { return nil }
        return mayLookTyped || !looksTyped(text) ? text : nil
    }

    /// In single quotes; `nil` for a text that these cannot hold on one line.
    static func singleQuoted(_ text: String) -> String? {
        guard text.unicodeScalars.allSatisfy(isVisible) else { return nil }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// In double quotes, which hold any text.
    static func doubleQuoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where isVisible(scalar): quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x1_0000 ? ("u", 4) : ("U", 8)
                quoted += "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
            }
        } + "\""
    }

    /// Whether it may stand in a file as it is: no line break, control or format character, which an editor hides.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
        default: true
        }
    }

    private static func isNull(_ text: String) -> Bool {
        text.isEmpty || text == "~" || text.lowercased() == "null"
    }

    /// Whether a reader of YAML 1.1 may take it for a number, a date or a boolean (https://yaml.org/type/): more is quoted
    /// than has to be.
    private static func looksTyped(_ text: String) -> Bool {
        if let first = text.unicodeScalars.first, "0123456789.+-".unicodeScalars.contains(first) { return true }
        return ["y", "n", "yes", "no", "on", "off", "true", "false"].contains(text.lowercased())
    }
}
