/// A text that a household reads, in French and in English.
public struct LocalizedText: Hashable, Sendable {
    /// The French text.
    public let french: String
    /// The English text.
    public let english: String

    /// A text in both languages.
    public init(fr french: String, en english: String) {
        self.french = french
        self.english = english
    }

    /// The text in the household's language.
    public func text(in language: Language) -> String {
        language == .french ? french : english
    }
}
