import CXLSXWriter
import MEDCore

/// The formats of the cells of a workbook. They belong to it and end with it.
struct XLSXFormats {
    let header: UnsafeMutablePointer<lxw_format>?
    let day: UnsafeMutablePointer<lxw_format>?
    let clock: UnsafeMutablePointer<lxw_format>?
    let instant: UnsafeMutablePointer<lxw_format>?
    let integer: UnsafeMutablePointer<lxw_format>?
    let kilowattHours: UnsafeMutablePointer<lxw_format>?
    let euros: UnsafeMutablePointer<lxw_format>?

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        func format(_ number: String) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(workbook)
            format_set_num_format(format, number)
            return format
        }
        header = workbook_add_format(workbook)
        format_set_bold(header)
        format_set_text_wrap(header)
        format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        day = format("dd/mm/yyyy")
        clock = format("hh:mm")
        instant = format("dd/mm/yyyy hh:mm")
        // Excel writes the separators of the language that it is set to.
        integer = format("#,##0")
        kilowattHours = format("#,##0.000")
        euros = format("#,##0.00####")
    }
}

extension FileColumn.Kind {
    /// Characters of the digit 0, as Excel measures columns.
    var width: Double {
        switch self {
        case .text(let width): Double(width)
        case .day: 11
        case .clock: 9
        case .instant: 16
        case .integer, .kilowattHours, .euros: 12
        case .boolean: 10
        }
    }
}
