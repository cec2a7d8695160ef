public import MEDCore

/// A line of an imported file that was not used, while the others were kept.
public struct ImportIssue: Hashable, Sendable {
    /// The file's name.
    public let file: String
    /// The line, counted from 1 as editors do.
    public let line: Int
    /// Why, for the household; shows at most a short piece of the line and never a whole PDL.
    public let reason: LocalizedText

    /// An issue.
    public init(file: String, line: Int, reason: LocalizedText) {
        self.file = file
        self.line = line
        self.reason = reason
    }
}
