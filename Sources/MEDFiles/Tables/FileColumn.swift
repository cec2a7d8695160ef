public import MEDCore

/// A column of a table.
public struct FileColumn: Hashable, Sendable {
    /// What its cells hold.
    public enum Kind: Hashable, Sendable {
        /// Texts, of at most about that many characters.
        case text(width: Int)
        /// Civil days.
        case day
        /// Hours and minutes of the French wall clock.
        case clock
        /// Points in time, in UTC.
        case instant
        /// Whole numbers.
        case integer
        /// Energies in kWh, exact to the Wh.
        case kilowattHours
        /// Amounts in euros, VAT included, exact to the millionth.
        case euros
        /// Yes or no.
        case boolean
    }

    /// The name in the header of CSV and the key in JSON: `value_wh`.
    public let key: String
    /// The heading in a workbook.
    public let title: LocalizedText
    /// What its cells hold.
    public let kind: Kind

    init(_ key: String, _ kind: Kind, fr: String, en: String) {
        self.key = key
        self.kind = kind
        title = LocalizedText(fr: fr, en: en)
    }
}
