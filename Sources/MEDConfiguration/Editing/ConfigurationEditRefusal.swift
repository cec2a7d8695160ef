public import MEDCore

/// Why an edit of config.yaml was not made; the text stays as it was.
///
/// No secret ever stands in it.
public struct ConfigurationEditRefusal: Error, Hashable, Sendable {
    /// What stands in the way.
    public enum Reason: String, Hashable, Sendable {
        /// The text is no YAML that can be used: a syntax error, a tab, a key that stands twice.
        case unreadable
        /// The place belongs to an anchor or came by an alias: other places would change too.
        case shared
        /// The section takes keys from another one by `<<`.
        case merged
        /// The place is written with brackets or braces.
        case flow
        /// The value goes over several lines.
        case multiline
        /// A tag, an explicit key, or another rare way to write.
        case unusual
        /// Something else stands where a section is needed.
        case notASection
        /// Something else stands where a list is needed.
        case notAList
        /// A section or a list stands where a value is needed.
        case notAValue
        /// The list has no such item.
        case noSuchItem
        /// The result would have said something else than it should: never seen, but checked each time.
        case wouldDamage
    }

    /// What stands in the way.
    public let reason: Reason
    /// The dotted path at which it stands.
    public let key: String
    /// The line from 1; `nil` when there is none to name.
    public let line: Int?
    /// The column in Unicode scalars from 1; `nil` when there is none to name.
    public let column: Int?
    /// The sentence that a household reads: what stands in the way and what to do.
    public let message: LocalizedText
    /// What to write by hand instead, with `…` for every secret; `nil` when that would not help.
    public let manualText: String?

    /// A refusal.
    public init(
        reason: Reason, key: String, line: Int? = nil, column: Int? = nil, message: LocalizedText,
        manualText: String? = nil
    ) {
        self.reason = reason
        self.key = key
        self.line = line
        self.column = column
        self.message = message
        self.manualText = manualText
    }

    /// The message with its place, and below it what to write by hand.
    public func text(in language: Language) -> String {
        let place = line.map { line in column.map { "\(line):\($0)" } ?? "\(line)" }
        let sentence = [place, key, message.text(in: language)].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: ": ")
        return ([sentence] + (manualText.map { [$0] } ?? [])).joined(separator: "\n")
    }
}

extension ConfigurationEditRefusal: CustomStringConvertible {
    /// The French text.
    public var description: String { text(in: .french) }
}
