/// Fragments as YAML.
struct FragmentText {
    /// Spaces by which a section's keys stand right of its own.
    var step = 2

    /// The lines of a key with what is below it, `column` spaces from the left.
    func lines(of entry: ConfigurationFragment.Entry, column: Int) -> [String] {
        let start = String(repeating: " ", count: column) + Self.key(entry.key) + ":"
        switch entry.value {
        case .scalar(let scalar): return ["\(start) \(scalar.written)"]
        case .section(let entries) where !entries.isEmpty:
            return [start] + entries.flatMap { lines(of: $0, column: column + step) }
        case .list(let items) where !items.isEmpty:
            return [start] + items.flatMap { lines(ofItem: $0, column: column + step) }
        case .section, .list: return ["\(start) \(Self.flow(entry.value))"]
        }
    }

    /// The lines of an item whose dash is `column` spaces from the left, and its content `offset` further.
    func lines(ofItem item: ConfigurationFragment, column: Int, offset: Int = 2) -> [String] {
        let dash = String(repeating: " ", count: column) + "-" + String(repeating: " ", count: offset - 1)
        var lines: [String]
        switch item {
        case .section(let entries) where !entries.isEmpty:
            lines = entries.flatMap { self.lines(of: $0, column: column + offset) }
        case .list(let items) where !items.isEmpty:
            lines = items.flatMap { self.lines(ofItem: $0, column: column + offset) }
        case .scalar, .section, .list:
            return [dash + Self.flow(item)]
        }
        lines[0] = dash + lines[0].dropFirst(column + offset)
        return lines
    }

    /// On one line, with braces and brackets.
    static func flow(_ fragment: ConfigurationFragment) -> String {
        switch fragment {
        case .scalar(let scalar): scalar.written
        case .section(let entries): "{" + entries.map(flow).joined(separator: ", ") + "}"
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        }
    }

    /// `key: value` on one line.
    static func flow(_ entry: ConfigurationFragment.Entry) -> String {
        "\(key(entry.key)): \(flow(entry.value))"
    }

    private static func key(_ key: String) -> String {
        ScalarText.plain(key, mayLookTyped: false) ?? ScalarText.doubleQuoted(key)
    }
}
