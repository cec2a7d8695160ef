public import MEDCore

/// How files look to who opens them.
public struct FileStyle: Hashable, Sendable {
    /// Separators of CSV.
    public let dialect: CSVDialect
    /// The language of headings and names of sheets in a workbook. Keys of CSV and JSON are the same in all.
    public let language: Language

    /// A style.
    public init(dialect: CSVDialect = .international, language: Language = .english) {
        self.dialect = dialect
        self.language = language
    }

    /// For programs, and for spreadsheets in English.
    public static let international = FileStyle()
    /// For spreadsheets in French.
    public static let french = FileStyle(dialect: .french, language: .french)
}
