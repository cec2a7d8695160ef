import Glibc

/// How many rows and cells a sheet has, counted by their tags and not read: many times faster than reading them.
///
/// It tells whether a sheet that was just written is whole: bytes that are missing anywhere take a tag with them unless
/// they are fewer than a cell has.
public struct SheetTally: Hashable, Sendable {
    /// Beginnings of rows.
    public private(set) var rows = 0
    /// Beginnings of cells.
    public private(set) var cells = 0
    /// Whether every row and every cell that begins ends as well, and the sheet itself last.
    public var isWhole: Bool { rows == rowEnds && cells == cellEnds && hasEnd }

    private var rowEnds = 0
    private var cellEnds = 0
    private var hasEnd = false
    /// The last bytes so far: a tag may begin in them and end in the next piece.
    private var rest: [UInt8] = []

    init() {}

    /// Counts in the next piece of the part.
    mutating func add(_ piece: UnsafeRawBufferPointer) {
        let overlap = Self.longestTag - 1
        let seam = rest + piece.prefix(overlap)
        if piece.count <= overlap {
            let known = max(0, seam.count - overlap)
            seam.withUnsafeBytes { count(in: $0, beginningBefore: known) }
            rest = Array(seam[known...])
        } else {
            seam.withUnsafeBytes { count(in: $0, beginningBefore: rest.count) }
            let known = piece.count - overlap
            count(in: piece, beginningBefore: known)
            rest = Array(piece[known...])
        }
    }

    /// Counts what begins in the last bytes.
    mutating func end() {
        rest.withUnsafeBytes { count(in: $0, beginningBefore: rest.count) }
        rest = []
    }

    private mutating func count(in bytes: UnsafeRawBufferPointer, beginningBefore end: Int) {
        guard let base = bytes.baseAddress else { return }
        var position = 0
        while position < end, let found = memchr(base + position, CInt(UInt8(ascii: "<")), end - position) {
            position = UnsafeRawPointer(found) - base
            let tag = UnsafeRawBufferPointer(rebasing: bytes[position...])
            // Most tags are told apart by their second letter.
            switch tag.count > 1 ? tag[1] : 0 {
            case UInt8(ascii: "c"): if tag.starts(with: "<c ") { cells += 1 }
            case UInt8(ascii: "r"): if tag.starts(with: "<row ") { rows += 1 }
            case UInt8(ascii: "/"): countEnd(tag)
            default: break
            }
            position += 1
        }
    }

    private mutating func countEnd(_ tag: UnsafeRawBufferPointer) {
        if tag.starts(with: "</c>") {
            cellEnds += 1
        } else if tag.starts(with: "</row>") {
            rowEnds += 1
        } else if tag.starts(with: "</worksheet>") {
            hasEnd = true
        }
    }

    /// `</worksheet>`.
    private static let longestTag = 12
}

extension UnsafeRawBufferPointer {
    fileprivate func starts(with tag: StaticString) -> Bool {
        guard count >= tag.utf8CodeUnitCount else { return false }
        for index in 0..<tag.utf8CodeUnitCount where self[index] != tag.utf8Start[index] { return false }
        return true
    }
}

extension Workbook {
    /// Counts the rows and cells of a sheet, and compares the checksum of its part.
    ///
    /// - Parameter sheet: The place in ``sheetNames``.
    /// - Throws: ``WorkbookError``.
    public func tally(ofSheet sheet: Int) throws(WorkbookError) -> SheetTally {
        var tally = SheetTally()
        try read(sheet: sheet) { piece in
            tally.add(piece)
            return true
        }
        tally.end()
        return tally
    }
}
