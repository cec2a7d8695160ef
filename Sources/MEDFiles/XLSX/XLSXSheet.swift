import CXLSXWriter
public import MEDCore

/// A sheet of a workbook that is being written, row by row from the top.
///
/// Days, times and numbers are cells of their types; a text stays a text, also one that looks like a formula or like a
/// number (a PDL with a leading zero). It is used on the thread of its ``XLSXWriter`` and ends with it.
public struct XLSXSheet: RowWriter {
    /// Rows that were written, without the header.
    public private(set) var rowCount = 0
    /// The table of the sheet.
    public let table: FileTable
    /// Its name on the tab.
    public let name: String
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    private(set) var failure: lxw_error = LXW_NO_ERROR
    private(set) var hasRegisters = false
    /// Cells that are not empty, the header's included.
    private(set) var cellCount = 0
    private let formats: XLSXFormats
    private let registerColumn: UInt16?
    private var row: UInt32 = 1
    private var column: UInt16 = 0

    init(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, table: FileTable, formats: XLSXFormats,
        language: Language
    ) {
        self.sheet = sheet
        self.name = name
        self.table = table
        self.formats = formats
        registerColumn = table.columns.firstIndex { $0.key == "hc_wh" }.map { UInt16($0) }
        worksheet_set_row(sheet, 0, 30, nil)
        for (index, column) in table.columns.enumerated() {
            let place = UInt16(index)
            worksheet_set_column(sheet, place, place, column.kind.width, nil)
            keep(worksheet_write_string(sheet, 0, place, column.title.text(in: language), formats.header))
            cellCount += 1
        }
        worksheet_freeze_panes(sheet, 1, 1)
    }

    /// A text, never a formula.
    public mutating func text(_ text: String?) {
        // The library makes no cell of an empty one.
        if let text, !text.isEmpty {
            keep(worksheet_write_string(sheet, row, column, text, nil))
            cellCount += 1
        }
        column += 1
    }

    /// A date.
    public mutating func day(_ day: Day?) {
        number(day.map { Double(Self.epoch + Int($0.number)) }, formats.day)
    }

    /// A time of day.
    public mutating func clock(_ minuteOfDay: Int?) {
        number(minuteOfDay.map { Double($0) / 1_440 }, formats.clock)
    }

    /// A date with its time, in UTC: cells know no time zones.
    public mutating func instant(_ instant: UTCInstant?) {
        number(instant.map { Double(Self.epoch) + Double($0.secondsSinceEpoch) / 86_400 }, formats.instant)
    }

    /// A whole number.
    public mutating func integer(_ number: Int64?) {
        if number != nil, column == registerColumn { hasRegisters = true }
        self.number(number.map { Double($0) }, formats.integer)
    }

    /// A number: the nearest that a cell can hold.
    public mutating func decimal(_ number: Int64?, places: Int) {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        self.number(number.map { Double($0) / scale }, places > 3 ? formats.euros : formats.kilowattHours)
    }

    /// A boolean.
    public mutating func boolean(_ isTrue: Bool?) {
        if let isTrue {
            keep(worksheet_write_boolean(sheet, row, column, isTrue ? 1 : 0, nil))
            cellCount += 1
        }
        column += 1
    }

    /// Goes on with the next row.
    public mutating func endRow() {
        row += 1
        column = 0
        rowCount += 1
    }

    /// The filter on the header, once the last row is known.
    mutating func end() {
        keep(worksheet_autofilter(sheet, 0, 0, max(1, row - 1), UInt16(table.columns.count - 1)))
    }

    private mutating func number(_ value: Double?, _ format: UnsafeMutablePointer<lxw_format>?) {
        if let value {
            keep(worksheet_write_number(sheet, row, column, value, format))
            cellCount += 1
        }
        column += 1
    }

    private mutating func keep(_ result: lxw_error) {
        if failure == LXW_NO_ERROR { failure = result }
    }

    /// 1970-01-01 in days since 1899-12-30, from which Excel counts (ECMA-376, 18.17.4.1).
    private static let epoch = 25_569
}
