public import MEDCore

/// What a source said of Tempo days.
public struct TempoAnswer: Hashable, Sendable {
    /// The days in order, each once; the colour is `nil` where the source says that it does not know it.
    public var days: [TempoData]
    /// What could not be used, in the words of the answer.
    public var issues: [String]

    /// An answer.
    public init(days: [TempoData], issues: [String] = []) {
        self.days = days
        self.issues = issues
    }
}
