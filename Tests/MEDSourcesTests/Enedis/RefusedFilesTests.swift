import Foundation
import MEDCore
import MEDSources
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RefusedFilesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let code: EnedisFileError.Code
        let line: Int?
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ code: EnedisFileError.Code, line: Int?) {
            (self.name, self.text, self.code, self.line) = (name, text, code, line)
        }
    }

    private static let header = PortalText.header()

    static let cases: [Case] = [
        Case("empty", "", .empty, line: nil),
        Case("blank lines", "\r\n\n  \n;;;\n", .empty, line: nil),
        Case("a mark only", "\u{FEFF}", .empty, line: nil),
        Case("prose", "Bonjour,\nvoici le relevé.\n", .notAnEnedisFile, line: 1),
        Case("a login page", "<!DOCTYPE html>\n<html><body>Connexion</body></html>\n", .notAnEnedisFile, line: 1),
        Case("JSON", "{\"meter_reading\": {}}\n", .notAnEnedisFile, line: 1),
        Case("numbers", "1;2;3\n4;5;6\n", .notAnEnedisFile, line: 1),
        Case("the days of Tempo", "01/09/2014;BLEU\n02/09/2014;BLEU\n", .notAnEnedisFile, line: 1),
        Case("start, end, kW", "debut;fin;kW\n2023-12-12T00:00;2023-12-12T00:30;\"0,696\"\n", .noPDL, line: 1),
        Case("start, end, no unit", "debut;fin;valeur\n2023-12-12T00:00;2023-12-12T00:30;1\n", .unknownUnit, line: 1),
        Case("start, end, kWh", "debut;fin;kWh\n2023-12-12T00:00;2023-12-12T00:30;1\n", .unknownUnit, line: 1),
        Case("start, end without header", "2023-12-12T00:00;2023-12-12T00:30;\"0,696\"\n", .notAnEnedisFile, line: 1),
        Case(
            "EDF", "Récapitulatif de mes puissances atteintes en W\n\n18/01/2025;;\n00:00:00;1122;Réelle\n", .noPDL,
            line: 1),
        Case(
            "EDF without unit", "Récapitulatif de mes puissances atteintes\n\n18/01/2025;;\n", .noPDL, line: 1),
        Case(
            "other exports of EDF", "Récapitulatif de mes index quotidiens en kWh\n\n18/01/2025;1;2\n",
            .unsupportedLayout, line: 1),
        Case("days", "Date;Valeur (en kWh)\n18/01/2025;12,5\n", .noPDL, line: 1),
        Case("an archive cut short", "PK\u{3}\u{4}\u{14}\u{0}\u{6}", .binary, line: nil),
        Case("NUL bytes", "abc\u{0}def", .binary, line: nil),
        Case("13 digits", PortalText.header(pdl: "1234567890123").joined(separator: "\n"), .invalidPDL, line: 2),
        Case("no meter", PortalText.header(pdl: "").joined(separator: "\n"), .noPDL, line: 2),
        Case("an unknown unit", PortalText.header(unit: "VAr").joined(separator: "\n"), .unknownUnit, line: 2),
        Case("no unit", PortalText.header(unit: "").joined(separator: "\n"), .unknownUnit, line: 2),
        Case("an unknown step", PortalText.header(step: "7").joined(separator: "\n"), .unknownStep, line: 2),
        Case(
            "energy per step", PortalText.header(unit: "Wh", step: "30").joined(separator: "\n"), .unknownStep, line: 2),
        Case(
            "a maximum power in W", PortalText.header(type: "Puissance maximale quotidienne").joined(separator: "\n"),
            .unknownUnit, line: 2),
        Case(
            "an unknown quantity", PortalText.header(direction: "Tension").joined(separator: "\n"), .unknownDirection,
            line: 2),
        Case("names without values", header[0] + "\n", .truncatedHeader, line: 1),
        Case("names cut", String(header[0].prefix(12)), .notAnEnedisFile, line: 1),
    ]

    @Test(arguments: cases)
    func refusals(_ refused: Case) throws {
        let error = #expect(throws: EnedisFileError.self) {
            try EnedisFile.parse(Array<UInt8>(refused.text.utf8), name: "house.csv")
        }
        #expect(error?.code == refused.code)
        #expect(error?.line == refused.line)
        let message = try #require(error?.message)
        #expect(message.french.hasPrefix("house.csv" + (refused.line.map { ", ligne \($0) : " } ?? " : ")))
        #expect(message.english.hasPrefix("house.csv" + (refused.line.map { ", line \($0): " } ?? ": ")))
        #expect(!message.english.contains("1234567890123"))
    }

    @Test func whatIsNoTextIsNamed() throws {
        let archive = #expect(throws: EnedisFileError.self) {
            try EnedisFile.parse([0x50, 0x4B, 3, 4, 20, 0], name: "export.xlsx")
        }
        #expect(archive?.message.french.contains("ZIP") == true)
        let old = #expect(throws: EnedisFileError.self) {
            try EnedisFile.parse([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], name: "export.xls")
        }
        #expect(old?.code == .binary)
        #expect(old?.message.french.contains("mot de passe") == true)
    }

    @Test func pathsThatCannotBeRead() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "enedis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in [folder.path, folder.appending(path: "missing.csv").path, "/dev/null"] {
            let error = #expect(throws: EnedisFileError.self) { try EnedisFile.read(path: path) }
            #expect(error?.code == .notReadable)
        }
        let error = #expect(throws: EnedisFileError.self) { try EnedisFile.read(path: folder.path) }
        #expect(error?.message.french.contains("dossier") == true)
    }

    @Test func aFileOnDisk() throws {
        let samples = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 2, 1), step: 30)
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        try Data(PortalText.curve(samples).bytes()).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        let file = try EnedisFile.read(path: url.path)
        #expect(file.name == url.lastPathComponent)
        #expect(file.samples() == samples)
    }

    @Test func aHeaderWithoutReadingsIsAnEmptyAnswer() throws {
        let file = try (PortalText.header() + ["Horodate;Valeur"]).parsed()
        #expect(file.format == .loadCurve)
        #expect(file.meters.isEmpty)
        #expect(file.statistics.points == 0)
        #expect(file.statistics.rejectedLines == 0)
    }

    @Test func issuesAreLimitedAndCounted() throws {
        let file = try (PortalText.header() + ["Horodate;Valeur"] + (0..<1_500).map { "2024-01-01T;\($0)" }).parsed()
        #expect(file.issues.count == EnedisFile.maximumOfIssues)
        #expect(file.issues.last?.line == 3 + EnedisFile.maximumOfIssues)
        #expect(file.statistics.rejectedLines == 1_500)
    }
}
