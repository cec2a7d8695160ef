/// What a YAML text says, without how and where it says it: what an edit may change, and what it must not.
enum YAMLValue: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let key: String
        var value: YAMLValue
    }

    case null
    case scalar(String)
    case mapping([Entry])
    case sequence([YAMLValue])

    init(_ node: YAMLNode?) {
        guard let node, !node.isNull else {
            self = .null
            return
        }
        switch node.content {
        case .scalar(let text): self = .scalar(text)
        case .mapping(let entries): self = .mapping(entries.map { Entry(key: $0.key, value: YAMLValue($0.value)) })
        case .sequence(let items): self = .sequence(items.map { YAMLValue($0) })
        }
    }

    /// Changes what is at `path`; keys that are missing are created at the end of their section. A path that does not fit
    /// changes nothing.
    mutating func update(at path: ArraySlice<ConfigurationPathElement>, _ change: (inout YAMLValue) -> Void) {
        guard let first = path.first else { return change(&self) }
        switch (first, self) {
        case (.key(let key), .null):
            var value = YAMLValue.null
            value.update(at: path.dropFirst(), change)
            self = .mapping([Entry(key: key, value: value)])
        case (.key(let key), .mapping(var entries)):
            let index = entries.firstIndex { $0.key == key } ?? entries.endIndex
            if index == entries.endIndex { entries.append(Entry(key: key, value: .null)) }
            entries[index].value.update(at: path.dropFirst(), change)
            self = .mapping(entries)
        case (.index(let index), .sequence(var items)) where items.indices.contains(index):
            items[index].update(at: path.dropFirst(), change)
            self = .sequence(items)
        default:
            break
        }
    }
}
