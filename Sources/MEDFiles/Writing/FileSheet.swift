import MEDCore

/// A table with its rows: a sheet of a workbook, or the whole of a CSV or JSON Lines file.
public struct FileSheet: Sendable {
    /// Its columns.
    public let table: FileTable
    /// Its rows.
    public let rows: FileRows
    /// The name of the sheet; `nil` for the table's.
    public let name: String?

    /// A table with its rows; the rows must be of the table's kind.
    public init(_ table: FileTable, _ rows: FileRows, name: String? = nil) {
        self.table = table
        self.rows = rows
        self.name = name
    }

    /// Writes the rows, and lets `flush` empty the writer after each document.
    ///
    /// - Returns: The number of rows.
    func write<Writer: RowWriter>(
        to writer: inout Writer, isolation: isolated (any Actor)? = #isolation,
        flush: (inout Writer) throws(FileFault) -> Void
    ) async throws -> Int {
        var count = 0
        switch rows {
        case .days(let documents, let newer):
            var merge = DayMerge(newer: newer)
            func write(_ documents: [DayDocument]) throws {
                for document in documents where document.isKnown {
                    count += table.write(document, to: &writer)
                    try flush(&writer)
                }
            }
            for try await document in documents {
                try Task.checkCancellation()
                try write(merge.next(document))
            }
            try write(merge.rest)
        case .totals(let totals):
            for total in totals { FileTable.write(total, to: &writer) }
            count = totals.count
        case .tempo(let days):
            for day in days { FileTable.write(day, to: &writer) }
            count = days.count
        case .ecowatt(let days):
            for day in days { FileTable.write(day, to: &writer) }
            count = days.count
        }
        return count
    }
}
