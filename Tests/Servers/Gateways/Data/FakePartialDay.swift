/// A day of whose load curve some slots are missing.
public struct FakePartialDay: Hashable, Sendable {
    /// The slots that are missing, from 0.
    public var missingSlots: Set<Int>
    /// Until when, in seconds since 1970; nil: for ever.
    public var until: Int64?

    /// A partial day.
    public init(missingSlots: Set<Int>, until: Int64? = nil) {
        self.missingSlots = missingSlots
        self.until = until
    }
}
