public import MEDCore

/// What a source said of EcoWatt days.
public struct EcowattAnswer: Hashable, Sendable {
    /// The days in order, each once. Hours that the source left out are `nil`: 0 is a level, green and low-carbon.
    public var days: [EcowattData]
    /// What could not be used, in the words of the answer.
    public var issues: [String]

    /// An answer.
    public init(days: [EcowattData], issues: [String] = []) {
        self.days = days
        self.issues = issues
    }
}
