/// Where an import came from.
public struct ImportSource: Hashable, Sendable {
    /// The name that the household sees: a file's name.
    public let name: String

    /// A source.
    public init(name: String) {
        self.name = name
    }
}
