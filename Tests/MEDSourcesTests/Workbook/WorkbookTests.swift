import Foundation
import MEDCore
import MEDSources
import MEDSpreadsheet
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WorkbookTests {
    private static let samples = [CurveSample].regular(
        from: Paris.midnight(2024, 4, 1), to: Paris.midnight(2024, 4, 4), step: 30)

    private func parse(
        _ sheets: [WorkbookWriter.Sheet], _ style: WorkbookWriter.Style = .init(), pdl: PDL? = nil
    ) throws -> EnedisFile {
        try EnedisFile.parse(try WorkbookWriter.bytes(sheets, style: style), name: "export.xlsx", pdl: pdl)
    }

    @Test(arguments: PortalWorkbook.Cells.allCases, ["kW", "kWh"])
    func days(cells: PortalWorkbook.Cells, unit: String) throws {
        let days = (0..<5).map { (day: Paris.midnight(2024, 3, 29 + $0), wattHours: $0 == 2 ? nil : 12_345 + $0) }
        let file = try parse([PortalWorkbook.cover, PortalWorkbook.days(days, cells, unit: unit)], .init(cells))
        #expect(file.format == .days)
        #expect(file.issues == [])
        let read = try #require(file.meters.first).days
        #expect(read.map(\.day.description) == ["2024-03-29", "2024-03-30", "2024-04-01", "2024-04-02"])
        #expect(read.map(\.readings.officialEnergy?.roundedWattHours) == [12_345, 12_346, 12_348, 12_349])
        #expect(file.statistics.emptyValues == 1)
    }

    @Test func gaps() throws {
        var samples = Self.samples
        for index in [0, 5, 6, 100] { samples[index].watts = nil }
        let file = try parse([PortalWorkbook.halfHours(samples)])
        #expect(file.samples() == samples.known)
        #expect(file.statistics.emptyValues == 4)
        #expect(file.issues == [])
    }

    @Test func theMeterOnTheCoverAndBothDirections() throws {
        var cover = PortalWorkbook.cover
        cover.rows[3] = [nil, "Point Référence Mesure (PRM) :", nil, PortalText.meter]
        let file = try parse([
            cover, PortalWorkbook.halfHours(Self.samples, pdl: nil),
            PortalWorkbook.halfHours(Self.samples.reversed(), pdl: nil, direction: "Production"),
        ])
        #expect(file.meters.map(\.pdl.digits) == [PortalText.meter, PortalText.meter])
        #expect(file.meters.map(\.direction) == [.consumption, .production])
        #expect(file.samples(meter: 0) == Self.samples)
        #expect(file.samples(meter: 1) == Self.samples)
        let nameless = [PortalWorkbook.halfHours(Self.samples, pdl: nil)]
        let error = #expect(throws: EnedisFileError.self) { try parse(nameless) }
        #expect(error?.code == .noPDL)
        #expect(error?.message.french.hasPrefix("export.xlsx[Consommation Horaire], ligne 16") == true)
        #expect(try parse(nameless, pdl: PDL(PortalText.meter)).samples() == Self.samples)
    }

    @Test func otherProgramsWriteItOtherwise() throws {
        for style in [
            WorkbookWriter.Style(usesSharedStrings: false), .init(prefix: "x"),
            .init(usesSharedStrings: false, prefix: "x"), .init(hasReferences: false),
        ] {
            let file = try parse([PortalWorkbook.cover, PortalWorkbook.halfHours(Self.samples)], style)
            #expect(file.samples() == Self.samples, "\(style)")
            #expect(file.issues == [], "\(style)")
        }
    }

    @Test func issuesNameSheetAndRow() throws {
        var first = PortalWorkbook.halfHours(Self.samples)
        first.rows[20][4] = "abc"
        var second = PortalWorkbook.halfHours(Self.samples, direction: "Production")
        second.rows[30][3] = "hier"
        let file = try parse([first, second])
        #expect(file.issues.map(\.file) == ["export.xlsx[Consommation Horaire]", "export.xlsx[Production Horaire]"])
        #expect(file.issues.map(\.line) == [21, 31])
    }

    @Test func workbooksOfOthers() throws {
        let error = #expect(throws: EnedisFileError.self) {
            try parse([PortalWorkbook.cover, .init(name: "Budget", rows: [["Mois", "Euros"], ["#1", "#2.5"]])])
        }
        #expect(error?.code == .notAnEnedisFile)
        #expect(error?.message.french.contains("classeur") == true)
    }

    @Test func rowsThatRepeatTheirNumberDoNotRunTogether() throws {
        let rows = [
            "Début|Fin|Valeur (en kW)", "01/04/2024 00:00|01/04/2024 00:30|1", "01/04/2024 00:30|01/04/2024 01:00|2",
        ]
        .map { row in
            let cells = row.split(separator: "|").map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
            return "<row r=\"3\">\(cells.joined())</row>"
        }
        var style = WorkbookWriter.Style()
        style.padding = ["xl/worksheets/sheet1.xml": ("<w><sheetData>\(rows.joined())</sheetData></w>", 1)]
        let file = try parse([.init(name: "x", rows: [])], style, pdl: PDL(PortalText.meter))
        #expect(file.readings(on: "2024-04-01")?.curve.slots.map(\.watts) == [1_000, 2_000])
    }

    @Test func bombsAreRefused() throws {
        let zeros = String(repeating: " ", count: 1 << 20)
        for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
            var style = WorkbookWriter.Style()
            style.padding = [part: (zeros, 100)]
            let bytes = try WorkbookWriter.bytes([PortalWorkbook.halfHours(Self.samples)], style: style)
            #expect(bytes.count < 1 << 20)
            let error = #expect(throws: EnedisFileError.self) { try EnedisFile.parse(bytes, name: "bomb.xlsx") }
            #expect(error?.code == .tooLarge)
        }
        var entries = WorkbookWriter.Style()
        for index in 0...WorkbookLimits.entries { entries.padding["\(index)"] = ("x", 1) }
        let error = #expect(throws: EnedisFileError.self) {
            try parse([PortalWorkbook.halfHours(Self.samples)], entries)
        }
        #expect(error?.code == .tooLarge)
        // One long text that a sheet refers to a hundred thousand times.
        let long = String(repeating: "x", count: 4_000)
        let rows = Array(repeating: "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>", count: 1_000).joined()
        var echo = WorkbookWriter.Style()
        echo.padding = [
            "xl/worksheets/sheet1.xml": ("<w><sheetData>" + String(repeating: rows, count: 120) + "</sheetData></w>", 1)
        ]
        let echoed = #expect(throws: EnedisFileError.self) {
            try parse([.init(name: "x", rows: []), .init(name: "y", rows: [[long]])], echo)
        }
        #expect(echoed?.code == .tooLarge)
    }

    @Test func noEntityIsDeclaredOrFetched() throws {
        for prolog in [
            "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE w SYSTEM \"http://127.0.0.1:1/x\">",
            "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>",
        ] {
            let error = #expect(throws: EnedisFileError.self) {
                try parse([PortalWorkbook.halfHours(Self.samples)], .init(prolog: prolog))
            }
            #expect(error?.code == .binary)
        }
        // A tag that never ends must not be kept and read again until the archive's limit.
        var style = WorkbookWriter.Style()
        style.padding = ["xl/worksheets/sheet1.xml": ("<worksheet " + String(repeating: "a", count: 1 << 20), 20)]
        let error = #expect(throws: EnedisFileError.self) {
            try parse([PortalWorkbook.halfHours(Self.samples)], style)
        }
        #expect(error?.code == .binary)
    }

    @Test func randomDamage() throws {
        let original = try WorkbookWriter.bytes([PortalWorkbook.cover, PortalWorkbook.halfHours(Self.samples)])
        let seed = UInt64.random(in: .min ... .max)
        print("seed of the damaged workbooks: \(seed)")
        var generator = SeededGenerator(seed: seed)
        var (read, refused) = (0, 0)
        for round in 0..<600 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &generator) where bytes.count > 8 {
                let position = Int.random(in: 4..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[position] = .random(in: .min ... .max, using: &generator)
                case 1: bytes[position] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
                case 2: bytes.removeSubrange(position..<min(bytes.count, position + 9))
                default: if round % 5 == 0 { bytes.removeSubrange(position...) }
                }
            }
            do throws(EnedisFileError) {
                let file = try EnedisFile.parse(bytes, name: "damaged.xlsx")
                read += 1
                // The checksum of each part is compared, so that what is read was written.
                let isSubset = Set(file.samples()).isSubset(of: Self.samples)
                #expect(isSubset, "seed \(seed), round \(round)")
                if !isSubset { return }
            } catch {
                refused += 1
            }
        }
        #expect(read > 5 && refused > 100, "\(read) read, \(refused) refused")
    }

    @Test func everyPrefixOfAWorkbookEnds() throws {
        let samples = Array(Self.samples.prefix(4))
        let original = try WorkbookWriter.bytes([PortalWorkbook.halfHours(samples)])
        for length in stride(from: 0, to: original.count, by: 7) {
            // Without the last bytes of its directory, which say how long no comment is, an archive is whole.
            guard let file = try? EnedisFile.parse(Array(original[..<length]), name: "cut.xlsx") else { continue }
            #expect(length > original.count - 22, "\(length) of \(original.count)")
            #expect(file.samples() == samples)
        }
    }

    @Test func cells() throws {
        let bytes = try WorkbookWriter.bytes([
            .init(name: "A & B", rows: [["é<", "#0.61199999999999999", nil, "#1e-3"], [], [nil, "#45383"]]),
            .init(name: "vide", rows: []),
        ])
        try bytes.withUnsafeBytes { buffer in
            let workbook = try Workbook(buffer)
            #expect(workbook.sheetNames == ["A & B", "vide"])
            var rows: [WorkbookRow] = []
            try workbook.forEachRow(ofSheet: 0) {
                rows.append($0); return true
            }
            #expect(
                rows == [
                    WorkbookRow(
                        number: 1,
                        cells: [
                            .init(column: 0, value: .text("é<")), .init(column: 1, value: .number(0.612)),
                            .init(column: 3, value: .number(0.001)),
                        ]),
                    WorkbookRow(number: 3, cells: [.init(column: 1, value: .number(45_383))]),
                ])
            var first: [Int] = []
            try workbook.forEachRow(ofSheet: 0) {
                first.append($0.number); return false
            }
            #expect(first == [1])
            for sheet in [1, 7] {
                try workbook.forEachRow(ofSheet: sheet) { _ in
                    Issue.record("a row of sheet \(sheet)")
                    return true
                }
            }
        }
    }
}
