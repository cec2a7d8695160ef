import MEDCore

/// The first bytes of a file.
enum FileSignature {
    static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let zip: [UInt8] = [0x50, 0x4B]
    private static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// Whether the file is a ZIP archive, as an XLSX workbook is.
    static func isArchive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: zip + [3, 4]) || bytes.starts(with: zip + [5, 6])
    }

    /// Why a file cannot be a CSV in UTF-8 or Windows-1252; `nil` when it can.
    static func refusal(of bytes: UnsafeRawBufferPointer) -> LocalizedText? {
        // XLS, and XLSX under a password, are compound files.
        if bytes.starts(with: compoundFile) { return .oldWorkbook }
        return bytes.prefix(4_096).contains(0) ? .notText : nil
    }

    /// A text that its mark says to be UTF-16 (a spreadsheet's “Unicode text”), in UTF-8.
    static func utf8(ofUTF16 bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let isLittle = bytes.starts(with: [0xFF, 0xFE])
        guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
        let units = (1..<max(1, bytes.count / 2)).lazy.map { index -> UInt16 in
            let unit = bytes.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
            return isLittle ? UInt16(littleEndian: unit) : UInt16(bigEndian: unit)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
