import MEDTesting

/// A random text of YAML in block style with comments, quotes, blank lines, indentations, literals and flow collections,
/// made along with what it says and with the places that an edit may change.
struct RandomYAML {
    /// A place, with the line that must be the only one to change and how it begins and ends then.
    struct Target {
        let path: [YAMLModel.Step]
        let line: Int
        var prefix = ""
        var suffix = ""
        /// The line itself changes: `a: []` to `a:`.
        var isChanged = false
    }

    private(set) var lines: [String] = []
    private(set) var model = YAMLModel.null
    /// Scalars on one line in block context, and keys without a value.
    private(set) var values: [Target] = []
    /// Mappings in block style.
    private(set) var mappings: [Target] = []
    /// Lists in block style, and keys without a value or with an empty list.
    private(set) var lists: [Target] = []

    private var random: SeededGenerator
    private var names = 0
    /// What a comment or a blank line would change: nothing, what is indented further, or anything.
    private var filler = Filler.any

    private enum Filler { case any, shallow, none }

    static let texts = [
        "", "a", "yes", "no", "~", "null", "1e3", "01234567890123", "0x1F", "12:30:45", "2024-01-01", "#x", "a #b",
        "a: b",
        "a:", ": a", "- a", "-", "?", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "{a}", "[a]", "a, b", "'", "\"",
        "it's",
        "say \"hi\"", "\\", "\\n", " a", "a ", "é ü 漢字 🔌", "a\nb", "\t", "\u{7}", "\u{85}", "\u{2028}", "a\u{FEFF}",
        "<<", "=",
        "---", "...", "--- a", "HC (22H30-6H30)", "HC/HP", "http://user:p%40ss@host:8080/a?b=c#d", "true", ".5", "+1",
        "-1",
        "a\u{0}b", "\u{E000}", "\u{202E}abc", "a b c", "Null", "ON", "y",
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        lines.append("# a text long enough for any reader, seed \(seed)")
        if chance(5) { lines.append("---") }
        model = mapping(at: [], column: 0, lead: "", depth: 0, count: 2...6)
        // A blank line would belong to a literal that keeps them, and so would the want of a last line's end.
        if filler != .any { lines.append("# the end") }
        for _ in 0..<number(0...2) { lines.append(chance(2) ? "" : "# the end") }
        if chance(6) { lines.append("...") }
    }

    mutating func text() -> String {
        let ending = chance(4) ? "\r\n" : "\n"
        return (chance(8) ? "\u{FEFF}" : "") + lines.joined(separator: ending) + (chance(5) ? "" : ending)
    }

    mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    private mutating func comment() -> String { chance(4) ? pick([" # c", "   # it's: \"c\"", "\t# c"]) : "" }

    private mutating func fill(column: Int) {
        guard filler != .none else { return }
        while chance(4) {
            let indentation = number(0...(filler == .shallow ? column : column + 3))
            lines.append(chance(3) ? spaces(number(0...2)) : spaces(indentation) + "# - key: value")
        }
    }

    private mutating func name() -> (key: String, written: String) {
        names += 1
        let key = pick(["host", "port", "clé", "a b", "x-y"]) + "\(names)"
        return (key, pick([key, key, key, "\"\(key)\"", "'\(key)'"]))
    }

    /// A scalar on one line.
    private mutating func scalar() -> (text: String, written: String) {
        if chance(2) {
            let text = pick([
                "a", "localhost", "192.168.1.2", "1883", "true", "HC/HP", "2024-01-01", "a b", "x#y", "u:v",
            ])
            return (text, text)
        }
        if chance(2) {
            let text = pick(["", "a", "#x", "it's", "a: b", "01234567890123", "\\"])
            return (
                text, "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
            )
        }
        return pick([("", "\"\""), ("a", "\"a\""), ("a\"#b", "\"a\\\"#b\""), ("é\n", "\"\\u00e9\\n\""), ("{", "\"{\"")])
    }

