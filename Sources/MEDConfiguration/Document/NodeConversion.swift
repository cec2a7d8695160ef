import Yams

/// From Yams' nodes to ours: aliases are marked, merge keys (`<<`) are expanded, keys that stand twice are found.
struct NodeConversion {
    /// Aliases of aliases grow without bound; no household's file comes near.
    static let nodeLimit = 200_000
    static let depthLimit = 100

    let masked: [String: String]
    private(set) var problems: [YAMLDocument.Problem] = []
    private var count = 0

    init(masked: [String: String]) {
        self.masked = masked
    }

    /// Every node that is read has a mark; Yams' type lets one be absent for nodes that programs make.
    private static func place(_ mark: Mark?) -> (line: Int, column: Int) {
        (mark?.line ?? 1, mark?.column ?? 1)
    }

    mutating func node(_ node: Node, depth: Int, isShared inherited: Bool) -> YAMLNode {
        count += 1
        let mark = Self.place(node.mark)
        guard depth < Self.depthLimit, count < Self.nodeLimit else {
            if count <= Self.nodeLimit || problems.isEmpty {
                problems.append(.init(line: mark.line, column: mark.column, key: "", message: YAMLProblem.tooDeep))
                count = Self.nodeLimit + 1
            }
            return YAMLNode(content: .scalar(""), position: ScalarPosition(line: mark.line, column: mark.column))
        }
        let place = ScalarPosition(line: mark.line, column: mark.column)
        // Yams gives an alias the node of its anchor, anchor included: what is below one may stand in several places.
        let isShared = inherited || node.anchor != nil
        switch node {
        case .scalar(let scalar):
            let position = ScalarPosition(
                line: mark.line, column: mark.column, style: .init(scalar.style), isShared: isShared)
            return YAMLNode(
                content: .scalar(scalar.string), position: position, layout: .init(isShared: isShared))
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(self.node(item, depth: depth + 1, isShared: isShared)) }
            return YAMLNode(
                content: .sequence(items), position: place,
                layout: .init(isShared: isShared))
        case .mapping(let mapping):
            let hasMerge = mapping.contains { $0.key.scalar?.string == "<<" && $0.key.scalar?.style == .plain }
            return YAMLNode(
                content: .mapping(entries(mapping, depth: depth, isShared: isShared)), position: place,
                layout: .init(isShared: isShared, hasMerge: hasMerge))
        case .alias:
            // The parser resolves aliases itself.
            return YAMLNode(content: .scalar(""), position: place)
        }
    }

    private mutating func entries(_ mapping: Node.Mapping, depth: Int, isShared: Bool) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var merged: [YAMLNode.Entry] = []
        var maskedNames: Set<String> = []
        for (key, value) in mapping {
            let mark = Self.place(key.mark)
            guard case .scalar(let scalar) = key else {
                problems.append(.init(line: mark.line, column: mark.column, key: "", message: YAMLProblem.complexKey))
                continue
            }
            let name = masked[scalar.string] ?? scalar.string
            if maskedNames.contains(name) {
                problems.append(.duplicate(name, line: mark.line, column: mark.column))
            }
            if masked[scalar.string] != nil { maskedNames.insert(name) }
            if name == "<<", scalar.style == .plain {
                merged += mergedEntries(value, depth: depth)
                continue
            }
            entries.append(
                YAMLNode.Entry(
                    key: name,
                    keyPosition: ScalarPosition(line: mark.line, column: mark.column, style: .init(scalar.style)),
                    value: node(value, depth: depth + 1, isShared: isShared)))
        }
        // A mapping's own keys win over merged ones, and of those the first: https://yaml.org/type/merge.html
        var names = Set(entries.map(\.key))
        for entry in merged where names.insert(entry.key).inserted { entries.append(entry) }
        return entries
    }

    private mutating func mergedEntries(_ value: Node, depth: Int) -> [YAMLNode.Entry] {
        let converted = node(value, depth: depth + 1, isShared: true)
        if let entries = converted.mapping { return entries }
        if let items = converted.sequence, items.allSatisfy({ $0.mapping != nil }) {
            return items.flatMap { $0.mapping ?? [] }
        }
        problems.append(
            .init(
                line: converted.position?.line, column: converted.position?.column, key: "<<",
                message: YAMLProblem.mergeOfNoMapping))
        return []
    }
}

extension ScalarPosition.Style {
    fileprivate init(_ style: Node.Scalar.Style) {
        switch style {
        case .any, .plain: self = .plain
        case .singleQuoted: self = .singleQuoted
        case .doubleQuoted: self = .doubleQuoted
        case .literal: self = .literal
        case .folded: self = .folded
        }
    }
}
