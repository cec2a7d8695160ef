import Glibc
import MEDSpreadsheet

/// Reads a workbook that was just written.
enum WorkbookCheck {
    /// Checks that every sheet has its header and that many rows.
    ///
    /// - Throws: ``FileFault``: damaged when it has not.
    static func rows(of path: String, are expected: [Int]) throws(FileFault) {
        let found = try MappedFile(path).withBytes { bytes throws(FileFault) in
            do {
                // What was just written is no stranger's: sixty-four sheets of a million rows are below that.
                let workbook = try Workbook(bytes, unpackedBytes: 1 << 36)
                var counts: [Int] = []
                for sheet in workbook.sheetNames.indices {
                    var last = 0
                    try workbook.forEachRow(ofSheet: sheet) { row in
                        last = row.number
                        return true
                    }
                    counts.append(last - 1)
                }
                return counts
            } catch {
                throw FileFault(.damaged, path: path)
            }
        }
        guard found == expected else { throw FileFault(.damaged, path: path) }
    }
}
