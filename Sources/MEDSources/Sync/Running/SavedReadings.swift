/// What saving an answer changed in the store.
public struct SavedReadings: Hashable, Sendable {
    /// Days that were not known before.
    public var newDays: Int
    /// Days that were known otherwise or in part.
    public var correctedDays: Int
    /// Days that were already known like that.
    public var unchangedDays: Int

    /// What was changed.
    public init(newDays: Int = 0, correctedDays: Int = 0, unchangedDays: Int = 0) {
        self.newDays = newDays
        self.correctedDays = correctedDays
        self.unchangedDays = unchangedDays
    }

    /// Adds what another answer changed.
    mutating func add(_ other: SavedReadings) {
        newDays += other.newDays
        correctedDays += other.correctedDays
        unchangedDays += other.unchangedDays
    }
}
