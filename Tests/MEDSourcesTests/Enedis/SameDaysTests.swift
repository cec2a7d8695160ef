import Foundation
import MEDCore
import MEDSources
import Testing

/// The same days in every layout give the same readings.
@Suite(.timeLimit(.minutes(1)))
struct SameDaysTests {
    private static let pdl = PDL(PortalText.meter)

    /// Six days around each change of the clocks and a leap day, at every step that the layouts know.
    static let spans: [[CurveSample]] = [30, 60, 10, 15].flatMap { step in
        [(2024, 3, 29), (2024, 10, 24), (2024, 2, 27), (2023, 10, 27)].map { year, month, day in
            [CurveSample].regular(
                from: Paris.midnight(year, month, day), to: Paris.midnight(year, month, day + 6), step: step)
        }
    }

    @Test(arguments: spans)
    func texts(samples: [CurveSample]) throws {
        let portal = try PortalText.curve(samples).parsed()
        #expect(portal.samples() == samples)
        let expected = try #require(portal.meters.first)
        let r63 = try OtherText.r63(samples).parsed()
        #expect(r63.format == .r63)
        #expect(r63.meters == [expected])
        #expect(r63.issues == [])
        #expect(r63.statistics.localStamps == samples.count)
        let startEnd = try OtherText.startEnd(samples).parsed(pdl: Self.pdl)
        #expect(startEnd.format == .startEnd)
        #expect(startEnd.meters == [expected])
        #expect(startEnd.issues == [])
        let edf = try OtherText.edf(samples).parsed(pdl: Self.pdl)
        #expect(edf.format == .edf)
        #expect(edf.samples() == samples)
        #expect(edf.issues == [])
        #expect(edf.meters.flatMap(\.days).flatMap(\.readings.curve.slots).allSatisfy { $0.origin == .edfFile })
    }

    @Test(arguments: spans.prefix(8), PortalWorkbook.Cells.allCases)
    func workbooks(samples: [CurveSample], cells: PortalWorkbook.Cells) throws {
        // The portal's half-hours stop before the last slot of the last day.
        let shown = Array(samples.dropLast())
        let bytes = try WorkbookWriter.bytes(
            [PortalWorkbook.cover, PortalWorkbook.halfHours(shown, cells)], style: WorkbookWriter.Style(cells))
        let file = try EnedisFile.parse(bytes, name: "export.xlsx")
        #expect(file.format == .startEnd)
        #expect(file.issues == [])
        #expect(file.meters.map(\.pdl.digits) == [PortalText.meter])
        #expect(file.samples() == shown)
        let portal = try #require(PortalText.curve(samples).parsed().meters.first).days
        let days = try #require(file.meters.first).days
        #expect(days.dropLast() == portal.dropLast())
        let (last, whole) = try (#require(days.last), #require(portal.last))
        #expect(last.day == whole.day)
        #expect(last.readings.curve.slots == whole.readings.curve.slots.dropLast())
        #expect(!last.readings.curve.isComplete(on: last.day))
    }

    @Test func aSheetSavedAsCSVIsReadTheSame() throws {
        let samples = Self.spans[1]
        let sheet = PortalWorkbook.halfHours(samples)
        for separator in [";", "\t", ","] {
            let lines = sheet.rows.map { row in
                row.map { $0.map { $0.contains(separator) ? "\"\($0)\"" : $0 } ?? "" }.joined(separator: separator)
            }
            let file = try lines.parsed()
            #expect(file.samples() == samples)
            #expect(file.meters.map(\.pdl.digits) == [PortalText.meter])
            #expect(file.issues == [])
        }
    }
}
