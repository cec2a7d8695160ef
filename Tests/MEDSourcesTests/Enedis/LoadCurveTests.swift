import Foundation
import MEDCore
import MEDSources
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LoadCurveTests {
    private let year = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2025, 1, 1), step: 30)

    @Test func aYearOfHalfHours() throws {
        let samples = [CurveSample].regular(from: Paris.midnight(2023, 1, 1), to: Paris.midnight(2024, 1, 1), step: 30)
        let file = try PortalText.curve(samples).parsed()
        #expect(file.format == .loadCurve)
        #expect(file.issues == [])
        #expect(file.samples() == samples)
        let meter = try #require(file.meters.first)
        #expect(file.meters.count == 1)
        #expect(meter.pdl.digits == PortalText.meter)
        #expect(meter.direction == .consumption)
        let slotsPerDay = Dictionary(grouping: meter.days) { $0.readings.curve.slots.count }.mapValues(\.count)
        #expect(slotsPerDay == [48: 363, 46: 1, 50: 1])
        let byDay = Dictionary(grouping: samples) { Paris.stamp($0.start, .day) }
        for entry in meter.days {
            let expected = byDay[entry.day.description, default: []].reduce(0) { $0 + ($1.watts ?? 0) * $1.minutes }
            #expect(entry.readings.curve.knownEnergy.wattMinutes == Int64(expected))
            #expect(entry.readings.curve.isComplete(on: entry.day))
        }
        #expect(file.statistics.slots == samples.count)
        #expect(file.statistics.points == samples.count)
        #expect(file.statistics.changesOfStep == 0)
        #expect(file.statistics.rejectedLines == 0)
    }

    @Test(arguments: [10, 15, 20, 30, 60], [true, false])
    func everyStepAcrossBothClockChanges(step: Int, isStated: Bool) throws {
        for (month, day) in [(3, 30), (10, 26)] {
            let samples = [CurveSample].regular(
                from: Paris.midnight(2024, month, day), to: Paris.midnight(2024, month, day + 2), step: step)
            let file = try PortalText.curve(samples, step: isStated ? "\(step)" : "").parsed()
            #expect(file.samples() == samples)
            #expect(file.issues == [])
        }
    }

    @Test func theStepChangesInsideTheFile() throws {
        let noon = Paris.midnight(2024, 2, 2).addingTimeInterval(43_200)
        let samples =
            [CurveSample].regular(from: Paris.midnight(2024, 2, 1), to: noon, step: 10)
            + [CurveSample].regular(from: noon, to: Paris.midnight(2024, 2, 4), step: 30)
            + [CurveSample].regular(from: Paris.midnight(2024, 2, 4), to: Paris.midnight(2024, 2, 6), step: 60)
        for isReversed in [false, true] {
            let lines = isReversed ? Array(samples.lines().reversed()) : samples.lines()
            let file = try (PortalText.header() + ["Horodate;Valeur"] + lines).parsed()
            #expect(file.samples() == samples)
            #expect(file.statistics.changesOfStep == 2)
        }
    }

    @Test(arguments: [1, 2, 20, 47, 94])
    func aMissingLineIsAGapAndNotALongerSlot(missing: Int) throws {
        var samples = Array(year.prefix(96))
        samples.remove(at: missing)
        let file = try PortalText.curve(samples).parsed()
        #expect(file.samples() == samples)
        #expect(file.statistics.changesOfStep == 0)
    }

    @Test func emptyValuesAreGaps() throws {
        var samples = Array(year.prefix(96))
        for index in [0, 7, 8, 9, 50, 95] { samples[index].watts = nil }
        samples[11].watts = 0
        let file = try PortalText.curve(samples).parsed()
        #expect(file.samples() == samples.known)
        #expect(file.statistics.emptyValues == 6)
        #expect(file.statistics.slots == 90)
        #expect(file.issues == [])
    }

    @Test func aTrailingSeparatorOnSomeLines() throws {
        let samples = Array(year.prefix(48))
        let lines = PortalText.curve(samples).enumerated().map {
            $0.offset > 3 && $0.offset % 3 == 0 ? $0.element + ";" : $0.element
        }
        #expect(try lines.parsed().samples() == samples)
    }

    @Test func descendingLinesOfAYear() throws {
        let lines = PortalText.header() + ["Horodate;Valeur"] + year.lines().reversed()
        #expect(try lines.parsed().samples() == year)
    }

    @Test(arguments: [Paris.StampForm.local, .localWithT, .spreadsheet], [10, 30, 60])
    func stampsWithoutOffsetByTheirOrder(form: Paris.StampForm, step: Int) throws {
        for (month, day) in [(3, 30), (10, 26)] {
            let samples = [CurveSample].regular(
                from: Paris.midnight(2024, month, day), to: Paris.midnight(2024, month, day + 2), step: step)
            for lines in [samples.lines(form), samples.lines(form).reversed()] {
                let file = try (PortalText.header() + ["Horodate;Valeur"] + lines).parsed()
                #expect(file.samples() == samples, "\(form) \(step) \(day)")
                #expect(file.issues == [])
                #expect(file.statistics.duplicates + file.statistics.conflicts == 0)
            }
        }
    }

    @Test func theAutumnHourByItsOffsets() throws {
        let stamps = ["01:30:00+02:00", "02:00:00+02:00", "02:30:00+02:00", "02:00:00+01:00", "02:30:00+01:00"]
        let lines = stamps.enumerated().map { "2023-10-29T\($0.element);\(100 + $0.offset)" }
        let file = try (PortalText.header() + ["Horodate;Valeur"] + lines).parsed()
        let slots = try #require(file.readings(on: "2023-10-29")).curve.slots
        #expect(slots.map(\.startMinute) == [60, 90, 120, 150, 180])
        #expect(slots.map(\.watts) == [100, 101, 102, 103, 104])
    }

    @Test func aRepeatedLineInTheAutumnHourIsNoSecondPass() throws {
        let stamps = ["01:00", "01:30", "02:00", "02:00", "02:30", "02:00", "02:30", "03:00"]
        let values = [1, 2, 3, 3, 4, 5, 6, 7]
        let lines = zip(stamps, values).map { "27/10/2024 \($0);\($1)" }
        let file = try (PortalText.header() + ["Horodate;Valeur"] + lines).parsed()
        let slots = try #require(file.readings(on: "2024-10-27")).curve.slots
        #expect(slots.map(\.startMinute) == [30, 60, 90, 120, 150, 180, 210])
        #expect(slots.map(\.watts) == [1, 2, 3, 4, 5, 6, 7])
        #expect(file.statistics.duplicates == 1)
    }

    @Test func theSkippedHourOfMarchIsABadLine() throws {
        let lines = ["01:00", "01:30", "02:00", "02:30", "03:00", "03:30"].map { "2024-03-31 \($0):00;50" }
        let file = try (PortalText.header(step: "30") + ["Horodate;Valeur"] + lines).parsed()
        #expect(file.issues.map(\.line) == [6, 7])
        #expect(file.issues[0].reason.french.contains("mars"))
        #expect(try #require(file.readings(on: "2024-03-31")).curve.slots.map(\.startMinute) == [30, 60, 90, 120])
    }

    @Test func repeatedStamps() throws {
        let samples = Array(year.prefix(48))
        var lines = PortalText.curve(samples)
        lines.insert(lines[10], at: 11)
        lines.append(samples[30].replaced(by: 6_001))
        let file = try lines.parsed()
        var expected = samples
        expected[30].watts = 6_001
        #expect(file.samples() == expected)
        #expect(file.statistics.duplicates == 1)
        #expect(file.statistics.conflicts == 1)
    }

    @Test func anEmptyLineDoesNotEraseAValue() throws {
        let samples = Array(year.prefix(4))
        let file = try (PortalText.curve(samples) + ["\(Paris.stamp(samples[2].end, .portal));"]).parsed()
        #expect(file.samples() == samples)
        #expect(file.statistics.conflicts == 0)
    }

    @Test func badLinesAreNamedAndTheOthersKept() throws {
        let samples = Array(year.prefix(48))
        var lines = PortalText.curve(samples)
        // Line 5 is the first reading.
        lines[5] = "2024-01-01T01:00:00+01:00;-5"
        lines[7] = "2024-01-01T02:00:00+01:00;abc"
        lines[9] = "2024-13-01T03:00:00+01:00;12"
        lines[11] = "2024-01-01T04:00:00+01:00;1000001"
        lines[13] = "2024-01-01T05:00:30+01:00;12"
        lines[15] = "2024-01-01T06:00:00+01:00"
        lines[17] = "what is this"
        lines[19] = "2024-01-01T08:00:00+01:00;12;;;x;y"
        lines[21] = "2024-01-01T25:00:00+01:00;12"
        let file = try lines.parsed()
        #expect(file.issues.map(\.line) == [6, 8, 10, 12, 14, 16, 18, 22])
        #expect(
            file.issues.allSatisfy { $0.file == "test.csv" && !$0.reason.french.isEmpty && !$0.reason.english.isEmpty })
        var expected = samples
        expected[15].watts = 12
        for index in [17, 13, 11, 9, 7, 5, 3, 1] { expected.remove(at: index) }
        #expect(file.samples().map(\.start) == expected.map(\.start))
        #expect(file.samples() == expected)
        #expect(file.statistics.rejectedLines == 8)
    }

    @Test func aSlotThatOverlapsIsABadLine() throws {
        let samples = Array(year.prefix(8))
        var lines = PortalText.curve(samples, step: "30")
        lines.insert("2024-01-01T02:40:00+01:00;9", at: 4 + 5)
        let file = try lines.parsed()
        #expect(file.samples() == samples)
        #expect(file.issues.map(\.line) == [10])
    }

    @Test func aSlotAcrossMidnightIsABadLine() throws {
        let lines = ["2024-01-01T23:50:00+01:00;1", "2024-01-02T00:20:00+01:00;2", "2024-01-02T00:50:00+01:00;3"]
        let file = try (PortalText.header(step: "30") + ["Horodate;Valeur"] + lines).parsed()
        #expect(file.issues.map(\.line) == [5])
        #expect(file.statistics.slots == 2)
    }

    @Test func aStampAloneHasNoLength() throws {
        let lines = ["2024-01-01T10:00:00+01:00;1", "2024-01-03T10:00:00+01:00;2"]
        let file = try (PortalText.header() + ["Horodate;Valeur"] + lines).parsed()
        #expect(file.issues.map(\.line) == [4, 5])
        #expect(file.meters.isEmpty)
    }

    @Test func aFileCutAnywhereKeepsItsWholeLines() throws {
        let samples = Array(year.prefix(96))
        let whole = PortalText.curve(samples).bytes()
        for length in stride(from: whole.count - 60, to: whole.count, by: 1) {
            let file = try EnedisFile.parse(Array(whole[..<length]), name: "cut.csv")
            #expect(Array(file.samples().prefix(93)) == Array(samples.prefix(93)))
            #expect(file.issues.allSatisfy { $0.line >= 98 })
        }
    }

    @Test func kilowattsWithDecimals() throws {
        let lines = [
            "2024-01-01T00:30:00+01:00;\"0,696\"", "2024-01-01T01:00:00+01:00;1.28", "2024-01-01T01:30:00+01:00;0,0005",
        ]
        let file = try (PortalText.header(unit: "kW") + ["Horodate;Valeur"] + lines).parsed()
        #expect(file.samples().map(\.watts) == [696, 1_280, 0])
        #expect(file.statistics.roundedValues == 1)
    }
}

extension CurveSample {
    fileprivate func replaced(by watts: Int) -> String { "\(Paris.stamp(end, .portal));\(watts)" }
}
