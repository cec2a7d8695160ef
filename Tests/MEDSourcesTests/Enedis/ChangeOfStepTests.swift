import Foundation
import MEDCore
import MEDSources
import Testing

/// Months of hours inside a half-hourly file, whatever its header says.
@Suite(.timeLimit(.minutes(1)))
struct ChangeOfStepTests {
    /// Half-hours, ten weeks of hours across a change of the clocks, half-hours.
    private static let samples =
        [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 2, 10), step: 30)
        + [CurveSample].regular(from: Paris.midnight(2024, 2, 10), to: Paris.midnight(2024, 4, 20), step: 60)
        + [CurveSample].regular(from: Paris.midnight(2024, 4, 20), to: Paris.midnight(2024, 6, 1), step: 30)

    private static var layouts: [(String, [String])] {
        [
            ("no step", PortalText.curve(samples)), ("30 stated", PortalText.curve(samples, step: "30")),
            ("flat", PortalText.flat(samples, step: "30")),
            ("R63", OtherText.r63(samples).map { $0.replacingOccurrences(of: "PT60M", with: "PT30M") }),
        ]
    }

    @Test func monthsOfHoursAreFoundAndSaid() throws {
        for (name, lines) in Self.layouts {
            let file = try lines.parsed()
            #expect(file.samples() == Self.samples, "\(name)")
            #expect(file.issues == [], "\(name)")
            #expect(file.statistics.changesOfStep == 2, "\(name)")
            #expect(file.notes.map(\.kind) == [.changeOfStep], "\(name)")
            let note = try #require(file.notes.first).text
            for text in [note.french, note.english] {
                #expect(
                    text.contains("2024-02-10") && text.contains("2024-04-19") && text.contains("60 minutes"), "\(name)"
                )
            }
            let periods = file.recognition.stepPeriods
            #expect(periods.map(\.minutes) == [30, 60, 30], "\(name)")
            #expect(periods.map(\.slots) == [40 * 48, 70 * 24 - 1, 42 * 48], "\(name)")
            #expect(file.explanation.contains { $0.french.contains("pas trouvé : 30, 60 minutes") })
        }
    }

    @Test func aWholeFileOfHoursUnderAStatedHalfHour() throws {
        let hours = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 1, 8), step: 60)
        let file = try PortalText.curve(hours, step: "30").parsed()
        #expect(file.samples() == hours)
        #expect(file.notes == [])
        #expect(file.recognition.tables.map(\.statedStep) == [30])
    }

    @Test func everyOtherLineMissingForSomeHoursIsNoChange() throws {
        var samples = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 1, 4), step: 30)
        for index in stride(from: 60, to: 20, by: -2) { samples.remove(at: index) }
        let file = try PortalText.curve(samples, step: "30").parsed()
        #expect(file.samples() == samples)
        #expect(file.notes == [])
    }

    @Test func rowsThatShowBothEndsAreBelieved() throws {
        let halves = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 1, 8), step: 30)
        let everyOther = halves.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        let file = try OtherText.startEnd(everyOther).parsed(pdl: PDL(PortalText.meter))
        #expect(file.samples() == everyOther)
    }
}
