import Foundation
import MEDCore
import MEDFiles
import MEDSpreadsheet
import TestServers
import Testing

/// Workbooks, read back by Python's zipfile and ElementTree, which share nothing with their writer, and by MEDSpreadsheet.
@Suite(.timeLimit(.minutes(2)))
struct XLSXTests {
    /// What a cell of the first rows holds: its type, its value, the number format of its style.
    private static let reader = """
        import json, re, sys, zipfile
        import xml.etree.ElementTree as E
        m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
        z = zipfile.ZipFile(sys.argv[1])
        assert z.testzip() is None
        book = E.fromstring(z.read('xl/workbook.xml'))
        names = [s.get('name') for s in book.iter(m + 'sheet')]
        styles = E.fromstring(z.read('xl/styles.xml'))
        formats = {f.get('numFmtId'): f.get('formatCode') for f in styles.iter(m + 'numFmt')}
        used = [x.get('numFmtId') for x in styles.find(m + 'cellXfs')]
        shared = []
        if 'xl/sharedStrings.xml' in z.namelist():
            for si in E.fromstring(z.read('xl/sharedStrings.xml')):
                shared.append(''.join(t.text or '' for t in si.iter(m + 't')))
        sheets = []
        for number in range(1, len(names) + 1):
            sheet = E.fromstring(z.read(f'xl/worksheets/sheet{number}.xml'))
            rows = []
            for row in sheet.iter(m + 'row'):
                cells = []
                for c in row:
                    t = c.get('t', 'n')
                    v = c.find(m + 'v')
                    if v is None and t != 'inlineStr': continue
                    value = ''.join(x.text or '' for x in c.iter(m + 't')) if t == 'inlineStr' else v.text
                    if t == 's': value, t = shared[int(value)], 'inlineStr'
                    style = used[int(c.get('s', '0'))]
                    cells.append([re.sub('[0-9]', '', c.get('r')), t, value, formats.get(style, style)])
                    assert c.find(m + 'f') is None, 'a formula'
                rows.append(cells)
            sheets.append(rows)
        charts = sorted(n for n in z.namelist() if n.startswith('xl/charts/chart'))
        one = z.read('xl/worksheets/sheet1.xml').decode()
        print(json.dumps({
            'names': names, 'sheets': sheets, 'charts': [z.read(c).decode() for c in charts],
            'frozen': 'state="frozen"' in one, 'filter': re.findall('autoFilter ref="([^"]*)"', one)}))
        """

    private struct Book: Decodable {
        let names: [String]
        let sheets: [[[[String]]]]
        let charts: [String]
        let frozen: Bool
        let filter: [String]

        func cell(_ column: String, row: Int, sheet: Int = 0) -> [String]? {
            sheets[sheet][row].first { $0[0] == column }.map { Array($0[1...]) }
        }
    }

    private func read(_ path: String) throws -> Book {
        try JSONDecoder().decode(Book.self, from: Data(Fixtures.python(Self.reader, path).utf8))
    }

