public import MEDCore

/// Why a configuration cannot be used: everything that is wrong with it, not only the first thing.
///
/// No secret ever stands in it.
public struct ConfigurationError: Error, Hashable, Sendable {
    /// What is wrong, in the order of the file; never empty.
    public let issues: [ConfigurationIssue]

    /// An error.
    public init(issues: [ConfigurationIssue]) {
        self.issues = issues
    }

    /// One line per issue.
    public func text(in language: Language) -> String {
        issues.map { $0.text(in: language) }.joined(separator: "\n")
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// The French text, one line per issue.
    public var description: String { text(in: .french) }
}
