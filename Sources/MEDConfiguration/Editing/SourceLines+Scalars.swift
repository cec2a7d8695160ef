extension SourceLines {
    /// Whether a mapping or list is written with brackets or braces; Yams' own style is that of the event which ends it,
    /// and says nothing (`Parser.loadSequence`, 6.2).
    func isFlow(_ node: YAMLNode) -> Bool {
        guard node.scalar == nil, let position = node.position, lines.indices.contains(position.line - 1) else {
            return false
        }
        let content = lines[position.line - 1].content
        guard content.indices.contains(position.column - 1) else { return false }
        return content[position.column - 1] == "[" || content[position.column - 1] == "{"
    }

    /// Puts a value in the place of `node`, a scalar on one line or nothing behind a key or dash.
    mutating func replace(
        _ node: YAMLNode, by scalar: ConfigurationScalar,
        refusal: (ConfigurationEditRefusal.Reason) -> ConfigurationEditRefusal
    ) throws(ConfigurationEditRefusal) {
        guard let position = node.position, let text = node.scalar else { throw refusal(.notAValue) }
        let (line, column) = (position.line - 1, position.column - 1)
        guard lines.indices.contains(line), column <= lines[line].content.count else { throw refusal(.unusual) }
        let content = lines[line].content
        if text.isEmpty, position.style == .plain {
            guard column > 0, content[column - 1] == ":" || content[column - 1] == "-",
                lines[line].isFinished(at: column)
            else { throw refusal(.unusual) }
            return replace(column..<column, ofLine: line, by: " " + scalar.written)
        }
        let first = content.indices.contains(column) ? content[column] : " "
        var end: Int?
        switch position.style {
        case .plain:
            // A tag or an anchor stands at the node's place, before the text.
            if "!&*".unicodeScalars.contains(first) { throw refusal(.unusual) }
            let scalars = Array(text.unicodeScalars)
            if content[column...].starts(with: scalars) { end = column + scalars.count }
        case .singleQuoted:
            guard first == "'" else { throw refusal(.unusual) }
            end = Self.end(ofQuoted: content, from: column + 1, quote: "'")
        case .doubleQuoted:
            guard first == "\"" else { throw refusal(.unusual) }
            end = Self.end(ofQuoted: content, from: column + 1, quote: "\"")
        case .literal, .folded:
            break
        }
        guard let end, lines[line].isFinished(at: end) else { throw refusal(.multiline) }
        replace(column..<end, ofLine: line, by: scalar.written(like: position.style))
    }

    /// The column behind the closing quote; `nil` when the line has none.
    private static func end(ofQuoted content: [Unicode.Scalar], from start: Int, quote: Unicode.Scalar) -> Int? {
        var index = start
        while index < content.count {
            if content[index] == quote {
                guard quote == "'", index + 1 < content.count, content[index + 1] == quote else { return index + 1 }
                index += 1
            } else if quote == "\"", content[index] == "\\" {
                index += 1
            }
            index += 1
        }
        return nil
    }
}
