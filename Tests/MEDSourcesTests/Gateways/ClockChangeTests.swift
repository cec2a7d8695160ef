import Foundation
import MEDCore
import MEDSources
import Testing

/// The two Sundays, in every way in which a gateway shows them. Expected instants come from Foundation's calendar.
@Suite(.timeLimit(.minutes(1)))
struct ClockChangeTests {
    struct Sunday: CustomTestStringConvertible {
        let year: Int
        let month: Int
        let day: Int
        let hours: Int
        var testDescription: String { "\(year)-\(month)-\(day)" }

        /// The day with the two around it.
        func samples(_ step: Int) -> [CurveSample] {
            [CurveSample].regular(
                from: Paris.midnight(year, month, day - 1), to: Paris.midnight(year, month, day + 2), step: step)
        }
    }

    static let sundays = [
        Sunday(year: 2023, month: 10, day: 29, hours: 25), Sunday(year: 2024, month: 3, day: 31, hours: 23),
        Sunday(year: 2025, month: 10, day: 26, hours: 25), Sunday(year: 2025, month: 3, day: 30, hours: 23),
    ]
    static let steps = [10, 15, 30, 60]

    private func check(
        _ gateway: GatewayKind, _ points: [String], are samples: [CurveSample], hours: Int, step: Int,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let readings = try GatewayText.readings(gateway, points: points)
        let isEqual = readings.samples == samples
        #expect(isEqual, "the first 24 h: \(readings.samples.prefix(24 * 60 / step))", sourceLocation: location)
        #expect(readings.issues == [], sourceLocation: location)
        let counts = readings.meter.days.map(\.readings.curve.slots.count)
        #expect(counts == [24, hours, 24].map { $0 * 60 / step }, sourceLocation: location)
        #expect(readings.meter.days.allSatisfy { $0.readings.curve.isComplete(on: $0.day) }, sourceLocation: location)
    }

    @Test(arguments: sundays, steps)
    func orderTellsThePassesApart(sunday: Sunday, step: Int) throws {
        let samples = sunday.samples(step)
        for gateway in [GatewayKind.v1, .consoAPI] {
            try check(gateway, samples.endStamped(), are: samples, hours: sunday.hours, step: step)
            try check(gateway, samples.endStamped().reversed(), are: samples, hours: sunday.hours, step: step)
        }
    }

    @Test(arguments: sundays, steps)
    func offsetsAreHonoured(sunday: Sunday, step: Int) throws {
        let samples = sunday.samples(step)
        try check(.v1, samples.endStamped(.portal), are: samples, hours: sunday.hours, step: step)
        let starts = samples.map { GatewayText.point("\($0.watts ?? 0)", Paris.stamp($0.start, .portal), step: step) }
        try check(.v2, starts, are: samples, hours: sunday.hours, step: step)
    }

    /// 01:30 twice in October, 02:30 in March.
    @Test(arguments: sundays, steps)
    func stampsMovedBackOnTheWall(sunday: Sunday, step: Int) throws {
        let samples = sunday.samples(step)
        try check(.v2, samples.movedBack(), are: samples, hours: sunday.hours, step: step)
        try check(.v2, samples.movedBack(sorted: false), are: samples, hours: sunday.hours, step: step)
    }

    @Test(arguments: sundays, steps)
    func trueStarts(sunday: Sunday, step: Int) throws {
        let samples = sunday.samples(step)
        let starts = samples.map { GatewayText.point("\($0.watts ?? 0)", Paris.stamp($0.start, .local), step: step) }
        try check(.v2, starts, are: samples, hours: sunday.hours, step: step)
    }

    /// What the facts say, by hand: 126, 128 in summer time, 146, 94 in winter time.
    @Test func octoberByHand() throws {
        let stamps = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]
        let values = [120, 154, 126, 128, 146, 94]
        let points = zip(stamps, values).map { GatewayText.point("\"\($1)\"", "2023-10-29 \($0):00") }
        let slots = try GatewayText.readings(points: points).meter.days[0].readings.curve.slots
        #expect(slots.map(\.startMinute) == [60, 90, 120, 150, 180, 210])
        #expect(slots.map(\.watts) == [120, 154, 126, 128, 146, 94])
        let moved = ["01:00", "01:30", "01:30", "02:00", "02:00", "02:30"]
        let sorted = zip(moved, [120, 154, 128, 126, 146, 94]).map {
            GatewayText.point("\"\($1)\"", "2023-10-29 \($0):00")
        }
        #expect(try GatewayText.readings(.v2, points: sorted).meter.days[0].readings.curve.slots == slots.map(v2))
    }

    private func v2(_ slot: LoadSlot) -> LoadSlot {
        LoadSlot(
            startMinute: Int(slot.startMinute), minutes: Int(slot.minutes), watts: slot.watts, quality: slot.quality,
            origin: .gatewayV2)
    }

    /// A cache with one point per stamp has lost a pass, and nothing says which: the two slots stay unknown.
    @Test func oneOfTwoPassesIsNotGuessed() throws {
        let samples = Self.sundays[0].samples(30)
        var kept: [String: String] = [:]
        for point in samples.movedBack() { kept[String(point.drop { $0 != "d" })] = point }
        let points = kept.sorted { $0.key < $1.key }.map(\.value)
        #expect(points.count == 144)
        let readings = try GatewayText.readings(.v2, points: points)
        let sunday = try #require(readings.readings(on: "2023-10-29")).curve
        #expect(sunday.slots.count == 46)
        #expect(!sunday.slots.contains { (90..<210).contains(Int($0.startMinute)) })
        #expect(Set(readings.samples).isSubset(of: samples))
        #expect(readings.issues.count == 2)
        #expect(readings.issues.allSatisfy { $0.contains("October’s two hours") })
    }

    /// Points from the cache beside the same ones fetched anew: 00:00 twice says that 01:30 twice proves nothing.
    @Test func pointsFromACacheAreNoSecondPass() throws {
        let samples = Self.sundays[0].samples(30)
        let once = samples.filter {
            !(90..<150).contains(Int($0.start.timeIntervalSince(Paris.midnight(2023, 10, 29)) / 60))
        }
        let points = (once.movedBack(sorted: false) + once.movedBack(sorted: false)).sorted {
            $0.drop { $0 != "d" } < $1.drop { $0 != "d" }
        }
        let readings = try GatewayText.readings(.v2, points: points)
        #expect(Set(readings.samples).isSubset(of: samples))
        #expect(readings.readings(on: "2023-10-29")?.curve.slots.count == 46)
        #expect(readings.issues.count == 2)
    }

    /// No wall shows 02:30 on that Sunday; v1 stamps ends, so that it cannot be a moved one.
    @Test func skippedHourIsAnIssue() throws {
        let readings = try GatewayText.readings(points: [
            GatewayText.point("\"100\"", "2024-03-31 01:30:00"), GatewayText.point("\"200\"", "2024-03-31 02:30:00"),
            GatewayText.point("\"300\"", "2024-03-31 03:30:00"),
        ])
        #expect(readings.meter.days.first?.readings.curve.slots.map(\.watts) == [100, 300])
        #expect(readings.issues.count == 1)
        #expect(readings.issues.first?.hasPrefix("point 2: ") == true)
    }
}
