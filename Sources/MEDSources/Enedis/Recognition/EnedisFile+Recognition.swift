extension EnedisFile {
    /// What a file was recognised as.
    public struct Recognition: Hashable, Sendable {
        /// What the tables come in.
        public let container: Container
        /// The tables in the order of the file, those first that describe another meter, direction, unit or layout; at
        /// most ``maximumOfTables``.
        public let tables: [RecognisedTable]
        /// The stretches of the load curves that have one step.
        public let stepPeriods: [StepPeriod]

        /// How many tables are described.
        public static let maximumOfTables = 20
    }

    /// What tables come in.
    public enum Container: Hashable, Sendable {
        /// Lines of text and the separator of their fields.
        case text(TextEncoding, separator: Character)
        /// An XLSX workbook and the names of its sheets.
        case workbook(sheets: [String])
    }
}
