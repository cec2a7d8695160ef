public import MEDCore

/// Writes CSV (RFC 4180 with LF) into a buffer that the caller empties as often as it likes.
///
/// Texts that a spreadsheet would take for a formula get a leading apostrophe (OWASP, "CSV Injection"); numbers, days and
/// times are written by this type itself and need none.
public struct CSVWriter: RowWriter {
    /// What was written since the last `removeAll`.
    public private(set) var bytes: [UInt8]
    /// How cells are separated.
    public let dialect: CSVDialect
    private var isRowBegun = false
    private var cells = CellText()

    /// A writer; nothing is written yet.
    public init(dialect: CSVDialect = .international, reservingCapacity capacity: Int = 1 << 16) {
        self.dialect = dialect
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// The beginning of a file: the byte order mark, if the dialect has one, and the names of the columns.
    public mutating func header(of table: FileTable) {
        if dialect.hasByteOrderMark { bytes.append(contentsOf: [0xEF, 0xBB, 0xBF]) }
        for column in table.columns { text(column.key) }
        endRow()
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// A text, quoted where it must be and without the power to be a formula.
    public mutating func text(_ text: String?) {
        separate()
        if var text { text.withUTF8 { append($0) } }
    }

    /// `2024-01-15`.
    public mutating func day(_ day: Day?) {
        separate()
        if let day { cells.append(day, to: &bytes) }
    }

    /// `02:30`.
    public mutating func clock(_ minuteOfDay: Int?) {
        separate()
        if let minuteOfDay { CellText.append(clock: minuteOfDay, to: &bytes) }
    }

    /// `2024-01-14T23:30:00Z`.
    public mutating func instant(_ instant: UTCInstant?) {
        separate()
        if let instant { cells.append(instant, to: &bytes) }
    }

    /// A whole number.
    public mutating func integer(_ number: Int64?) {
        separate()
        if let number { CellText.append(number, to: &bytes) }
    }

    /// A decimal with the dialect's separator, without trailing zeros.
    public mutating func decimal(_ number: Int64?, places: Int) {
        separate()
        if let number {
            CellText.append(number, places: places, separator: dialect.decimalSeparator, to: &bytes)
        }
    }

    /// `true` or `false`.
    public mutating func boolean(_ isTrue: Bool?) {
        separate()
        if let isTrue { bytes.append(contentsOf: (isTrue ? "true" : "false").utf8) }
    }

    /// A line feed, as programs and spreadsheets of today read it.
    public mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isRowBegun = false
    }

    private mutating func separate() {
        if isRowBegun { bytes.append(dialect.separator) }
        isRowBegun = true
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        let isFormula = text.first.map(Self.formulaStarts.contains) ?? false
        let quote = UInt8(ascii: "\"")
        let mustQuote = text.contains {
            $0 == quote || $0 == dialect.separator || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        if mustQuote { bytes.append(quote) }
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        if mustQuote {
            for byte in text {
                if byte == quote { bytes.append(quote) }
                bytes.append(byte)
            }
            bytes.append(quote)
        } else {
            bytes.append(contentsOf: text)
        }
    }

    /// https://owasp.org/www-community/attacks/CSV_Injection
    private static let formulaStarts: [UInt8] = Array("=+-@\t\r".utf8)
}
