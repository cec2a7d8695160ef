import Foundation
import MEDCore
import MEDFiles
import TestServers
import Testing

@Suite(.timeLimit(.minutes(2)))
struct FileExporterTests {
    private let directory: TemporaryDirectory
    private var folder: String { directory.url.path }

    init() throws { directory = try TemporaryDirectory("med-exporter") }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: directory.path(name), encoding: .utf8)
    }

    private func years() -> [DayDocument] {
        ["2023-12-31", "2024-01-01", "2024-10-27"].map { text in
            let day = Fixtures.day(text)
            return Fixtures.document(day, slots: Fixtures.slots(day) { _ in 100 })
        }
    }

    @Test func manifestSpeaksBothLanguagesAndEveryFieldIsItsIdentity() {
        let manifest = FileExporter.manifest
        #expect(manifest.key == "files" && manifest.backfill == .full && manifest.idempotence == .natural)
        #expect(manifest.fields.map(\.key) == ["folder", "formats", "granularity", "dialect"])
        for field in manifest.fields {
            #expect(field.isIdentity && !field.isSecret && !field.section.isEmpty)
            for text in [field.label, field.help] { #expect(!text.french.isEmpty && !text.english.isEmpty) }
        }
        #expect(manifest.fields[0].environmentName(exporterKey: "files") == "FILES_FOLDER")
    }

    @Test func filesOfABatchHoldTheWholeHistory() async throws {
        let history = History(years())
        let exporter = try Fixtures.exporter(folder)
        let batch = years().suffix(1).map(ConsumptionData.init)
        let result = try await exporter.exportConsumption(batch, in: history.context)
        #expect(result.outcome(for: batch[0].key) == .delivered(.acknowledged))
        #expect(
            try Fixtures.names(folder) == [
                "01234567890123-consumption-daily.csv", "01234567890123-consumption-daily.jsonl",
                "01234567890123-consumption-half-hourly-2024.csv", "01234567890123-consumption-half-hourly-2024.jsonl",
                "01234567890123-daily.xlsx", "01234567890123-half-hourly-2024.xlsx",
            ], "the half-hours of 2023 were not touched")
        let days = try text("01234567890123-consumption-daily.csv").split(separator: "\n").dropFirst()
        #expect(days.map { $0.prefix(17) } == ["2023-12-31,2400,2", "2024-01-01,2400,2", "2024-10-27,2500,2"])
        #expect(try text("01234567890123-consumption-half-hourly-2024.csv").split(separator: "\n").count == 1 + 48 + 50)
        let lines = try text("01234567890123-consumption-daily.jsonl").split(separator: "\n")
        #expect(
            lines[0] == """
                {"date":"2023-12-31","value_wh":2400,"value_kwh":2.4,"tariff":null,"hc_wh":null,"hc_kwh":null,\
                "hp_wh":null,"hp_kwh":null,"blue_hc_wh":null,"blue_hp_wh":null,"white_hc_wh":null,"white_hp_wh":null,\
                "red_hc_wh":null,"red_hp_wh":null,"energy_cost_eur":null,"subscription_eur":null,"max_power_va":null,\
                "max_power_time":null,"pdl":"01234567890123"}
                """)
    }

    @Test func pythonReadsTheFilesBackEqual() async throws {
        let documents = years()
        let exporter = try Fixtures.exporter(folder, dialect: "fr")
        _ = try await exporter.exportConsumption(documents.map(ConsumptionData.init), in: History(documents).context)
        let read = try Fixtures.python(
            """
            import csv, glob, json, sys
            rows = []
            for name in sorted(glob.glob(sys.argv[1] + '/*half-hourly*.csv')):
                with open(name, newline='', encoding='utf-8-sig') as f:
                    rows += [[r['start_utc'], r['power_w'], r['value_kwh'].replace(',', '.')]
                             for r in csv.DictReader(f, delimiter=';')]
            lines = []
            for name in sorted(glob.glob(sys.argv[1] + '/*half-hourly*.jsonl')):
                lines += [[r['start_utc'], str(r['power_w']), repr(r['value_kwh'])] for r in map(json.loads, open(name))]
            assert rows == lines, 'CSV and JSON Lines differ'
            print(json.dumps(rows))
            """, folder)
        let expected = documents.flatMap { document in
            document.curve.slots.map { ["\($0.start(on: document.day))", "100", "0.05"] }
        }
        #expect(try JSONTexts(read).values == expected)
    }

    @Test func correctionsAndRemovalsShow() async throws {
        let history = History(years())
        let exporter = try Fixtures.exporter(folder, formats: [.csv])
        _ = try await exporter.exportConsumption(years().map(ConsumptionData.init), in: history.context)
        let day = years()[1].day
        let corrected = Fixtures.document(day, slots: Fixtures.slots(day) { _ in 200 }, revision: 7)
        history.set(corrected)
        history.remove(years()[0])
        history.setDelivered(years())
        let removed = Fixtures.document(years()[0].day, slots: [], revision: 8)
        let batch = [ConsumptionData(removed), ConsumptionData(corrected)]
        let result = try await exporter.exportConsumption(batch, in: history.context)
        #expect(result.outcome(for: removed.key) == .delivered(.acknowledged))
        #expect(
            !FileManager.default.fileExists(atPath: directory.path("01234567890123-consumption-half-hourly-2023.csv")))
        let days = try text("01234567890123-consumption-daily.csv").split(separator: "\n").dropFirst()
        #expect(days.map { $0.prefix(15) } == ["2024-01-01,4800", "2024-10-27,2500"])
        let digest = try await exporter.digest(
            of: Fixtures.pdl, .consumption, days: Fixtures.day("2024-01-01")...Fixtures.day("2024-12-31"))
        #expect(
            digest == [
                Fixtures.day("2024-01-01"): Energy(wattHours: 4_800),
                Fixtures.day("2024-10-27"): Energy(wattHours: 2_500),
            ])
    }

    @Test func unknownDaysAreSkipped() async throws {
        let unknown = Fixtures.document(Fixtures.day("2024-01-02"), slots: [])
        let known = years()[1]
        let result = try await Fixtures.exporter(folder, formats: [.csv]).exportConsumption(
            [known, unknown].map(ConsumptionData.init), in: History([known, unknown]).context)
        #expect(result.outcome(for: known.key) == .delivered(.acknowledged))
        #expect(result.outcome(for: unknown.key) == .skipped(.noValue))
        #expect(try !text("01234567890123-consumption-daily.csv").contains("2024-01-02"))
    }

    /// The same values make the same workbook, whenever it is written.
    @Test func workbooksHoldNoTimeOfTheirOwn() async throws {
        let exporter = try Fixtures.exporter(folder, formats: [.xlsx], granularity: ["daily"])
        _ = try await exporter.exportConsumption(years().map(ConsumptionData.init), in: History(years()).context)
        let times = try Fixtures.python(
            """
            import re, sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            dates = re.findall(r'>([0-9TZ:-]+)</dcterms', z.read('docProps/core.xml').decode())
            print(sorted(set(dates)), sorted({i.date_time for i in z.infolist()}))
            """, directory.path("01234567890123-daily.xlsx"))
        #expect(times == "['1980-01-01T00:00:00Z'] [(1980, 1, 1, 0, 0, 0)]\n")
    }

    @Test(arguments: FileFormat.allCases)
    func digestReadsEveryFormatBack(_ format: FileFormat) async throws {
        let exporter = try Fixtures.exporter(folder, formats: [format], dialect: "fr")
        let days = Samples.days
        _ = try await exporter.exportConsumption(days.map(ConsumptionData.init), in: History(days).context)
        let digest = try await exporter.digest(
            of: Fixtures.pdl, .consumption, days: days[0].day...days[2].day)
        #expect(digest == [days[0].day: Energy(wattHours: 24_000), days[2].day: .zero])
        #expect(try await exporter.digest(of: Fixtures.pdl, .production, days: days[0].day...days[2].day) == [:])
    }

    @Test func workbookHasASheetPerDirection() async throws {
        let day = Fixtures.day("2024-06-01")
        let both = Direction.allCases.map { Fixtures.document(day, $0, slots: Fixtures.slots(day) { _ in 10 }) }
        let exporter = try Fixtures.exporter(folder, formats: [.xlsx])
        _ = try await exporter.exportProduction([ProductionData(both[1])], in: History(both).context)
        let names = try Fixtures.python(
            """
            import json, re, sys, zipfile
            print(json.dumps([re.findall('sheet name="([^"]*)"', zipfile.ZipFile(n).read('xl/workbook.xml').decode())
                              for n in sys.argv[1:]]))
            """, directory.path("01234567890123-daily.xlsx"), directory.path("01234567890123-half-hourly-2024.xlsx"))
        #expect(
            try JSONTexts(names).values == [
                ["Consumption by day", "Production by day"], ["Consumption by half-hour", "Production by half-hour"],
            ])
    }

    @Test func nationalDaysAreMergedWithTheStored() async throws {
        let history = History()
        let first = TempoData(
            day: Fixtures.day("2024-01-15"), color: .white, isFinal: true, revision: 1, recordedAt: Fixtures.now)
        let second = TempoData(
            day: Fixtures.day("2024-01-16"), color: .blue, isFinal: false, revision: 2, recordedAt: Fixtures.now)
        history.setTempo([first, second])
        let exporter = try Fixtures.exporter(folder)
        let result = try await exporter.exportTempo([second], in: history.context)
        #expect(result.outcome(for: second.key) == .delivered(.acknowledged))
        #expect(
            try text("med-tempo.jsonl") == """
                {"date":"2024-01-15","color":"BLANC","final":true,"start_utc":"2024-01-15T05:00:00Z",\
                "end_utc":"2024-01-16T05:00:00Z"}
                {"date":"2024-01-16","color":"BLEU","final":false,"start_utc":"2024-01-16T05:00:00Z",\
                "end_utc":"2024-01-17T05:00:00Z"}

                """)
        let forecast = EcowattData(day: first.day, level: 3, hours: [3], recordedAt: Fixtures.now)
        _ = try await exporter.exportEcowatt([forecast], in: history.context)
        #expect(try text("med-ecowatt.csv").split(separator: "\n")[1].hasPrefix("2024-01-15,3,3,,"))
        #expect(try Fixtures.names(folder).count == 6)
    }

    @Test func retractionRemovesItsOwnFilesOnly() async throws {
        let other = PDL("98765432109876")!
        let day = Fixtures.day("2024-06-01")
        let documents = [Fixtures.pdl, other].map {
            Fixtures.document(day, slots: Fixtures.slots(day) { _ in 10 }, pdl: $0)
        }
        let exporter = try Fixtures.exporter(folder, formats: [.csv, .xlsx])
        _ = try await exporter.exportConsumption(documents.map(ConsumptionData.init), in: History(documents).context)
        for name in ["mine.csv", "01234567890123.csv", "01234567890123-consumption-daily.csv.bak", "med-tempo.txt"] {
            try directory.write("mine", to: name)
        }
        #expect(try await exporter.retract(.pdl(Fixtures.pdl), pdls: [Fixtures.pdl, other]) == 4)
        #expect(try Fixtures.names(folder).count == 4 + 4)
        #expect(try Fixtures.names(folder).allSatisfy { !$0.hasPrefix("01234567890123-") || $0.hasSuffix(".bak") })
        // The same folder, now without workbooks: of the old epoch only these go.
        let identity = DestinationIdentity(values: ["folder": folder, "formats": "csv,xlsx"])
        let present = try Fixtures.exporter(folder, formats: [.csv])
        #expect(try await present.retract(.epoch(identity), pdls: [other]) == 2)
        #expect(try await present.retract(.all, pdls: [other]) == 2)
        #expect(
            try Fixtures.names(folder) == [
                "01234567890123-consumption-daily.csv.bak", "01234567890123.csv", "med-tempo.txt", "mine.csv",
            ])
    }

    @Test func previewIsTheRowsOfTheFiles() throws {
        let documents = years()
        let exporter = try Fixtures.exporter(folder, formats: [.csv, .xlsx])
        let messages = exporter.preview(documents)
        #expect(
            Set(messages.map { String($0.address.dropFirst(folder.count + 1)) }) == [
                "01234567890123-consumption-daily.csv", "01234567890123-daily.xlsx",
                "01234567890123-consumption-half-hourly-2023.csv", "01234567890123-half-hourly-2023.xlsx",
                "01234567890123-consumption-half-hourly-2024.csv", "01234567890123-half-hourly-2024.xlsx",
            ])
        #expect(String(decoding: messages[0].body, as: UTF8.self).contains("2024-10-27,2500,2.5,"))
        #expect(try Fixtures.names(folder).isEmpty, "a preview writes nothing")
    }

    @Test func connectionTestLeavesNothingBehind() async throws {
        let result = await (try Fixtures.exporter(folder)).testConnection()
        #expect(result.success && result.stages.map(\.name) == [.connect, .write])
        #expect(try Fixtures.names(folder).isEmpty)
        let missing = await (try Fixtures.exporter(folder + "/missing")).testConnection()
        #expect(!missing.success && missing.failure?.name == .connect)
        #expect(missing.failure?.detail.french.contains("n'existe pas") == true)
        try directory.write("", to: "file")
        let file = await (try Fixtures.exporter(folder + "/file")).testConnection()
        #expect(file.failure?.detail.english.contains("this is no folder") == true)
    }

    @Test func configurationThatCannotWorkIsRefused() {
        #expect(throws: ExporterFault.self) { try Fixtures.exporter("relative/folder") }
        #expect(throws: ExporterFault.self) { try Fixtures.exporter("") }
        #expect(throws: ExporterFault.self) { try Fixtures.exporter("/tmp", formats: []) }
    }

    @Test func missingFolderIsTriedAgain() async throws {
        let exporter = try Fixtures.exporter(folder + "/missing")
        let fault = await #expect(throws: ExporterFault.self) {
            _ = try await exporter.exportConsumption(years().map(ConsumptionData.init), in: History(years()).context)
        }
        guard case .unreachable = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func cancelledExportLeavesTheOldFile() async throws {
        let exporter = try Fixtures.exporter(folder, formats: [.csv], granularity: ["daily"])
        _ = try await exporter.exportConsumption(years().map(ConsumptionData.init), in: History(years()).context)
        let old = try text("01234567890123-consumption-daily.csv")
        // A history that never ends: only the cancellation ends the export.
        let (reading, signal) = AsyncStream.makeStream(of: Void.self)
        let context = ExportContext(
            instance: InstanceID("files"),
            history: { _, _, _ in
                AsyncThrowingStream {
                    signal.yield()
                    try await Task.sleep(for: .seconds(3_600))
                    return nil
                }
            })
        let task = Task { try await exporter.exportConsumption(years().map(ConsumptionData.init), in: context) }
        for await _ in reading { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(try text("01234567890123-consumption-daily.csv") == old)
        #expect(try Fixtures.names(folder).count == 1)
    }
}