    @Test func cellsHaveTheirTypesAndUnknownOnesAreEmpty() async throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let count = try await FileWriter().write(
            [FileSheet(.daily(.consumption), .days(Fixtures.stream(Samples.days)))], as: .xlsx, style: .french, to: path
        )
        #expect(count == 4)
        #expect(try Fixtures.names(directory.url.path) == ["book.xlsx"], "nothing else is left")
        let book = try read(path)
        #expect(book.names == ["Consommation par jour"])
        #expect(book.sheets[0].count == 5)
        #expect(book.cell("A", row: 0) == ["inlineStr", "Date", "General"] || book.cell("A", row: 0)?[1] == "Date")
        // 2024-01-15 is day 45306 from 1899-12-30 on.
        #expect(book.cell("A", row: 1) == ["n", "45306", "dd/mm/yyyy"])
        #expect(book.cell("B", row: 1)?[0...1] == ["n", "24000"])
        #expect(book.cell("C", row: 1)?[0...1] == ["n", "24"])
        #expect(book.cell("D", row: 1)?[0...1] == ["inlineStr", "HC/HP"])
        #expect(book.cell("O", row: 1)?[0...1] == ["n", "5.84"])
        let clock = try #require(book.cell("R", row: 1))
        #expect(clock[2] == "hh:mm" && abs(Double(clock[1])! * 1_440 - 1_142) < 1e-6)
        #expect(book.cell("S", row: 1)?[0...1] == ["inlineStr", "01234567890123"], "a PDL is a text")
        #expect(book.sheets[0][2].map { $0[0] } == ["A", "S"], "unknown is empty, not 0")
        #expect(book.cell("B", row: 3)?[1] == "0", "0 is a value")
        #expect(book.cell("C", row: 4)?[1] == "15.234")
        #expect(book.frozen && book.filter == ["A1:S5"])
        let chart = try #require(book.charts.first)
        #expect(book.charts.count == 1)
        #expect(chart.contains("barChart") && chart.contains("grouping val=\"stacked\""))
        #expect(chart.contains("'Consommation par jour'!$F$2:$F$5") && chart.contains("$H$2:$H$5"))
    }

    @Test func chartWithoutRegistersIsNotStacked() async throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let days = (0..<400).map {
            Fixtures.document(Fixtures.day("2023-01-01").advanced(by: $0), .production, slots: [], official: .zero)
        }
        try await FileWriter().write(
            [FileSheet(.daily(.production), .days(Fixtures.stream(days)))], as: .xlsx, to: path)
        let chart = try #require(try read(path).charts.first)
        #expect(!chart.contains("stacked"))
        #expect(chart.contains("'Production by day'!$C$36:$C$401"), "the last 366 days")
    }

    /// What MEDSpreadsheet reads from the sheet of half-hours is what was written, on the day of 25 hours too.
    @Test func ourReaderReadsHalfHoursBack() async throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let days = [Fixtures.day("2024-03-31"), Fixtures.day("2024-10-27")].map { day in
            Fixtures.document(day, slots: Fixtures.slots(day) { Int32($0) * 2 })
        }
        let count = try await FileWriter().write(
            [
                FileSheet(.halfHourly(.consumption), .days(Fixtures.stream(days))),
                FileSheet(.halfHourly(.consumption), .days(Fixtures.stream([days[1]]))),
            ], as: .xlsx, to: path)
        #expect(count == 46 + 50 + 50)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.withUnsafeBytes { bytes in
            let book = try Workbook(bytes)
            #expect(book.sheetNames == ["Consumption by half-hour", "Consumption by half-hour (2)"])
            var rows: [[WorkbookRow.Value]] = []
            try book.forEachRow(ofSheet: 0) {
                rows.append($0.cells.map(\.value))
                return true
            }
            #expect(rows.count == 97)
            var line = 1
            for document in days {
                for slot in document.curve.slots {
                    let local = ParisTime.localTime(at: slot.start(on: document.day))
                    let utc = Double(slot.start(on: document.day).secondsSinceEpoch) / 86_400 + 25_569
                    let row = rows[line]
                    line += 1
                    #expect(row[0] == .number(Double(document.day.number) + 25_569))
                    guard case .number(let clock) = row[1], case .number(let start) = row[2] else {
                        Issue.record("no times in row \(line)")
                        return
                    }
                    #expect(abs(clock * 1_440 - Double(local.minuteOfDay)) < 1e-6)
                    #expect(abs(start - utc) * 86_400 < 0.01)
                    #expect(row[3] == .number(30) && row[4] == .number(Double(slot.watts)))
                    #expect(row[5] == .number(Double(slot.watts) / 2))
                    #expect(row[7] == .text("measured") && row[8] == .text(Fixtures.pdl.digits))
                }
            }
        }
    }

    @Test(arguments: ["=HYPERLINK(\"http://x\")", "+1+1", "-2", "@SUM(A1)", "\t=1", "01234567890123", "<&>\"'"])
    func textStaysText(_ canary: String) throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let writer = try XLSXWriter(path: path, temporaryFolder: directory.url.path)
        var sheet = try writer.addSheet(.tempo)
        sheet.text(canary)
        sheet.endRow()
        try writer.finish(sheet)
        try writer.close()
        let book = try read(path)
        #expect(book.cell("A", row: 1)?[0...1] == ["inlineStr", canary])
    }

    @Test func sheetNamesAreAsExcelWantsThem() throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let long = "Consommation [01234567890123]: jours/mois?*\\ et plus"
        let wanted = [long, long, "'abc'", "", "History", "a", "A", "électricité 🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠🏠"]
        let writer = try XLSXWriter(path: path, temporaryFolder: directory.url.path)
        for name in wanted { try writer.finish(try writer.addSheet(.tempo, name: name)) }
        try writer.close()
        let names = try read(path).names
        #expect(names.count == wanted.count)
        #expect(Set(names.map { $0.lowercased() }).count == wanted.count)
        for name in names {
            #expect(name.utf16.count <= 31 && !name.isEmpty)
            #expect(!name.contains { "[]:*?/\\".contains($0) })
            #expect(!name.hasPrefix("'") && !name.hasSuffix("'"))
            #expect(name.lowercased() != "history")
        }
        #expect(
            names[0] == "Consommation _01234567890123__ ".trimmingCharacters(in: .newlines)
                || names[0].hasPrefix("Consommation _01234567890123_"))
        #expect(names[1].hasSuffix(" (2)"))
        #expect(names[2] == "abc")
        #expect(names[6] == "A (2)")
    }

    @Test func sheetWithTooManyRowsIsRefused() throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let writer = try XLSXWriter(path: directory.path("book.xlsx"), temporaryFolder: directory.url.path)
        var sheet = try writer.addSheet(.tempo)
        for _ in 0..<XLSXWriter.rowLimit {
            sheet.integer(1)
            sheet.endRow()
        }
        var full = sheet
        full.integer(1)
        full.endRow()
        let last = full
        let fault = #expect(throws: FileFault.self) { try writer.finish(last) }
        #expect(fault?.cause == .tooManyRows)
    }

    /// Ten years of half-hours unpack to more than a stranger's workbook may.
    @Test func tenYearsOfHalfHoursFitInASheet() async throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let path = directory.path("book.xlsx")
        let first = Fixtures.day("2014-01-01")
        let days = (0..<3_652).map { index in
            Fixtures.document(
                first.advanced(by: index), slots: Fixtures.slots(first.advanced(by: index)) { 12_345 + Int32($0) })
        }
        let rows = try await FileWriter().write(
            [FileSheet(.halfHourly(.consumption), .days(Fixtures.stream(days)))], as: .xlsx, to: path)
        #expect(rows == 175_296)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        _ = bytes.withUnsafeBytes { bytes in
            #expect(throws: WorkbookError.tooLarge) { try Workbook(bytes).forEachRow(ofSheet: 0) { _ in true } }
        }
    }

    @Test func libraryFaultsAreFaults() throws {
        let directory = try TemporaryDirectory("med-xlsx")
        let writer = try XLSXWriter(
            path: directory.path("missing/book.xlsx"), temporaryFolder: directory.url.path)
        try writer.finish(try writer.addSheet(.tempo))
        let fault = #expect(throws: FileFault.self) { try writer.close() }
        #expect(fault?.isMissing == true, "\(String(describing: fault))")
    }
}
