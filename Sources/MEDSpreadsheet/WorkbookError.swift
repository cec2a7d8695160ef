/// Why a workbook cannot be read.
public enum WorkbookError: Error, Hashable, Sendable {
    /// No ZIP archive, or one without the parts of a workbook.
    case notAWorkbook
    /// Cut or altered: the archive or its XML does not hold together.
    case damaged(part: String)
    /// A part is encrypted.
    case encrypted
    /// More than ``WorkbookLimits`` allows.
    case tooLarge
}
