import Foundation
import MEDCore
import MEDFiles
import MEDSpreadsheet
import MEDTesting
import TestServers
import Testing

/// What `FileWriter` counts in a workbook before it believes that it is whole; the workbooks are cut by Python.
@Suite(.timeLimit(.minutes(2)))
struct WorkbookWholenessTests {
    /// Counts rows and cells by ElementTree, then packs the sheet again with as many bytes cut out as the places say, one
    /// workbook for each.
    private static let cutter = """
        import sys, zipfile
        import xml.etree.ElementTree as E
        m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        z = zipfile.ZipFile(sys.argv[1])
        name = 'xl/worksheets/sheet1.xml'
        whole = z.read(name)
        sheet = E.fromstring(whole)
        print(len(list(sheet.iter(m + 'row'))), len(list(sheet.iter(m + 'c'))))
        begin, end = whole.index(b'<sheetData>'), whole.index(b'</sheetData>')
        for number, cut in enumerate(sys.argv[2:]):
            place, length = map(int, cut.split(','))
            place = begin + place % (end - begin - length)
            with zipfile.ZipFile(f'{sys.argv[1]}-{number}', 'w', zipfile.ZIP_DEFLATED) as out:
                for entry in z.namelist():
                    content = z.read(entry)
                    out.writestr(entry, content[:place] + content[place + length:] if entry == name else content)
        """

    private static func tally(_ path: String) throws -> SheetTally {
        try Data(contentsOf: URL(fileURLWithPath: path)).withUnsafeBytes { try Workbook($0).tally(ofSheet: 0) }
    }

    private static func write(_ days: Int, to path: String) async throws -> Int {
        let first = Fixtures.day("2023-01-01")
        let documents = (0..<days).map { index in
            Fixtures.document(
                first.advanced(by: index), slots: Fixtures.slots(first.advanced(by: index)) { Int32($0) * 6 })
        }
        return try await FileWriter().write(
            [FileSheet(.halfHourly(.consumption), .days(Fixtures.stream(documents)))], as: .xlsx, to: path)
    }

    @Test func bytesThatAreMissingShow() async throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let rows = try await Self.write(60, to: path)
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        // Blocks of a disk, then anything down to about the longest cell.
        let cuts = (0..<60).map { index in
            (
                place: Int.random(in: 0..<1 << 40, using: &random),
                length: index < 30 ? 4_096 : Int.random(in: 64...(index < 45 ? 80 : 9_000), using: &random)
            )
        }
        let said = try Executable.run(
            Executable.path("python3", package: "python3"),
            ["-c", Self.cutter, path] + cuts.map { "\($0.place),\($0.length)" })
        let counted = said.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        let whole = try Self.tally(path)
        #expect(whole.isWhole)
        #expect([whole.rows, whole.cells] == Array(counted.prefix(2)))
        #expect(whole.rows == rows + 1)
        for (number, cut) in cuts.enumerated() {
            let found = try Self.tally("\(path)-\(number)")
            #expect(
                !found.isWhole || found.rows != whole.rows || found.cells != whole.cells, "seed \(seed), cut \(cut)")
        }
    }

    @Test func flippedBitShows() async throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        _ = try await Self.write(30, to: path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // The sheet is by far the longest part.
        bytes[bytes.count / 2] ^= 0x10
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(throws: WorkbookError.self) { try Self.tally(path) }
    }
}
