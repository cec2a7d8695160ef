/// The cells of a spreadsheet in the XLSX format (ECMA-376, a ZIP archive of XML parts), read and never written.
///
/// The file comes from anywhere: what is unpacked, the number of entries, strings and cells are limited
/// (``WorkbookLimits``), parts with a document type are refused, so that no entity is ever declared or fetched, and
/// formulas are not computed: the value that the writing program left beside them counts.
public struct Workbook {
    /// The names of the sheets in the order of their tabs.
    public var sheetNames: [String] { sheets.map(\.name) }
    /// Whether days are counted from 1904-01-01 and not from 1899-12-30.
    public let countsFrom1904: Bool

    private let archive: ZipArchive
    private let sheets: [WorkbookPart.Sheet]
    private let strings: [String]

    /// Opens a workbook.
    ///
    /// - Parameters:
    ///   - bytes: The file; it must stay valid as long as the workbook is used.
    ///   - unpackedBytes: What may be unpacked out of it; more only for a file of one's own.
    /// - Throws: ``WorkbookError``.
    public init(
        _ bytes: UnsafeRawBufferPointer, unpackedBytes: Int = WorkbookLimits.unpackedBytes
    ) throws(WorkbookError) {
        archive = try ZipArchive(bytes, unpackedBytes: unpackedBytes)
        let package = try Self.relationships(of: "", in: archive)
        guard let main = package.first(where: { $0.kind == "officeDocument" })?.target else { throw .notAWorkbook }
        let part = try WorkbookPart(archive, path: main)
        countsFrom1904 = part.countsFrom1904
        let parts = try Self.relationships(of: main, in: archive)
        sheets = part.sheets.map { sheet in
            WorkbookPart.Sheet(
                name: sheet.name, part: parts.first { $0.id == sheet.part && $0.kind == "worksheet" }?.target ?? "")
        }
        guard !sheets.isEmpty else { throw .notAWorkbook }
        if let shared = parts.first(where: { $0.kind == "sharedStrings" })?.target {
            strings = try SharedStrings(archive, path: shared).values
        } else {
            strings = []
        }
    }

    /// Hands the rows of a sheet that hold anything to `body`, in the order of the file.
    ///
    /// - Parameters:
    ///   - sheet: The place in ``sheetNames``.
    ///   - body: Takes one row; returns `false` to stop.
    /// - Throws: ``WorkbookError``; rows handed over before it are as good as the file is.
    public func forEachRow(ofSheet sheet: Int, _ body: (WorkbookRow) -> Bool) throws(WorkbookError) {
        // A chart's or a macro's sheet has no cells.
        guard sheets.indices.contains(sheet), !sheets[sheet].part.isEmpty else { return }
        try withoutActuallyEscaping(body) { body in
            Result { () throws(WorkbookError) in
                try SheetReader(strings: strings, body: body).read(archive, path: sheets[sheet].part)
            }
        }.get()
    }

    /// Hands the unpacked part of a sheet to `body`, piece by piece.
    func read(sheet: Int, _ body: (UnsafeRawBufferPointer) -> Bool) throws(WorkbookError) {
        guard sheets.indices.contains(sheet), !sheets[sheet].part.isEmpty else { return }
        try archive.read(sheets[sheet].part, body)
    }

    private static func relationships(
        of path: String, in archive: ZipArchive
    ) throws(WorkbookError) -> [Relationship] {
        let cut = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let folder = String(path[..<cut])
        let reader = RelationshipReader(folder: folder)
        try XMLReader.read(archive, path: "\(folder)_rels/\(path[cut...]).rels", into: reader)
        return reader.relationships
    }
}
