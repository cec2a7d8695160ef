/// Reads the rows of a sheet one by one.
final class SheetReader: XMLHandler {
    private(set) var failure: WorkbookError?
    private(set) var isFinished = false
    private let strings: [String]
    private let body: (WorkbookRow) -> Bool
    private var row = 0
    private var cells: [WorkbookRow.Cell] = []
    private var column = 0
    private var type = ""
    private var isInValue = false
    private var value: [UInt8] = []
    private var collector = TextCollector()

    init(strings: [String], body: @escaping (WorkbookRow) -> Bool) {
        self.strings = strings
        self.body = body
    }

    func read(_ archive: ZipArchive, path: String) throws(WorkbookError) {
        try XMLReader.read(archive, path: path, into: self)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) {
        switch element {
        case "row":
            // A row or a cell without its place follows the one before.
            row = attributes["r"].flatMap { Int($0) } ?? row + 1
            cells.removeAll(keepingCapacity: true)
            column = -1
        case "c":
            column = attributes["r"].flatMap(Self.column) ?? column + 1
            type = attributes["t"] ?? "n"
            value.removeAll(keepingCapacity: true)
            _ = collector.take()
        case "v": isInValue = true
        default: collector.begin(element)
        }
    }

    func end(_ element: String) {
        switch element {
        case "v": isInValue = false
        case "c": endCell()
        case "row": endRow()
        default: collector.end(element)
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {
        if isInValue {
            value.append(contentsOf: bytes.prefix(WorkbookLimits.cellBytes - value.count))
        } else {
            collector.text(bytes)
        }
    }

    private func endCell() {
        guard (0..<WorkbookLimits.columns).contains(column), column > cells.last?.column ?? -1 else { return }
        let text = String(decoding: value, as: UTF8.self)
        let read: WorkbookRow.Value?
        switch type {
        case "s": read = Int(text).flatMap { strings.indices.contains($0) ? .text(strings[$0]) : nil }
        case "inlineStr": read = .text(collector.take())
        case "n": read = Double(text).flatMap { $0.isFinite ? .number($0) : nil }
        default: read = text.isEmpty ? nil : .text(text)
        }
        if let read { cells.append(WorkbookRow.Cell(column: column, value: read)) }
    }

    private func endRow() {
        guard (1...WorkbookLimits.rows).contains(row), !cells.isEmpty else { return }
        if !body(WorkbookRow(number: row, cells: cells)) { isFinished = true }
    }

    /// `C17` is column 2.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            if column > 1 << 20 { return nil }
        }
        return column == 0 ? nil : column - 1
    }
}
