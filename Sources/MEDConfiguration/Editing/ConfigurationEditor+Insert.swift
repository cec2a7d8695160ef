extension ConfigurationEditor {
    /// Adds what is missing of an edit's path, and its leaf.
    mutating func insert(
        _ edit: Edit, at place: Place, expecting expected: YAMLValue
    ) throws(ConfigurationEditRefusal) {
        let keys = try missingKeys(of: edit, at: place)
        let refusal = edit.refusal(.wouldDamage, at: place.empty ?? place.node, of: place.path)
        let writer = FragmentText(step: step)
        let candidates: [SourceLines]
        if let empty = place.empty {
            candidates = try filling(empty, of: edit, at: place, keys: keys, writer)
        } else if let key = keys.first {
            let entry = ConfigurationFragment.Entry(key, edit.value.below(keys.dropFirst()))
            let (start, column) = try block(place.node, of: edit, at: place)
            let ends = start.map { source.ends(ofBlockAt: $0, column: column, isList: false, ownsComments: true) }
            candidates = inserting(writer.lines(of: entry, column: column), at: ends ?? emptyDocumentEnds)
        } else {
            let (start, column) = try block(place.node, of: edit, at: place)
            guard let start, let list = place.node?.sequence else { throw refusal }
            var offset = 2
            if let first = list.first, let position = first.position, first.mapping != nil, !source.isFlow(first),
                !first.layout.isShared, position.line == start + 1, position.column - 1 > column
            {
                offset = position.column - 1 - column
            }
            let ends = source.ends(
                ofBlockAt: start, column: column, isList: true, ownsComments: column > place.column)
            candidates = inserting(writer.lines(ofItem: edit.leaf, column: column, offset: offset), at: ends)
        }
        try accept(candidates, expecting: expected, or: refusal)
    }

    private func missingKeys(of edit: Edit, at place: Place) throws(ConfigurationEditRefusal) -> [String] {
        var keys: [String] = []
        for step in place.missing {
            guard case .key(let key) = step else {
                throw edit.refusal(.noSuchItem, at: place.empty ?? place.node, of: place.path)
            }
            keys.append(key)
        }
        return keys
    }

    /// Where a block begins: its line, `nil` in a file without any value, and the column of its keys or dashes, from 0.
    private func block(
        _ node: YAMLNode?, of edit: Edit, at place: Place
    ) throws(ConfigurationEditRefusal) -> (line: Int?, column: Int) {
        guard let node else { return (nil, 0) }
        guard let position = node.position else { throw edit.refusal(.unusual, at: node, of: place.path) }
        let (line, column) = (position.line - 1, position.column - 1)
        let content = source.lines[line].content
        // A tag stands at the node's place, before its first key or dash.
        let isAtStart =
            node.sequence == nil
            ? node.mapping?.first?.keyPosition.map { $0.line == position.line && $0.column == position.column } == true
            : content.indices.contains(column) && content[column] == "-"
        guard isAtStart else { throw edit.refusal(.unusual, at: node, of: place.path) }
        return (line, column)
    }

    /// Behind what comments there are, before the marker of the end.
    private var emptyDocumentEnds: [Int] {
        let lines = source.lines
        let start = lines.firstIndex { $0.isMarker("---") }.map { $0 + 1 } ?? 0
        return [lines[start...].firstIndex { $0.isMarker("...") } ?? lines.endIndex]
    }

    private func inserting(_ lines: [String], at indices: [Int]) -> [SourceLines] {
        indices.map { index in
            var changed = source
            changed.insert(lines, at: index)
            return changed
        }
    }

    /// `key:` with nothing, `~`, `[]` or `{}` behind it becomes a key with lines below it.
    private func filling(
        _ empty: YAMLNode, of edit: Edit, at place: Place, keys: [String], _ writer: FragmentText
    ) throws(ConfigurationEditRefusal) -> [SourceLines] {
        guard let position = empty.position, case .key = place.path.last else {
            throw edit.refusal(.unusual, at: empty, of: place.path)
        }
        let (line, column) = (position.line - 1, position.column - 1)
        guard source.lines.indices.contains(line), column <= source.lines[line].content.count else {
            throw edit.refusal(.unusual, at: empty, of: place.path)
        }
        let content = source.lines[line].content
        var end = column
        if let text = empty.scalar {
            end += text.unicodeScalars.count
        } else {
            let closing: Unicode.Scalar = empty.mapping == nil ? "]" : "}"
            guard let last = content[column...].firstIndex(of: closing),
                content[column..<last].dropFirst().allSatisfy({ $0 == " " })
            else { throw edit.refusal(.unusual, at: empty, of: place.path) }
            end = last + 1
        }
        var start = column
        while start > 0, content[start - 1] == " " { start -= 1 }
        guard end <= content.count, start > 0, content[start - 1] == ":", source.lines[line].isFinished(at: end) else {
            throw edit.refusal(.unusual, at: empty, of: place.path)
        }
        var changed = source
        changed.replace((end == column ? column : start)..<end, ofLine: line, by: "")
        let below = place.column + writer.step
        let lines: [String]
        if let key = keys.first {
            let entry = ConfigurationFragment.Entry(key, edit.value.below(keys.dropFirst()))
            lines = writer.lines(of: entry, column: below)
        } else {
            lines = writer.lines(ofItem: edit.leaf, column: below)
        }
        changed.insert(lines, at: line + 1)
        return [changed]
    }

    /// By how many spaces the file's first nested section is indented; 2 without any.
    private var step: Int {
        guard let entries = root?.mapping else { return 2 }
        for entry in entries {
            guard let inner = entry.value.mapping?.first?.keyPosition, let outer = entry.keyPosition,
                !source.isFlow(entry.value), !entry.value.layout.isShared, inner.column > outer.column
            else { continue }
            return inner.column - outer.column
        }
        return 2
    }
}
