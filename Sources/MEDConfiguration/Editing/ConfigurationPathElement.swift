/// A step from a section of config.yaml to what is below it: `["pdls", 0, "label"]`.
public enum ConfigurationPathElement: Hashable, Sendable {
    /// A key of a section.
    case key(String)
    /// An item of a list, from 0.
    case index(Int)
}

extension ConfigurationPathElement: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A key.
    public init(stringLiteral key: String) {
        self = .key(key)
    }

    /// An item.
    public init(integerLiteral index: Int) {
        self = .index(index)
    }
}

extension Sequence<ConfigurationPathElement> {
    /// `pdls[0].label`, as issues name it.
    var dotted: String {
        reduce(into: "") { path, element in
            switch element {
            case .key(let key): path += path.isEmpty ? key : ".\(key)"
            case .index(let index): path += "[\(index)]"
            }
        }
    }
}
