public import MEDCore

/// Writes JSON Lines (https://jsonlines.org): one object per row, the keys in the order of the columns, unknown values
/// `null`, decimals exact.
public struct JSONLinesWriter: RowWriter {
    /// What was written since the last `removeAll`.
    public private(set) var bytes: [UInt8]
    /// `{"date":`, `,"value_wh":` …
    private let prefixes: [[UInt8]]
    private var column = 0
    private var cells = CellText()

    /// A writer of the rows of `table`.
    public init(_ table: FileTable, reservingCapacity capacity: Int = 1 << 16) {
        bytes = []
        bytes.reserveCapacity(capacity)
        prefixes = table.columns.enumerated().map { index, column in
            Array("\(index == 0 ? "{" : ",")\"\(column.key)\":".utf8)
        }
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// A string, escaped as RFC 8259 asks.
    public mutating func text(_ text: String?) {
        guard begin(text) else { return }
        var text = text ?? ""
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { for byte in $0 { appendEscaped(byte) } }
        bytes.append(UInt8(ascii: "\""))
    }

    /// `"2024-01-15"`.
    public mutating func day(_ day: Day?) {
        guard begin(day), let day else { return }
        bytes.append(UInt8(ascii: "\""))
        cells.append(day, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// `"02:30"`.
    public mutating func clock(_ minuteOfDay: Int?) {
        guard begin(minuteOfDay), let minuteOfDay else { return }
        bytes.append(UInt8(ascii: "\""))
        CellText.append(clock: minuteOfDay, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// `"2024-01-14T23:30:00Z"`.
    public mutating func instant(_ instant: UTCInstant?) {
        guard begin(instant), let instant else { return }
        bytes.append(UInt8(ascii: "\""))
        cells.append(instant, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A whole number.
    public mutating func integer(_ number: Int64?) {
        guard begin(number), let number else { return }
        CellText.append(number, to: &bytes)
    }

    /// A number with a decimal point, without trailing zeros.
    public mutating func decimal(_ number: Int64?, places: Int) {
        guard begin(number), let number else { return }
        CellText.append(number, places: places, separator: UInt8(ascii: "."), to: &bytes)
    }

    /// `true` or `false`.
    public mutating func boolean(_ isTrue: Bool?) {
        guard begin(isTrue), let isTrue else { return }
        bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    }

    /// Closes the object and the line.
    public mutating func endRow() {
        bytes.append(contentsOf: "}\n".utf8)
        column = 0
    }

    /// The key; `null` for an unknown value, and `false` then.
    private mutating func begin(_ value: (some Sendable)?) -> Bool {
        bytes.append(contentsOf: prefixes[column])
        column += 1
        if value == nil { bytes.append(contentsOf: "null".utf8) }
        return value != nil
    }

    /// RFC 8259, section 7.
    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            let digits = StaticString("0123456789abcdef")
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 0xF)])
        default: bytes.append(byte)
        }
    }
}
