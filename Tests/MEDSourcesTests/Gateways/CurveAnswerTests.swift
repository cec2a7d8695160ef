import Foundation
import MEDCore
import MEDSources
import Testing

/// Load curves: wrappings, units, steps, gaps.
@Suite(.timeLimit(.minutes(1)))
struct CurveAnswerTests {
    private let day = [CurveSample].regular(
        from: Paris.midnight(2024, 1, 15), to: Paris.midnight(2024, 1, 16), step: 30)

    private func points(_ value: (Int) -> String, unit: String) throws -> GatewayReadings {
        try GatewayText.readings(
            unit: unit, points: day.map { GatewayText.point(value($0.watts ?? 0), Paris.stamp($0.end, .local)) })
    }

    @Test(arguments: GatewayKind.allCases)
    func everyWrapping(gateway: GatewayKind) throws {
        let points = gateway == .v2 ? day.movedBack() : day.endStamped()
        let bare = GatewayText.reading(unit: "W", points: points)
        let expected: Set<ReadingOrigin> = [
            [.v1: .gatewayV1, .v2: .gatewayV2, .consoAPI: .consoAPI][gateway] ?? .manual
        ]
        for body in [bare] + GatewayKind.allCases.map({ GatewayText.body($0, bare) }) {
            let readings = try GatewayText.answer(gateway, body).readings(
                for: GatewayText.request(), at: GatewayText.now)
            #expect(readings.samples == day)
            #expect(readings.issues == [])
            #expect(readings.meter.pdl.digits == GatewayText.pdl)
            #expect(readings.meter.direction == .consumption)
            #expect(Set(readings.meter.days.flatMap(\.readings.curve.slots).map(\.origin)) == expected)
        }
    }

    /// The layout that Enedis introduced in 2026 and that the v2 gateway hands through to clients that ask for it.
    @Test func layoutOf2026() throws {
        let points = day.movedBack().map {
            $0.replacing("\"value\"", with: "\"v\"").replacing("\"date\"", with: "\"d\"")
                .replacing("\"interval_length\"", with: "\"p\"").replacing("\"measure_type\"", with: "\"n\"")
        }
        let other = "{\"grandeurMetier\":\"PROD\",\"grandeurPhysique\":\"PA\",\"unite\":\"W\",\"points\":[]}"
        let wanted =
            "{\"grandeurMetier\":\"CONS\",\"grandeurPhysique\":\"PA\",\"unite\":\"W\",\"points\":[\(points.joined(separator: ","))]}"
        let body = { (series: String) in
            "{\"success\":true,\"data\":{\"idPrm\":\"\(GatewayText.pdl)\",\"grandeur\":[\(series)]},\"error\":null}"
        }
        let answer = GatewayText.answer(.v2, body("\(other),\(wanted)"))
        let readings = try answer.readings(for: GatewayText.request(), at: GatewayText.now)
        #expect(readings.samples == day)
        #expect(readings.issues == [])
        let fault = try GatewayText.fault(.v2, body(other))
        #expect(fault.kind == .transient(retryAfter: nil))
        #expect(fault.code == "otherSeries")
    }

    @Test func unitsAreRead() throws {
        #expect(try points({ "\"\($0)\"" }, unit: "W").samples == day)
        #expect(try points({ "\($0)" }, unit: " w ").samples == day)
        #expect(try points({ String(format: "\"%.3f\"", Double($0) / 1_000) }, unit: "kW").samples == day)
        #expect(try points({ String(format: "%.3f", Double($0) / 1_000) }, unit: "KW").samples == day)
        // Half an hour of P watts is P / 2 Wh.
        #expect(try points({ String(format: "\"%.1f\"", Double($0) / 2) }, unit: "Wh").samples == day)
        #expect(try points({ String(format: "\"%.4f\"", Double($0) / 2_000) }, unit: "kWh").samples == day)
    }

    @Test(arguments: [10, 15, 20, 30, 60])
    func energyPerSlotIsPowerOfItsLength(step: Int) throws {
        let readings = try GatewayText.readings(
            unit: "Wh", points: [GatewayText.point("\"100\"", "2024-01-15 12:00:00", step: step)])
        let slot = try #require(readings.meter.days.first?.readings.curve.slots.first)
        #expect(Int(slot.watts) * step == 100 * 60)
        #expect(slot.endMinute == 720)
        #expect(readings.issues == [])
    }

    /// 0.125 kWh in an hour is 125 W; 0.1234 kWh is 123.4 W, and a slot holds whole watts.
    @Test func whatIsNoWholeWattIsRoundedAndSaid() throws {
        let readings = try GatewayText.readings(
            unit: "kWh",
            points: [
                GatewayText.point("\"0.125\"", "2024-01-15 01:00:00", step: 60),
                GatewayText.point("\"0.1234\"", "2024-01-15 02:00:00", step: 60),
            ])
        #expect(readings.samples.map(\.watts) == [125, 123])
        #expect(readings.issues == ["1 values rounded to W, Wh or VA"])
    }

    @Test(arguments: [nil, "", "VA", "kVA", "A", "MW", "watts"])
    func anotherUnitIsAFault(unit: String?) throws {
        let body = GatewayText.body(.v1, GatewayText.reading(unit: unit, points: day.endStamped()))
        let fault = try GatewayText.fault(.v1, body)
        #expect(fault.kind == .transient(retryAfter: nil))
        #expect(fault.code == "unknownUnit")
    }