    private mutating func mapping(
        at path: [YAMLModel.Step], column: Int, lead: String, depth: Int, count: ClosedRange<Int>
    ) -> YAMLModel {
        var entries: [YAMLModel.Entry] = []
        let count = number(count)
        let first = lines.count
        for index in 0..<count {
            if index > 0 || lead.isEmpty { fill(column: column) }
            let (key, written) = name()
            let start = (index == 0 && !lead.isEmpty ? lead : spaces(column)) + written + (chance(6) ? " :" : ":")
            let step = path + [.key(key)]
            entries.append(.init(key: key, value: value(after: start, at: step, column: column, depth: depth)))
        }
        mappings.append(Target(path: path, line: first))
        return .mapping(entries)
    }

    private mutating func list(
        at path: [YAMLModel.Step], column: Int, lead: String, depth: Int
    ) -> YAMLModel {
        var items: [YAMLModel] = []
        for index in 0..<number(1...3) {
            if index > 0 || lead.isEmpty { fill(column: column) }
            let offset = pick([2, 2, 2, 4])
            let dash = (index == 0 && !lead.isEmpty ? lead : spaces(column)) + "-"
            let step = path + [.index(index)]
            let start = dash + spaces(offset - 1)
            switch number(0...5) {
            case 0...2 where depth < 4:
                items.append(mapping(at: step, column: column + offset, lead: start, depth: depth + 1, count: 1...3))
            case 3 where depth < 4:
                items.append(list(at: step, column: column + offset, lead: start, depth: depth + 1))
            case 4:
                lines.append(start + "{a: 1, \"b\": [x, 'y']}" + comment())
                filler = .any
                items.append(Self.flow)
            default:
                let (text, written) = scalar()
                let end = comment()
                values.append(Target(path: step, line: lines.count, prefix: start, suffix: end))
                lines.append(start + written + end)
                filler = .any
                items.append(.scalar(text))
            }
        }
        lists.append(Target(path: path, line: 0))
        return .list(items)
    }

    private static let flow = YAMLModel.mapping([
        .init(key: "a", value: .scalar("1")), .init(key: "b", value: .list([.scalar("x"), .scalar("y")])),
    ])

    private mutating func value(
        after start: String, at path: [YAMLModel.Step], column: Int, depth: Int
    ) -> YAMLModel {
        let end = comment()
        let line = lines.count
        filler = .any
        switch number(0...19) {
        case 0...3 where depth < 4:
            lines.append(start + end)
            return mapping(at: path, column: column + number(1...4), lead: "", depth: depth + 1, count: 1...4)
        case 4...6 where depth < 4:
            lines.append(start + end)
            return list(at: path, column: column + pick([0, 2, 2, 4]), lead: "", depth: depth + 1)
        case 7:
            lines.append(start + " {a: 1, \"b\": [x, 'y']}" + end)
            return Self.flow
        case 8:
            lines.append(start + " {a: 1," + end)
            lines.append(spaces(column + 3) + "\"b\": [x, 'y']}")
            return Self.flow
        case 9:
            let header = pick(["|", "|+", ">", "|-"])
            lines += [start + " \(header)" + end, spaces(column + 2) + "text", spaces(column + 2) + "# text"]
            if header == "|+" { lines.append("") }
            filler = header == "|+" ? .none : .shallow
            let endings = ["|": "text\n# text\n", "|+": "text\n# text\n\n", ">": "text # text\n", "|-": "text\n# text"]
            return .scalar(endings[header] ?? "")
        case 10:
            lines += [start + " \"a", spaces(column + 1) + "# b\"" + end]
            return .scalar("a # b")
        case 11, 12:
            let written = pick(["", "", " ~", " null", " []", " {}", " [ ]"])
            let isNull = !written.contains("[") && !written.contains("{")
            if isNull {
                values.append(Target(path: path, line: line, prefix: start, suffix: end))
            }
            if !written.contains("{") {
                lists.append(
                    Target(path: path, line: line, prefix: start, suffix: end, isChanged: !written.isEmpty))
            }
            mappings.append(Target(path: path, line: line, prefix: start, suffix: end, isChanged: !written.isEmpty))
            if written.contains("[") { mappings.removeLast() }
            lines.append(start + written + end)
            return isNull ? .null : written.contains("[") ? .list([]) : .mapping([])
        default:
            let (text, written) = scalar()
            values.append(Target(path: path, line: line, prefix: start + " ", suffix: end))
            lines.append(start + " " + written + end)
            return .scalar(text)
        }
    }
}
