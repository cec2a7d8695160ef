import MEDCore
import MEDSpreadsheet

extension EnedisParser {
    /// Reads the sheets of a workbook one after the other.
    init(
        workbook bytes: UnsafeRawBufferPointer, name: String, pdl: PDL?, direction: Direction?
    ) throws(EnedisFileError) {
        self.bytes = UnsafeRawBufferPointer(start: nil, count: 0)
        self.name = name
        givenPDL = pdl
        givenDirection = direction
        cursor = LineCursor(bytes: self.bytes, position: 0)
        splitter = FieldSplitter(separator: UInt8(ascii: "\t"))
        let workbook = try Self.opening(name) { () throws(WorkbookError) in try Workbook(bytes) }
        sheetNames = workbook.sheetNames
        countsFrom1904 = workbook.countsFrom1904
        for index in sheetNames.indices {
            let lines = try Self.opening(name) { () throws(WorkbookError) in
                try SheetText.lines(of: workbook, sheet: index)
            }
            try read(lines, of: SheetPlace(index: index, name: sheetNames[index]))
        }
        guard format != nil else { throw EnedisFileError(.notAnEnedisFile, file: name, .notAPortalWorkbook) }
    }

    private static func opening<Value>(
        _ file: String, _ body: () throws(WorkbookError) -> Value
    ) throws(EnedisFileError) -> Value {
        do throws(WorkbookError) {
            return try body()
        } catch {
            throw EnedisFileError(error, file: file)
        }
    }

    private mutating func read(_ lines: [UInt8], of place: SheetPlace) throws(EnedisFileError) {
        sheet = place
        preamble.begin(sheet: place.name)
        // The rows keep no pointer into the lines; what describes them does.
        table = .none
        headerNames = nil
        flatMemo = nil
        try lines.withUnsafeBytes { buffer in
            Result { () throws(EnedisFileError) in
                bytes = buffer
                cursor = LineCursor(bytes: buffer, position: 0)
                try readLines()
            }
        }.get()
        settle()
    }
}

extension EnedisFileError {
    fileprivate init(_ error: WorkbookError, file: String) {
        switch error {
        case .notAWorkbook: self.init(.binary, file: file, .notAWorkbook)
        case .damaged: self.init(.binary, file: file, .damagedWorkbook)
        case .encrypted: self.init(.binary, file: file, .protectedWorkbook)
        case .tooLarge: self.init(.tooLarge, file: file, .workbookTooLarge)
        }
    }
}
