import MEDCore

extension Loading {
    /// A key that must be there.
    mutating func required<Value>(
        _ key: String, in node: YAMLNode, path: String, _ expected: LocalizedText, _ parse: (String) -> Value?
    ) -> Value? {
        guard let child = node[key], !child.isNull else {
            error(Place(key: "\(path).\(key)", position: node.position), expected: expected, expected.asMessage)
            return nil
        }
        return optional(key, in: node, path: path, expected, parse)
    }

    /// A key that may be there; `nil` when it is not, or is wrong, which is an error.
    mutating func optional<Value>(
        _ key: String, in node: YAMLNode, path: String, _ expected: LocalizedText, _ parse: (String) -> Value?
    ) -> Value? {
        guard let child = node[key], !child.isNull else { return nil }
        guard let value = child.scalar.flatMap(parse) else {
            error(Place(key: "\(path).\(key)", position: child.position), expected: expected, expected.asMessage)
            return nil
        }
        return value
    }

    /// The items of a list that may be there, each with its path.
    mutating func items(_ key: String, in node: YAMLNode, path: String) -> [(node: YAMLNode, path: String)] {
        guard let child = node[key], !child.isNull else { return [] }
        guard let items = child.sequence else {
            error(
                Place(key: "\(path).\(key)", position: child.position), expected: Expected.list,
                Expected.list.asMessage)
            return []
        }
        return items.enumerated().map { ($1, "\(path).\(key)[\($0)]") }
    }
}
