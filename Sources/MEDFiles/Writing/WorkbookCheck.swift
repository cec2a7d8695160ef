import Glibc
import MEDSpreadsheet

/// Looks whether a workbook that was just written is whole.
///
/// libxlsxwriter (1.1.4) does not ask whether its temporary files took what it wrote to them: a disk that was full for a
/// moment cuts bytes out of a sheet, whose checksum is made afterwards and fits.
enum WorkbookCheck {
    /// What a sheet was given.
    struct Sheet: Equatable {
        /// Rows, the header included.
        let rows: Int
        /// Cells that are not empty, the header's included.
        let cells: Int
    }

    /// Checks that every sheet unpacks with its checksum, has that many rows and cells, and ends.
    ///
    /// Their tags are counted, not read, which would take as long as writing did.
    ///
    /// - Throws: ``FileFault``: damaged when it has not.
    static func sheets(of path: String, are expected: [Sheet]) throws(FileFault) {
        let found = try MappedFile(path).withBytes { bytes throws(FileFault) in
            do {
                // What was just written is no stranger's: sixty-four sheets of a million rows are below that.
                let workbook = try Workbook(bytes, unpackedBytes: 1 << 36)
                var sheets: [Sheet] = []
                for sheet in workbook.sheetNames.indices {
                    let tally = try workbook.tally(ofSheet: sheet)
                    guard tally.isWhole else { throw WorkbookError.damaged(part: workbook.sheetNames[sheet]) }
                    sheets.append(Sheet(rows: tally.rows, cells: tally.cells))
                }
                return sheets
            } catch {
                throw FileFault(.damaged, path: path)
            }
        }
        guard found == expected else { throw FileFault(.damaged, path: path) }
    }
}
