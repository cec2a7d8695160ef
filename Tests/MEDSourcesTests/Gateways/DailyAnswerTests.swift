import Foundation
import MEDCore
import MEDSources
import Testing

/// Energies and peaks of days.
@Suite(.timeLimit(.minutes(1)))
struct DailyAnswerTests {
    private func day(_ value: String, _ date: String) -> String { "{\"value\":\(value),\"date\":\"\(date)\"}" }

    @Test func energiesOfDays() throws {
        let readings = try GatewayText.readings(
            .v1, .dailyEnergy, unit: "Wh",
            points: [
                day("\"11776\"", "2023-04-01"), day("14401", "2023-04-02"), day("null", "2023-04-03"),
                day("\"0\"", "2023-04-04"), day("\"-1\"", "2023-04-05"), day("\"25000000\"", "2023-04-06"),
            ])
        #expect(readings.meter.days.map(\.day.description) == ["2023-04-01", "2023-04-02", "2023-04-04"])
        let energies = readings.meter.days.map(\.readings.officialEnergy?.roundedWattHours)
        #expect(energies == [11_776, 14_401, 0])
        #expect(readings.issues.count == 2)
    }

    /// The demo account of v2: kWh, and in other answers midnights with an offset.
    @Test func kilowattHoursAndMidnights() throws {
        let readings = try GatewayText.readings(
            .v2, .dailyEnergy, unit: "kWh",
            points: [
                day("\"23.704\"", "2024-01-15"), day("\"20.1\"", "2024-07-15T00:00:00+02:00"),
                day("\"8\"", "2024-01-20 00:00:00"), day("\"8\"", "2024-01-21 12:00:00"),
            ])
        #expect(readings.readings(on: "2024-01-15")?.officialEnergy == Energy(wattHours: 23_704))
        #expect(readings.readings(on: "2024-07-15")?.officialEnergy == Energy(wattHours: 20_100))
        #expect(readings.readings(on: "2024-01-20")?.officialEnergy == Energy(wattHours: 8_000))
        #expect(readings.meter.days.count == 3)
        #expect(readings.issues.count == 1)
    }

    @Test func productionIsProduction() throws {
        let body = GatewayText.reading(unit: "Wh", points: [day("\"643\"", "2023-04-01")])
        let readings = try GatewayText.answer(.consoAPI, body)
            .readings(for: GatewayText.request(.dailyEnergy, .production), at: GatewayText.now)
        #expect(readings.meter.direction == .production)
    }

    @Test func peaks() throws {
        let readings = try GatewayText.readings(
            .v1, .maxPower, unit: "VA",
            points: [day("\"4638\"", "2023-04-01 12:06:20"), day("\"4410\"", "2023-07-02 19:27:46")])
        // 12:06:20 in France is 10:06:20 UTC in April; in July 19:27:46 is 17:27:46.
        let peak = try #require(readings.readings(on: "2023-04-01")?.maxPower)
        #expect(peak.power.voltAmperes == 4_638)
        #expect(peak.instant.description == "2023-04-01T10:06:20Z")
        #expect(readings.readings(on: "2023-07-02")?.maxPower?.instant.description == "2023-07-02T17:27:46Z")
        #expect(readings.issues == [])
    }

    /// The demo account of v2 gives kVA, and the day without the moment.
    @Test func kilovoltAmperesAndNoMoment() throws {
        let readings = try GatewayText.readings(
            .v2, .maxPower, unit: "kVA",
            points: [day("\"4.638\"", "2023-04-01T12:06:20+02:00"), day("\"5.1\"", "2023-04-02")])
        #expect(readings.meter.days.count == 1)
        #expect(readings.readings(on: "2023-04-01")?.maxPower?.power.voltAmperes == 4_638)
        #expect(readings.issues.count == 1)
    }

    @Test func unitsOfOtherSeriesAreFaults() throws {
        for (kind, unit) in [(ReadingKind.dailyEnergy, "W"), (.dailyEnergy, "VA"), (.maxPower, "W"), (.maxPower, "Wh")]
        {
            let body = GatewayText.body(.v1, GatewayText.reading(unit: unit, points: [day("\"1\"", "2023-04-01")]))
            #expect(try GatewayText.fault(.v1, body, kind: kind).code == "unknownUnit")
        }
    }

    /// A day's energy is that of the whole day.
    @Test func todayIsNotOver() throws {
        let now = UTCInstant(utcYear: 2024, month: 1, day: 15, hour: 22, minute: 59)
        let points = [day("\"1\"", "2024-01-14"), day("\"2\"", "2024-01-15"), day("\"3\"", "2024-01-16")]
        let readings = try GatewayText.readings(.v1, .dailyEnergy, unit: "Wh", points: points, now: now)
        #expect(readings.meter.days.map(\.day.description) == ["2024-01-14"])
        #expect(readings.issues.count == 2)
        let later = try GatewayText.readings(
            .v1, .dailyEnergy, unit: "Wh", points: points, now: now.advanced(bySeconds: 60))
        #expect(later.meter.days.count == 2)
    }

    @Test func noPointsAreNoReadings() throws {
        for body in [GatewayText.reading(unit: nil, points: []), GatewayText.reading(unit: "Wh", points: [])] {
            let readings = try GatewayText.answer(.v1, GatewayText.body(.v1, body))
                .readings(for: GatewayText.request(.dailyEnergy), at: GatewayText.now)
            #expect(readings.meter.days == [])
            #expect(readings.issues == [])
        }
    }

    /// Another household's meter is refused; a number that is masked or shortened names none.
    @Test func meterOfTheAnswer() throws {
        let body = { (number: String) in
            GatewayText.reading(unit: "Wh", number: number, points: [self.day("\"1\"", "2023-04-01")])
        }
        for number in [GatewayText.pdl, "01234567890", "myPDL", "", "**********1234"] {
            let readings = try GatewayText.answer(.consoAPI, body(number))
                .readings(for: GatewayText.request(.dailyEnergy), at: GatewayText.now)
            #expect(readings.meter.days.count == 1, "\(number)")
        }
        let fault = try GatewayText.fault(.consoAPI, body("98765432109876"), kind: .dailyEnergy)
        #expect(fault.code == "otherMeter")
        #expect(fault.kind == .transient(retryAfter: nil))
        #expect(!"\(fault)".contains("98765432109876"))
    }

    @Test func partialDataIsDataWithAnIssue() throws {
        let reading = GatewayText.reading(unit: "Wh", points: [day("\"1\"", "2023-04-01")])
        let body =
            "{\"success\":true,\"data\":{\"meter_reading\":\(reading)},\"error\":{\"code\":\"PARTIAL_DATA\",\"message\":\"Rate limit exceeded.\"}}"
        let readings = try GatewayText.answer(.v2, body).readings(
            for: GatewayText.request(.dailyEnergy), at: GatewayText.now)
        #expect(readings.meter.days.count == 1)
        #expect(readings.issues == ["PARTIAL_DATA: Rate limit exceeded."])
    }
}
