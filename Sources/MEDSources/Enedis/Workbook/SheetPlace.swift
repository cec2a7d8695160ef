/// Where in a workbook a line stands. Its number carries both: a sheet has at most 2^20 rows and a workbook few sheets.
struct SheetPlace {
    let index: Int
    let name: String

    private static let bitsOfRow = 21
    /// The last line that has a number.
    static let maximumOfLines = 1 << bitsOfRow - 1

    static func number(_ sheet: SheetPlace?, line: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: (sheet?.index ?? 0) << bitsOfRow | line)
    }

    /// The number's parts, for a workbook.
    static func split(_ number: Int) -> (sheet: Int, line: Int) {
        (number >> bitsOfRow, number & (1 << bitsOfRow - 1))
    }

    /// How a message names a sheet.
    static func title(file: String, sheet: String) -> String { "\(file)[\(sheet)]" }
}
