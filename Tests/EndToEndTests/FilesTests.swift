import Foundation
import TestServers
import Testing

/// The real `med` and the files that it writes, read by Python's csv, json and zipfile.
@Suite(.timeLimit(.minutes(3)))
struct FilesTests {
    /// `{day: value_wh}` of a file, in Python.
    private static let reader = """
        import csv, json, sys, zipfile
        import xml.etree.ElementTree as E
        from datetime import date, timedelta
        name = sys.argv[1]
        if name.endswith('.csv'):
            text = open(name, newline='', encoding='utf-8-sig')
            rows = csv.DictReader(text, delimiter=sys.argv[2])
            pairs = [(r['date'], r['value_wh']) for r in rows]
        elif name.endswith('.jsonl'):
            pairs = [(r['date'], str(r['value_wh'])) for r in map(json.loads, open(name))]
        else:
            m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
            sheet = E.fromstring(zipfile.ZipFile(name).read('xl/worksheets/sheet1.xml'))
            pairs = []
            for row in list(sheet.iter(m + 'row'))[1:]:
                a, b = [c.find(m + 'v').text for c in list(row)[:2]]
                pairs.append((str(date(1899, 12, 30) + timedelta(int(a))), b))
        print(json.dumps(pairs))
        """

    private func days(_ path: String, separator: String = ",") throws -> [String: Int] {
        let python = try Executable.path("python3", package: "python3")
        let said = try Executable.run(python, ["-c", Self.reader, path, separator])
        let pairs = try JSONDecoder().decode([[String]].self, from: Data(said.utf8))
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], Int($0[1]) ?? -1) })
    }

    /// Whole watt-minutes of Python's, rounded half to even to Wh.
    private func expected(_ files: HouseholdFiles) -> [String: Int] {
        files.consumption.mapValues { day in
            var (exact, rounded) = (Decimal(day.wattMinutes) / 60, Decimal())
            NSDecimalRound(&rounded, &exact, 0, .bankers)
            return NSDecimalNumber(decimal: rounded).intValue
        }
    }

    @Test("med export csv, xlsx, jsonl: one file with the days of a year, clock changes included")
    func oneShot() throws {
        let files = try HouseholdFiles(from: "2024-01-01", days: 366)
        let home = try MedHome()
        try home.directory.write("database: {url: \"sqlite:///./med.sqlite\"}\n", to: "config.yaml")
        try home.med("import", files.file("Enedis_Conso_Heure"))
        let csv = home.directory.path("days.csv")
        try home.med("export", "csv", csv)
        #expect(try days(csv) == expected(files))
        try home.med("export", "csv", csv, "--dialect", "fr", "--from", "2024-10-27", "--to", "2024-10-28")
        #expect(
            try days(csv, separator: ";") == expected(files).filter { ["2024-10-27", "2024-10-28"].contains($0.key) })
        let jsonl = home.directory.path("days.jsonl")
        try home.med("export", "jsonl", jsonl, "--pdl", files.pdl)
        #expect(try days(jsonl) == expected(files))
        let xlsx = home.directory.path("days.xlsx")
        try home.med("export", "xlsx", xlsx)
        #expect(try days(xlsx) == expected(files))
        let curve = home.directory.path("curve.csv")
        let said = try home.med("export", "csv", curve, "--rows", "half-hour")
        let points = files.consumption.values.reduce(0) { $0 + $1.points }
        let lines = try String(contentsOfFile: curve, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == points + 1 && said.output.contains("\(points) rows"))
        #expect(try home.med.run(["export", "csv", csv, "--production"]).code == 64)
        #expect(try home.med.run(["export", "csv", home.directory.path("missing/days.csv")]).code == 69)
    }

    @Test("The exporter `files`: test, export, a second run that changes nothing, retract")
    func exporter() throws {
        let files = try HouseholdFiles(from: "2023-12-01", days: 60)
        let home = try MedHome()
        let folder = home.directory.path("files")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            files:
              enabled: true
              folder: "\(folder)"
              formats: [csv, xlsx, jsonl]
            """, to: "config.yaml")
        try home.med("import", files.file("Enedis_Conso_Heure"))
        try home.med("test", "files")
        #expect(try names(folder).isEmpty)
        try home.med("export", "--exporter", "files")
        #expect(
            try names(folder).filter { $0.hasSuffix("csv") } == [
                "01234567890123-consumption-daily.csv", "01234567890123-consumption-half-hourly-2023.csv",
                "01234567890123-consumption-half-hourly-2024.csv",
            ])
        #expect(try names(folder).count == 9)
        for name in ["consumption-daily.csv", "consumption-daily.jsonl", "daily.xlsx"] {
            #expect(try days("\(folder)/01234567890123-\(name)") == expected(files), "\(name)")
        }
        let second = try home.med("export", "--exporter", "files")
        #expect(second.output.contains("0 days of history delivered"), "\(second.output)")
        try "mine".write(toFile: folder + "/mine.csv", atomically: true, encoding: .utf8)
        try home.med("retract", "files", "--all")
        #expect(try names(folder) == ["mine.csv"])
    }

    @Test(
        "A folder that is not there ends with 69 and says what to do, in both languages; preview and export of two PDL")
    func missingFolder() throws {
        let scene = try DestinationHome()
        let folder = scene.home.directory.path("files")
        try scene.configure("files: {enabled: true, folder: \"\(folder)\", formats: [csv]}")
        try scene.importAll()
        try scene.expect(
            .init(
                code: 69, french: "ce dossier n'existe pas ; créez-le", english: "there is no such folder; create it"),
            of: "files")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let shown = try scene.med(["export", "--exporter", "files", "--dry-run"])
        #expect(try names(folder).isEmpty)
        try scene.med(["export", "--exporter", "files"])
        for house in scene.houses {
            let name = "\(house.pdl)-consumption-daily.csv"
            #expect(try days("\(folder)/\(name)") == expected(house), "\(name)")
            #expect(shown.output.contains(name))
        }
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
}
