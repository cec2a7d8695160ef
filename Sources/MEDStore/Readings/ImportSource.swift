/// Where an import came from.
public struct ImportSource: Hashable, Sendable {
    /// What kinds of sources there are: how the store treats an import follows from it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A file that the household imported.
        case file
        /// An answer of a gateway, asked again and again.
        case gateway
    }

    /// The name that the household sees: a file's name, or the gateway's. Answers of one gateway have one name.
    public let name: String
    /// What kind of source it is.
    public let kind: Kind

    /// A source.
    public init(name: String, kind: Kind = .file) {
        self.name = name
        self.kind = kind
    }
}
