import MEDSpreadsheet

/// A sheet as lines of tab-separated fields, the row's number being the line's: what households do by hand when they save
/// a sheet as CSV, so that both are read by the same code.
enum SheetText {
    /// Longer texts of a cell are cut: nothing that is read is longer.
    private static let maximumOfCellBytes = 256
    /// 32 MiB: a sheet may refer a million times to one long text.
    private static let maximumOfBytes = 32 << 20

    static func lines(of workbook: Workbook, sheet: Int) throws(WorkbookError) -> [UInt8] {
        var bytes: [UInt8] = []
        var line = 1
        var isFirst = true
        var isTooLarge = false
        try workbook.forEachRow(ofSheet: sheet) { row in
            // A row that repeats a number or goes back gets a line of its own: two rows never run together.
            let target = isFirst ? row.number : max(row.number, line + 1)
            isFirst = false
            while line < target {
                bytes.append(UInt8(ascii: "\n"))
                line += 1
            }
            var column = 0
            for cell in row.cells {
                while column < cell.column {
                    bytes.append(UInt8(ascii: "\t"))
                    column += 1
                }
                append(cell.value, to: &bytes)
            }
            isTooLarge = bytes.count > maximumOfBytes || line > SheetPlace.maximumOfLines
            return !isTooLarge
        }
        if isTooLarge { throw .tooLarge }
        return bytes
    }

    private static func append(_ value: WorkbookRow.Value, to bytes: inout [UInt8]) {
        let text =
            switch value {
            case .text(let text): text
            case .number(let number): plainDecimal(number)
            }
        for byte in text.utf8.prefix(maximumOfCellBytes) {
            bytes.append(byte < 0x20 || byte == UInt8(ascii: "\"") ? UInt8(ascii: " ") : byte)
        }
    }

    /// A number without exponent and without the noise of binary fractions: 0.61199999999999999 is 0.612.
    static func plainDecimal(_ number: Double) -> String {
        guard number.magnitude < 1e15 else { return "\(number)" }
        if let integer = Int64(exactly: number) { return "\(integer)" }
        // Nine decimals of a day are 0.1 ms; 15 digits are what a Double holds.
        let digits = number.magnitude < 1e6 ? 9 : number.magnitude < 1e12 ? 3 : 0
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int64((number * scale).rounded())
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
        let fraction = String(rest)
        var text = (scaled < 0 ? "-" : "") + "\(whole)"
        if rest != 0 {
            text += "." + String(repeating: "0", count: digits - fraction.count) + fraction
            while text.last == "0" { text.removeLast() }
        }
        return text
    }
}
