import Foundation
import MEDCore
import MEDSources
import Testing

/// What a household is told about a file.
@Suite(.timeLimit(.minutes(1)))
struct ExplanationTests {
    private static let samples = [CurveSample].regular(
        from: Paris.midnight(2024, 10, 26), to: Paris.midnight(2024, 10, 29), step: 30)
    private let pdl = PDL(PortalText.meter)

    private func check(_ file: EnedisFile, french: [String], english: [String]) {
        let text = (
            file.explanation.map(\.french).joined(separator: "\n"),
            file.explanation.map(\.english).joined(separator: "\n")
        )
        for part in french { #expect(text.0.contains(part), "\(part) in \(text.0)") }
        for part in english { #expect(text.1.contains(part), "\(part) in \(text.1)") }
        // A PDL is personal data.
        #expect(!text.0.contains(PortalText.meter) && !text.1.contains(PortalText.meter))
    }

    @Test func portal() throws {
        let file = try PortalText.curve(Self.samples, step: "30").parsed()
        #expect(file.recognition.container == .text(.ascii, separator: ";"))
        let table = try #require(file.recognition.tables.first)
        #expect(table.pdlOrigin == .file && table.directionOrigin == .file && table.stamp == .slotEnd)
        #expect(table.unit == "W" && table.statedStep == 30 && table.line == 2)
        check(
            file,
            french: [
                "encodage ASCII, séparateur « ; »", "Ligne 2 : courbe de charge du portail", "pas annoncé 30 minutes",
                "2024-10-25T22:00:00Z à 2024-10-28T23:00:00Z", "146 intervalles", "consommation (lu dans le fichier)",
                "FIN",
            ],
            english: ["separator “;”", "the END of its slot", "146 slots", "3 days, 2024-10-26 to 2024-10-28"])
    }

    @Test func edf() throws {
        let data = try #require(OtherText.edf(Self.samples).joined(separator: "\n").data(using: .isoLatin1))
        let file = try EnedisFile.parse(Array<UInt8>(data), name: "edf.csv", pdl: pdl)
        #expect(file.recognition.container == .text(.windows1252, separator: ";"))
        check(
            file, french: ["export EDF", "donné avec le fichier", "supposé", "146 horodatages sans décalage"],
            english: ["export of EDF", "given with the file", "assumed", "by the order of the lines"])
    }

    @Test func startEndInUTF16() throws {
        let text = "\u{FEFF}" + OtherText.startEnd(Self.samples).joined(separator: "\n").replacing(";", with: "\t")
        let data = try #require(text.data(using: .utf16LittleEndian))
        let file = try EnedisFile.parse(Array<UInt8>(data), name: "x.txt", pdl: pdl, direction: .production)
        #expect(file.recognition.container == .text(.utf16, separator: "\t"))
        check(
            file, french: ["UTF-16", "une tabulation", "unité kW", "DÉBUT", "production (donné avec le fichier)"],
            english: ["a tab", "unit kW", "the START and the end"])
    }

    @Test func workbook() throws {
        let sheets = [
            PortalWorkbook.cover, PortalWorkbook.halfHours(Self.samples),
            PortalWorkbook.days([(Paris.midnight(2024, 10, 26), 12_000)], direction: "Production"),
        ]
        let file = try EnedisFile.parse(try WorkbookWriter.bytes(sheets), name: "export.xlsx")
        #expect(file.recognition.tables.map(\.format) == [.startEnd, .days])
        #expect(file.recognition.tables.map(\.line) == [16, 14])
        check(
            file,
            french: [
                "Classeur XLSX, feuilles « Page d'accueil », « Consommation Horaire », « Export Production Quotidienne »",
                "Ligne 16 (« Consommation Horaire »)", "unité kWh", "1 énergies de jour",
            ],
            english: ["XLSX workbook", "Line 14 (“Export Production Quotidienne”)", "1 daily energies"])
    }

    @Test(arguments: EnedisFile.Format.allCases)
    func everyLayoutIsExplained(format: EnedisFile.Format) throws {
        let bytes: [UInt8] =
            switch format {
            case .loadCurve: PortalText.curve(Self.samples).bytes()
            case .dailyEnergy:
                (PortalText.header(type: "Consommation", unit: "Wh", step: nil)
                    + ["Horodate;Valeur", "2024-01-01T00:00:00+01:00;5"]).bytes()
            case .indexes:
                (PortalText.header(type: "Index", unit: "Wh", step: nil)
                    + ["Horodate;Type de releve;EAS T", "2024-01-01T00:00:00+01:00;x;5"]).bytes()
            case .maxPower:
                (PortalText.header(type: "Puissance maximale quotidienne", unit: "VA", step: nil)
                    + ["Horodate;Valeur", "2024-01-01T00:00:00+01:00;5"]).bytes()
            case .flat: PortalText.flat(Self.samples).bytes()
            case .r63: OtherText.r63(Self.samples).bytes()
            case .startEnd: OtherText.startEnd(Self.samples).bytes()
            case .days: ["Date;Valeur (en kWh)", "01/01/2024;1,5"].bytes()
            case .edf: OtherText.edf(Self.samples).bytes()
            case .bareLoadCurve: Self.samples.lines().bytes()
            }
        let file = try EnedisFile.parse(bytes, name: "file", pdl: pdl)
        #expect(file.format == format)
        #expect(file.recognition.tables.map(\.format) == [format])
        #expect(file.explanation.count >= 5)
        #expect(
            file.explanation.allSatisfy { !$0.french.isEmpty && $0.french != $0.english || $0.french.contains(":") })
    }
}
