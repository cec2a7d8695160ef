import MEDCore
import MEDSpreadsheet

/// Reads days and their energies out of a file that the exporter wrote.
struct FileDigest: Sendable {
    let format: FileFormat
    let direction: Direction
    let style: FileStyle

    func read(_ path: String) throws(FileFault) -> [Day: Energy] {
        try MappedFile(path).withBytes { bytes throws(FileFault) in
            if format == .xlsx { return try workbook(bytes, path: path) }
            var energies: [Day: Energy] = [:]
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                let text = String(decoding: line, as: UTF8.self)
                let pair = format == .csv ? csv(text) : json(text)
                if let pair { energies[pair.0] = pair.1 }
            }
            return energies
        }
    }

    /// `2024-01-15,15234,…`; the header is no day.
    private func csv(_ line: String) -> (Day, Energy)? {
        let separator = Character(UnicodeScalar(style.dialect.separator))
        let cells = line.split(separator: separator, maxSplits: 2, omittingEmptySubsequences: false)
        guard cells.count == 3, let day = Day(String(cells[0])), let wattHours = Int64(cells[1]) else { return nil }
        return (day, Energy(wattHours: wattHours))
    }

    /// `{"date":"2024-01-15","value_wh":15234,…`: our own lines, whose keys have their order.
    private func json(_ line: String) -> (Day, Energy)? {
        let start = "{\"date\":\""
        let middle = "\",\"value_wh\":"
        guard line.hasPrefix(start) else { return nil }
        let rest = line.dropFirst(start.count)
        guard let day = Day(String(rest.prefix(10))), rest.dropFirst(10).hasPrefix(middle),
            let wattHours = Int64(rest.dropFirst(10 + middle.count).prefix { $0 != "," })
        else { return nil }
        return (day, Energy(wattHours: wattHours))
    }

    private func workbook(_ bytes: UnsafeRawBufferPointer, path: String) throws(FileFault) -> [Day: Energy] {
        var energies: [Day: Energy] = [:]
        do {
            let book = try Workbook(bytes)
            let name = FileTable.daily(direction).sheetName.text(in: style.language)
            guard let sheet = book.sheetNames.firstIndex(of: name) else { return [:] }
            try book.forEachRow(ofSheet: sheet) { row in
                var day: Day?
                for cell in row.cells {
                    guard case .number(let number) = cell.value, abs(number) < 1e15 else { continue }
                    if cell.column == 0 { day = Day(number: Int32(clamping: Int64(number) - 25_569)) }
                    if cell.column == 1, let day { energies[day] = Energy(wattHours: Int64(number)) }
                }
                return true
            }
        } catch {
            throw FileFault(.damaged, path: path)
        }
        return energies
    }
}
