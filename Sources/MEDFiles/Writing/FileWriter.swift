import Glibc
import MEDCore

/// Writes files whole or not at all, on a thread of its own: neither the disk nor libxlsxwriter holds up the pool on which
/// Swift's tasks run.
public actor FileWriter {
    private let thread: FileThread

    /// The thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// A writer with its thread.
    ///
    /// - Throws: ``FileFault`` when the system gives no thread.
    public init() throws(FileFault) {
        thread = try FileThread()
    }

    /// Writes a file in place of the one at `path`. A reader sees the old file or the new one, never a part; after the
    /// return the new one outlasts a power cut. On any error the old one is as it was.
    ///
    /// - Parameters:
    ///   - sheets: What it holds; CSV and JSON Lines take exactly one.
    ///   - keepsEmpty: Whether a file without rows is written; otherwise the one at `path` is removed instead.
    /// - Returns: The number of rows.
    /// - Throws: ``FileFault``, `CancellationError`, and what the rows' source throws.
    @discardableResult
    public func write(
        _ sheets: [FileSheet], as format: FileFormat, style: FileStyle = .international, to path: String,
        keepsEmpty: Bool = true
    ) async throws -> Int {
        precondition(format == .xlsx || sheets.count == 1, "a CSV or JSON Lines file has one table")
        let (folder, name) = Self.split(path)
        let lock = try await FolderLock.take(folder)
        defer { withExtendedLifetime(lock) {} }
        let file = try AtomicFile(name, in: folder)
        let count =
            switch format {
            case .csv: try await writeCSV(sheets[0], dialect: style.dialect, to: file)
            case .jsonl: try await writeJSONLines(sheets[0], to: file)
            case .xlsx: try await writeWorkbook(sheets, language: style.language, to: file, name: name, in: folder)
            }
        try Task.checkCancellation()
        if count > 0 || keepsEmpty {
            try file.commit()
        } else {
            try Self.remove(path, in: folder)
        }
        return count
    }

    /// Runs what blocks on the thread, with nobody else writing in `folder`.
    func withFolder<Value: Sendable>(_ folder: String, _ body: @Sendable () throws -> Value) async throws -> Value {
        let lock = try await FolderLock.take(folder)
        return try withExtendedLifetime(lock) { try body() }
    }

    private func writeCSV(_ sheet: FileSheet, dialect: CSVDialect, to file: AtomicFile) async throws -> Int {
        var writer = CSVWriter(dialect: dialect, reservingCapacity: 2 * Self.bufferSize)
        writer.header(of: sheet.table)
        let count = try await sheet.write(to: &writer) { writer throws(FileFault) in
            guard writer.bytes.count >= Self.bufferSize else { return }
            try file.write(writer.bytes)
            writer.removeAll()
        }
        try file.write(writer.bytes)
        return count
    }

    private func writeJSONLines(_ sheet: FileSheet, to file: AtomicFile) async throws -> Int {
        var writer = JSONLinesWriter(sheet.table, reservingCapacity: 2 * Self.bufferSize)
        let count = try await sheet.write(to: &writer) { writer throws(FileFault) in
            guard writer.bytes.count >= Self.bufferSize else { return }
            try file.write(writer.bytes)
            writer.removeAll()
        }
        try file.write(writer.bytes)
        return count
    }

    private func writeWorkbook(
        _ sheets: [FileSheet], language: Language, to file: AtomicFile, name: String, in folder: String
    ) async throws -> Int {
        let rest = try TemporaryFolder(for: name, in: folder)
        defer { withExtendedLifetime(rest) {} }
        let workbook = try XLSXWriter(path: file.temporary, temporaryFolder: rest.path, language: language)
        var total = 0
        var expected: [WorkbookCheck.Sheet] = []
        for sheet in sheets {
            var rows = try workbook.addSheet(sheet.table, name: sheet.name)
            let count = try await sheet.write(to: &rows) { rows throws(FileFault) in
                if rows.rowCount > XLSXWriter.rowLimit { throw FileFault(.tooManyRows, path: file.temporary) }
            }
            total += count
            expected.append(WorkbookCheck.Sheet(rows: rows.rowCount + 1, cells: rows.cellCount))
            try workbook.finish(rows)
        }
        try workbook.close()
        try WorkbookCheck.sheets(of: file.temporary, are: expected)
        return total
    }

    private static func remove(_ path: String, in folder: String) throws(FileFault) {
        guard unlink(path) == 0 else {
            if errno == ENOENT { return }
            throw FileFault(.system(errno), path: path)
        }
        try AtomicFile.syncFolder(folder)
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    private static let bufferSize = 1 << 16
}
