public import MEDCore

/// One import as the store remembers it.
public struct ImportRecord: Hashable, Sendable {
    /// Its number.
    public let id: ImportID
    /// Where it came from.
    public let source: ImportSource
    /// When it was made.
    public let importedAt: UTCInstant
    /// When it was taken back; `nil` while it counts.
    public let undoneAt: UTCInstant?
    /// Days that it held; of a gateway's answer those that were news and that no later answer replaced.
    public let days: Int

    /// A record.
    public init(id: ImportID, source: ImportSource, importedAt: UTCInstant, undoneAt: UTCInstant?, days: Int) {
        self.id = id
        self.source = source
        self.importedAt = importedAt
        self.undoneAt = undoneAt
        self.days = days
    }

    /// The source's name.
    public var name: String { source.name }
    /// The source's kind.
    public var kind: ImportSource.Kind { source.kind }
}
