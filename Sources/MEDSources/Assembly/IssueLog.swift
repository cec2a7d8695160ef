import MEDCore

/// Collects the issues of one file or answer.
struct IssueLog {
    private(set) var faults: [(line: Int, fault: LineFault)] = []
    private(set) var count = 0

    mutating func add(_ fault: LineFault, line: Int) {
        count += 1
        if faults.count < EnedisFile.maximumOfIssues { faults.append((line, fault)) }
    }

    /// `sheets` is empty for a text.
    func issues(file: String, sheets: [String]) -> [ImportIssue] {
        faults.sorted { $0.line < $1.line }.map { entry in
            let (sheet, line) = sheets.isEmpty ? (0, entry.line) : SheetPlace.split(entry.line)
            return ImportIssue(
                file: sheets.indices.contains(sheet) ? SheetPlace.title(file: file, sheet: sheets[sheet]) : file,
                line: line, reason: entry.fault.reason)
        }
    }
}
