/// What is added to config.yaml: a value, a section or a list.
public indirect enum ConfigurationFragment: Hashable, Sendable {
    /// A key with its value.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public let key: String
        /// What stands below it.
        public let value: ConfigurationFragment

        /// An entry.
        public init(_ key: String, _ value: ConfigurationFragment) {
            self.key = key
            self.value = value
        }

        /// An entry of one value.
        public init(_ key: String, _ value: ConfigurationScalar) {
            self.init(key, .scalar(value))
        }
    }

    /// A value.
    case scalar(ConfigurationScalar)
    /// A section: its entries in the order in which they are written.
    case section([Entry])
    /// A list.
    case list([ConfigurationFragment])
}

extension ConfigurationFragment {
    /// The same with `…` in place of every secret, for a text that is shown.
    var withoutSecrets: Self {
        switch self {
        case .scalar(.secret): .scalar(.text("…"))
        case .scalar: self
        case .section(let entries): .section(entries.map { Entry($0.key, $0.value.withoutSecrets) })
        case .list(let items): .list(items.map(\.withoutSecrets))
        }
    }

    /// What YAML gives back.
    var value: YAMLValue {
        switch self {
        case .scalar(let scalar): .scalar(scalar.content)
        case .section(let entries): .mapping(entries.map { YAMLValue.Entry(key: $0.key, value: $0.value.value) })
        case .list(let items): .sequence(items.map(\.value))
        }
    }

    /// `self` below `path`: a fragment of a section that is created on the way.
    func below(_ path: some BidirectionalCollection<String>) -> Self {
        path.reversed().reduce(self) { .section([Entry($1, $0)]) }
    }
}
