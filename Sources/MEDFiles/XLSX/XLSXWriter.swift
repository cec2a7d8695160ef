import CXLSXWriter
import Glibc
public import MEDCore

/// Writes a workbook over libxlsxwriter, a sheet after the other or at the same time.
///
/// Rows go through temporary files, so that memory does not grow with them. Every call may block: keep it on a thread of
/// your own, or let ``FileWriter`` do it. A writer that is not closed leaves no workbook.
public final class XLSXWriter {
    /// Rows that a sheet of a workbook can have below its header.
    public static let rowLimit = 1_048_575

    /// 1980-01-01, which the library writes for the parts of the archive, too (a zip's earliest date).
    private static let created: time_t = 315_532_800

    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private let formats: XLSXFormats
    private let path: String
    private let language: Language
    private var names = SheetName()

    /// A workbook without sheets.
    ///
    /// - Parameters:
    ///   - path: The file, which is replaced when it is there.
    ///   - temporaryFolder: Where rows wait for the end; they take about ten times the place of the workbook.
    ///   - language: The language of the headings.
    /// - Throws: ``FileFault`` when there is not enough memory.
    public init(path: String, temporaryFolder: String, language: Language = .french) throws(FileFault) {
        self.path = path
        self.language = language
        let made = temporaryFolder.withCString { folder in
            // The library copies the name; it declares the pointer mutable and does not write through it.
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.tmpdir = UnsafeMutablePointer(mutating: folder)
            return workbook_new_opt(path, &options)
        }
        guard let made else { throw FileFault(.system(ENOMEM), path: path) }
        workbook = made
        // Otherwise the present second: the same values have to make the same bytes, for backups and synchronized folders.
        var properties = lxw_doc_properties()
        properties.created = Self.created
        workbook_set_properties(made, &properties)
        formats = XLSXFormats(made)
    }

    deinit {
        if let workbook { lxw_workbook_free(workbook) }
    }

    /// A new sheet with the header of `table`.
    ///
    /// - Parameter name: The wanted name, by default the table's; it is shortened and made unique as Excel asks.
    /// - Throws: ``FileFault`` when no temporary file can be made.
    public func addSheet(_ table: FileTable, name: String? = nil) throws(FileFault) -> XLSXSheet {
        let name = names.unique(name ?? table.sheetName.text(in: language))
        errno = 0
        guard let workbook, let sheet = workbook_add_worksheet(workbook, name) else {
            throw FileFault(.system(errno == 0 ? EIO : errno), path: path)
        }
        return XLSXSheet(sheet, name: name, table: table, formats: formats, language: language)
    }

    /// Ends a sheet: the filter on its header, and the chart of a table of days.
    ///
    /// - Throws: ``FileFault`` when a row could not be written: more than ``rowLimit``, or a full disk.
    public func finish(_ sheet: consuming XLSXSheet) throws(FileFault) {
        if sheet.rowCount > Self.rowLimit { throw FileFault(.tooManyRows, path: path) }
        sheet.end()
        try check(sheet.failure)
        if case .daily = sheet.table, sheet.rowCount > 0, let workbook {
            try check(DailyChart(of: sheet, language: language).insert(into: workbook))
        }
    }

    /// Writes the workbook.
    ///
    /// - Throws: ``FileFault`` when it could not be written; a part of it may stand at the path.
    public func close() throws(FileFault) {
        guard let open = workbook else { return }
        workbook = nil
        errno = 0
        // It frees the workbook whatever comes of it.
        try check(workbook_close(open))
    }

    private func check(_ result: lxw_error) throws(FileFault) {
        if result == LXW_NO_ERROR { return }
        // Most of the library's faults are the system's, which stands in errno still.
        throw FileFault(errno == 0 ? .library(Int32(result.rawValue)) : .system(errno), path: path)
    }
}
