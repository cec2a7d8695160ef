/// A workbook made of raw parts, stored without compression.
enum WorkbookBytes {
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    private static let root = """
        <Relationships xmlns="\(package)"><Relationship Id="r" Type="\(links)/officeDocument" Target="xl/workbook.xml"/>\
        </Relationships>
        """
    private static let workbook = """
        <workbook xmlns="\(main)" xmlns:r="\(links)"><sheets><sheet name="Export Consommation" r:id="s"/></sheets></workbook>
        """
    private static let relationships = """
        <Relationships xmlns="\(package)"><Relationship Id="s" Type="\(links)/worksheet" Target="sheet.xml"/>\
        <Relationship Id="t" Type="\(links)/sharedStrings" Target="sharedStrings.xml"/></Relationships>
        """

    /// The workbook of a sheet, its shared strings, the list of sheets and the links, separated by zero bytes; those that
    /// are missing are the usual ones.
    static func archive(of input: [UInt8]) -> [UInt8] {
        let parts = input.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false).map(Array.init)
        func part(_ index: Int, else usual: String) -> [UInt8] {
            index < parts.count ? parts[index] : Array(usual.utf8)
        }
        return archive([
            ("_rels/.rels", Array(root.utf8)), ("xl/sheet.xml", part(0, else: "")),
            ("xl/sharedStrings.xml", part(1, else: "<sst xmlns='\(main)'><si><t>Valeur (en kW)</t></si></sst>")),
            ("xl/workbook.xml", part(2, else: workbook)), ("xl/_rels/workbook.xml.rels", part(3, else: relationships)),
        ])
    }

    /// PKWARE's APPNOTE.TXT §4.3: the parts, the directory, its end.
    private static func archive(_ parts: [(path: String, content: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (path, content) in parts {
            let offset = UInt32(bytes.count)
            var common: [UInt8] = []
            common.append(20 as UInt16)
            common.append(contentsOf: [UInt8](repeating: 0, count: 8))
            common.append(checksum(content))
            common.append(UInt32(content.count))
            common.append(UInt32(content.count))
            common.append(UInt16(path.utf8.count))
            common.append(0 as UInt16)
            bytes += [0x50, 0x4B, 3, 4] + common + Array(path.utf8) + content
            directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
            directory.append(offset)
            directory += Array(path.utf8)
        }
        let start = UInt32(bytes.count)
        bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        for _ in 0..<2 { bytes.append(UInt16(parts.count)) }
        bytes.append(UInt32(directory.count))
        bytes.append(start)
        bytes.append(0 as UInt16)
        return bytes
    }

    /// CRC-32, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
    }

    private static let table = (0..<256).map { (byte: UInt32) in
        (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ value: some FixedWidthInteger & UnsignedInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
