import Foundation
import MEDCore
import MEDSources
import Testing

/// What spreadsheets do to a file.
@Suite(.timeLimit(.minutes(1)))
struct EncodingTests {
    private let samples = [CurveSample].regular(
        from: Paris.midnight(2024, 3, 29), to: Paris.midnight(2024, 4, 2), step: 30)

    @Test(arguments: ["\n", "\r\n"], [true, false])
    func lineEndsAndMarks(lineEnd: String, hasMark: Bool) throws {
        for hasFinalEnd in [true, false] {
            let bytes = PortalText.curve(samples).bytes(lineEnd: lineEnd, hasFinalEnd: hasFinalEnd)
            let file = try EnedisFile.parse((hasMark ? [0xEF, 0xBB, 0xBF] : []) + bytes, name: "test.csv")
            #expect(file.samples() == samples)
            #expect(file.issues == [])
        }
    }

    @Test(arguments: [",", "\t"])
    func otherSeparators(separator: String) throws {
        let lines = PortalText.curve(samples).map { $0.replacingOccurrences(of: ";", with: separator) }
        let file = try lines.parsed()
        #expect(file.samples() == samples)
        #expect(file.issues == [])
    }

    @Test func quotedFieldsAndASeparatorLine() throws {
        let lines =
            ["sep=;"]
            + PortalText.curve(samples).map { line in
                line.split(separator: ";", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ";")
            }
        let file = try lines.parsed()
        #expect(file.samples() == samples)
        #expect(file.issues == [])
    }

    @Test func commaBetweenFieldsAndInValues() throws {
        let lines =
            PortalText.header(unit: "kW").map { $0.replacingOccurrences(of: ";", with: ",") }
            + ["Horodate,Valeur", "2024-01-01 00:30:00,\"0,25\"", "2024-01-01 01:00:00,\"1,0\""]
        #expect(try lines.parsed().samples().map(\.watts) == [250, 1_000])
    }

    @Test func linesWithoutHeader() throws {
        let pdl = try #require(PDL(PortalText.meter))
        for lines in [
            samples.lines(), ["Horodate;Valeur"] + samples.lines(), samples.lines(.spreadsheet, separator: "\t"),
        ] {
            let file = try lines.parsed(pdl: pdl, direction: .production)
            #expect(file.format == .bareLoadCurve)
            #expect(file.samples() == samples)
            #expect(file.meters.map(\.direction) == [.production])
            #expect(try lines.parsed(pdl: pdl).meters.map(\.direction) == [.consumption])
            let error = #expect(throws: EnedisFileError.self) { try lines.parsed() }
            #expect(error?.code == .noPDL)
        }
    }

    @Test func aFractionWithoutAUnitIsRefused() throws {
        let lines = ["2024-01-01T00:30:00+01:00;1", "2024-01-01T01:00:00+01:00;0,696"]
        let error = #expect(throws: EnedisFileError.self) { try lines.parsed(pdl: PDL(PortalText.meter)) }
        #expect(error?.code == .unknownUnit)
        #expect(error?.line == 2)
    }

    @Test func aFilesOwnMeterGoesFirst() throws {
        let file = try PortalText.curve(samples).parsed(pdl: PDL("98765432109876"), direction: .production)
        #expect(file.meters.map(\.pdl.digits) == [PortalText.meter])
        #expect(file.meters.map(\.direction) == [.consumption])
    }

    @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
    func unicodeText(encoding: String.Encoding) throws {
        let lines = PortalText.flat(samples).map { $0.replacingOccurrences(of: ";", with: "\t") }
        let data = try #require(("\u{FEFF}" + lines.joined(separator: "\r\n")).data(using: encoding))
        let file = try EnedisFile.parse(Array<UInt8>(data), name: "unicode.txt")
        #expect(file.samples() == samples)
        #expect(file.issues == [])
        #expect(throws: EnedisFileError.self) { try EnedisFile.parse([0xFF, 0xFE], name: "mark.txt") }
        #expect(throws: EnedisFileError.self) { try EnedisFile.parse([0xFF, 0xFE, 0x49], name: "odd.txt") }
    }

    /// UTF-8 that a program took for Windows-1252 and wrote again.
    @Test func accentsEncodedTwice() throws {
        let pdl = PDL(PortalText.meter)
        let startEnd = ["Début;Fin;Valeur (en kW)"] + OtherText.startEnd(samples).dropFirst()
        for lines in [PortalText.flat(samples), OtherText.r63(samples), OtherText.edf(samples), startEnd] {
            let once = Data(lines.joined(separator: "\n").utf8)
            let twice = try #require(String(data: once, encoding: .isoLatin1))
            let file = try EnedisFile.parse(Array(twice.utf8), name: "twice.csv", pdl: pdl)
            #expect(file.samples() == samples, "\(lines[0])")
            #expect(file.issues == [], "\(lines[0])")
        }
    }

    /// What Excel makes of the portal's file: its own stamps, its own separator, its own encoding.
    @Test(arguments: [";", ",", "\t"], [true, false])
    func savedBySpreadsheet(separator: String, isFlat: Bool) throws {
        let lines =
            isFlat
            ? OtherText.r63(samples).enumerated().map { index, line in
                index == 0
                    ? line
                    : line.replacingOccurrences(
                        of: Paris.stamp(samples[index - 1].end, .local),
                        with: Paris.stamp(samples[index - 1].end, .spreadsheet))
            } : PortalText.header() + ["", "Horodate;Valeur"] + samples.lines(.spreadsheet)
        let text = lines.joined(separator: "\r\n").replacingOccurrences(of: ";", with: separator)
        let data = try #require(text.data(using: .windowsCP1252))
        let file = try EnedisFile.parse(Array<UInt8>(data), name: "excel.csv")
        #expect(file.samples() == samples)
        #expect(file.issues == [])
    }

    /// A spreadsheet takes a PDL for a number: its zeros or its last digits go.
    @Test func aDamagedMeterIsReadWithTheHouseholdsHelp() throws {
        for (meter, shown) in [
            ("01234567890123", "1234567890123"), ("19120000000003", "1,912E+13"), ("19123456789012", "1.91235E+13"),
        ] {
            let lines = PortalText.header(pdl: shown) + ["Horodate;Valeur"] + samples.lines()
            #expect(try lines.parsed(pdl: PDL(meter)).meters.map(\.pdl.digits) == [meter])
            for other in [nil, PDL("98765432109876")] {
                let error = #expect(throws: EnedisFileError.self) { try lines.parsed(pdl: other) }
                #expect(error?.code == .invalidPDL)
            }
        }
    }
}
