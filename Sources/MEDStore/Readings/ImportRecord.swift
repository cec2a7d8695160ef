public import MEDCore

/// One import as the store remembers it.
public struct ImportRecord: Hashable, Sendable {
    /// Its number.
    public let id: ImportID
    /// Where it came from.
    public let name: String
    /// When it was made.
    public let importedAt: UTCInstant
    /// When it was taken back; `nil` while it counts.
    public let undoneAt: UTCInstant?
    /// Days that it held.
    public let days: Int

    /// A record.
    public init(id: ImportID, name: String, importedAt: UTCInstant, undoneAt: UTCInstant?, days: Int) {
        self.id = id
        self.name = name
        self.importedAt = importedAt
        self.undoneAt = undoneAt
        self.days = days
    }
}