    @Test func stepChangesInside() throws {
        let morning = [CurveSample].regular(
            from: Paris.midnight(2024, 1, 15), to: Paris.midnight(2024, 1, 15).addingTimeInterval(43_200), step: 60)
        let noon = Paris.midnight(2024, 1, 15).addingTimeInterval(43_200)
        let samples =
            morning + [CurveSample].regular(from: noon, to: noon.addingTimeInterval(3_600), step: 30)
            + [CurveSample].regular(from: noon.addingTimeInterval(3_600), to: Paris.midnight(2024, 1, 16), step: 10)
        for (gateway, points) in [(GatewayKind.v1, samples.endStamped()), (.v2, samples.movedBack())] {
            let readings = try GatewayText.readings(gateway, points: points)
            #expect(readings.samples == samples)
            #expect(readings.issues == [])
        }
    }

    /// The length of a slot is stated or unknown: the stamps around it do not make it up.
    @Test func stepsAreNotAssumed() throws {
        let stamp = { (hour: Int) in String(format: "2024-01-15 %02d:00:00", hour) }
        let readings = try GatewayText.readings(points: [
            GatewayText.point("100", stamp(1), step: 60), GatewayText.point("200", stamp(2), step: nil),
            GatewayText.point("300", stamp(3), step: 5), GatewayText.point("400", stamp(4), step: 30),
        ])
        #expect(readings.samples.map(\.minutes) == [60, 30])
        #expect(readings.samples.map(\.watts) == [100, 400])
        #expect(readings.issues.count == 2)
        // A whole day of one stamp an hour that says 30 minutes is what it says.
        let sparse = try GatewayText.readings(points: (1...23).map { GatewayText.point("100", stamp($0), step: 30) })
        #expect(sparse.samples.count == 23)
        #expect(sparse.samples.allSatisfy { $0.minutes == 30 })
    }

    @Test func gapsAreUnknownAndZeroIsAValue() throws {
        let values = ["\"0\"", "null", "\"\"", "\"NA\"", "0", "\" 250 \"", "\"null\""]
        let points = values.enumerated().map {
            GatewayText.point($1, String(format: "2024-01-15 %02d:30:00", $0))
        }
        let readings = try GatewayText.readings(points: points)
        #expect(readings.samples.map(\.watts) == [0, 0, 250])
        #expect(
            readings.samples.map { Paris.stamp($0.start, .local).suffix(8) } == ["00:00:00", "04:00:00", "05:00:00"])
        #expect(readings.issues == [])
    }

    @Test func whatIsNoValueIsAnIssue() throws {
        let values = [
            "\"-5\"", "-5", "\"abc\"", "\"NaN\"", "1e30", "\"99999999999999999999999\"", "9223372036854775807", "true",
            "[1]", "{\"a\":1}", "\"1000001\"",
        ]
        let points = values.enumerated().map {
            GatewayText.point($1, String(format: "2024-01-15 %02d:30:00", $0))
        }
        let readings = try GatewayText.readings(points: points + [GatewayText.point("\"7\"", "2024-01-15 23:30:00")])
        #expect(readings.samples.map(\.watts) == [7])
        #expect(readings.issues.count == values.count)
        #expect(readings.issues[0] == "point 1: negative value “-5”")
    }

    @Test func stampsThatAreNone() throws {
        let stamps = [
            "2024-01-15", "2024-02-30 00:30:00", "1924-01-15 00:30:00", "2024-01-15 00:30:10", "yesterday", "",
            "2024-01-15 25:00:00",
        ]
        let readings = try GatewayText.readings(
            points: stamps.map { GatewayText.point("\"1\"", $0) } + ["17", "null", "[]", "{}", "\"x\""])
        #expect(readings.meter.days == [])
        #expect(readings.issues.count == stamps.count + 5)
    }

    @Test func estimatedValuesAreMarked() throws {
        let readings = try GatewayText.readings(points: [
            GatewayText.point("\"1\"", "2024-01-15 00:30:00", type: "B"),
            GatewayText.point("\"2\"", "2024-01-15 01:00:00", type: "E"),
        ])
        #expect(readings.meter.days.first?.readings.curve.slots.map(\.quality) == [.measured, .estimated])
    }

    /// Midnight belongs to the day before; days that nobody asked for are facts all the same.
    @Test func otherDaysAreKept() throws {
        let readings = try GatewayText.readings(points: [
            GatewayText.point("\"1\"", "2024-01-15 00:00:00"), GatewayText.point("\"2\"", "2024-01-15 00:30:00"),
            GatewayText.point("\"3\"", "2024-01-16 00:00:00"), GatewayText.point("\"4\"", "2025-01-01 00:00:00"),
        ])
        #expect(readings.meter.days.map(\.day.description) == ["2024-01-14", "2024-01-15", "2024-12-31"])
        #expect(readings.issues == [])
    }

    @Test func whatIsNotOverIsNotKept() throws {
        let now = UTCInstant(utcYear: 2024, month: 1, day: 15, hour: 11, minute: 15)
        let readings = try GatewayText.readings(points: day.endStamped(), now: now)
        // 12:15 in France: the slot until 12:00 is over, the one until 12:30 is not.
        #expect(readings.samples == Array(day.prefix(24)))
        #expect(readings.issues == ["“2024-01-15” is not over yet"])
    }

    @Test func repeatedStampsAreSaid() throws {
        let readings = try GatewayText.readings(points: [
            GatewayText.point("\"1\"", "2024-01-15 00:30:00"), GatewayText.point("\"2\"", "2024-01-15 00:30:00"),
        ])
        #expect(readings.samples.map(\.watts) == [2])
        #expect(readings.issues == ["1 stamps repeated with another value"])
    }
}
