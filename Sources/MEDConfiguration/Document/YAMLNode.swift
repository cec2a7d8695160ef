/// A node of config.yaml with its place; scalars stay raw text, so that no implicit type changes a PDL or a password.
struct YAMLNode: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let key: String
        let keyPosition: ScalarPosition?
        let value: YAMLNode
    }

    enum Content: Hashable, Sendable {
        case scalar(String)
        case mapping([Entry])
        case sequence([YAMLNode])
    }

    /// What keeps saving from changing something below a node by splicing.
    struct Layout: Hashable, Sendable {
        /// Below an anchor, or here by an alias or a merge key.
        var isShared = false
        /// A mapping with a merge key (`<<`).
        var hasMerge = false
    }

    let content: Content
    /// `nil` for a value that comes from the environment.
    let position: ScalarPosition?
    var layout = Layout()

    var scalar: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    var mapping: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    var sequence: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// A key without a value: `host:`, `host: ~`, `host: null`.
    var isNull: Bool {
        guard case .scalar(let text) = content, position?.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key == key }?.value
    }

    /// The positions of all scalars below, by dotted path: `pdls[0].id`.
    func scalarPositions(at path: String = "", into positions: inout [String: ScalarPosition]) {
        switch content {
        case .scalar:
            positions[path] = position
        case .mapping(let entries):
            for entry in entries {
                entry.value.scalarPositions(at: path.isEmpty ? entry.key : "\(path).\(entry.key)", into: &positions)
            }
        case .sequence(let items):
            for (index, item) in items.enumerated() {
                item.scalarPositions(at: "\(path)[\(index)]", into: &positions)
            }
        }
    }
}
