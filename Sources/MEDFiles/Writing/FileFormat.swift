/// The kinds of files that are written.
public enum FileFormat: String, Hashable, Sendable, CaseIterable {
    /// Comma-separated values (RFC 4180), one table per file.
    case csv
    /// A workbook (ECMA-376), one sheet per table.
    case xlsx
    /// One JSON object per line, one table per file.
    case jsonl
}
