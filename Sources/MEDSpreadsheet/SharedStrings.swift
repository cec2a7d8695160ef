/// The table of the workbook's texts.
final class SharedStrings: XMLHandler {
    private(set) var values: [String] = []
    private(set) var failure: WorkbookError?
    private var collector = TextCollector()
    private var bytes = 0

    init(_ archive: ZipArchive, path: String) throws(WorkbookError) {
        try XMLReader.read(archive, path: path, into: self)
    }

    func begin(_ element: String, _ attributes: XMLAttributes) {
        collector.begin(element)
    }

    func end(_ element: String) {
        collector.end(element)
        guard element == "si" else { return }
        let value = collector.take()
        bytes += value.utf8.count
        guard values.count < WorkbookLimits.strings, bytes <= WorkbookLimits.stringBytes else {
            failure = .tooLarge
            return
        }
        values.append(value)
    }

    func text(_ bytes: UnsafeRawBufferPointer) {
        collector.text(bytes)
    }
}

/// Puts the runs of a text together; the reading aid of a Japanese word (`rPh`) is no part of it.
struct TextCollector {
    private var bytes: [UInt8] = []
    private var isInText = false
    private var isInPhonetic = false

    mutating func begin(_ element: String) {
        switch element {
        case "t": isInText = !isInPhonetic
        case "rPh": isInPhonetic = true
        default: break
        }
    }

    mutating func end(_ element: String) {
        switch element {
        case "t": isInText = false
        case "rPh": isInPhonetic = false
        default: break
        }
    }

    mutating func text(_ piece: UnsafeRawBufferPointer) {
        if isInText { bytes.append(contentsOf: piece.prefix(WorkbookLimits.cellBytes - bytes.count)) }
    }

    mutating func take() -> String {
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
