/// What an import, or undoing one, changed.
public struct ImportSummary: Hashable, Sendable {
    /// The import's number; `nil` for an answer of a gateway that held no news and is not remembered.
    public let id: ImportID?
    /// Days that were not known before.
    public var newDays: Int
    /// Days whose exported form changed.
    public var correctedDays: Int
    /// Days of which nothing is known any more.
    public var removedDays: Int
    /// Days that were already known like that.
    public var unchangedDays: Int

    /// A summary.
    public init(
        id: ImportID?, newDays: Int = 0, correctedDays: Int = 0, removedDays: Int = 0, unchangedDays: Int = 0
    ) {
        self.id = id
        self.newDays = newDays
        self.correctedDays = correctedDays
        self.removedDays = removedDays
        self.unchangedDays = unchangedDays
    }
}
