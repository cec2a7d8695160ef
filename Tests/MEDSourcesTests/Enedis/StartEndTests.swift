import Foundation
import MEDCore
import MEDSources
import Testing

@Suite(.timeLimit(.minutes(1)))
struct StartEndTests {
    private let pdl = PDL(PortalText.meter)

    @Test func kilowattsQuotesAndGaps() throws {
        let lines = [
            "\u{FEFF}debut;fin;kW", "2023-12-12T00:00;2023-12-12T00:30;\"0,696\"",
            "2023-12-12T00:30;2023-12-12T01:00;\"0,28\"", "2023-12-12T01:00;2023-12-12T01:30;null",
            "2023-12-12T01:30;2023-12-12T02:00;1", "2023-12-12T02:00;2023-12-12T03:00;0.5",
        ]
        let file = try lines.parsed(pdl: pdl, direction: .production)
        #expect(file.meters.map(\.direction) == [.production])
        let slots = try #require(file.readings(on: "2023-12-12")).curve.slots
        #expect(slots.map(\.startMinute) == [0, 30, 90, 120])
        #expect(slots.map(\.minutes) == [30, 30, 30, 60])
        #expect(slots.map(\.watts) == [696, 280, 1_000, 500])
        #expect(file.statistics.emptyValues == 1)
        #expect(file.issues == [])
    }

    /// Programs that add half an hour to a wall clock write ends that no clock shows.
    @Test func endsThatIgnoreTheChangeOfTheClocks() throws {
        let spring = try [
            "debut;fin;kW", "2024-03-31T01:00;2024-03-31T01:30;1", "2024-03-31T01:30;2024-03-31T02:00;2",
            "2024-03-31T03:00;2024-03-31T03:30;3",
        ].parsed(pdl: pdl)
        #expect(spring.readings(on: "2024-03-31")?.curve.slots.map(\.startMinute) == [60, 90, 120])
        let autumn = try [
            "debut;fin;kW", "2024-10-27T01:30;2024-10-27T02:00;1", "2024-10-27T02:00;2024-10-27T02:30;2",
            "2024-10-27T02:30;2024-10-27T03:00;3", "2024-10-27T02:00;2024-10-27T02:30;4",
            "2024-10-27T02:30;2024-10-27T03:00;5", "2024-10-27T03:00;2024-10-27T03:30;6",
        ].parsed(pdl: pdl)
        #expect(autumn.readings(on: "2024-10-27")?.curve.slots.map(\.startMinute) == [90, 120, 150, 180, 210, 240])
        #expect(
            autumn.readings(on: "2024-10-27")?.curve.slots.map(\.watts) == [1_000, 2_000, 3_000, 4_000, 5_000, 6_000])
    }

    @Test func badRowsAreNamed() throws {
        let lines = [
            "debut;fin;kW", "2024-01-01T00:00;2024-01-01T00:30;1", "2024-01-01T00:30;2024-01-01T00:37;1",
            "2024-01-01T01:00;;1", "2024-01-01T01:30;2024-01-01T01:00;1", "2024-01-01T02:00;2024-01-01T02:30;x",
            "2024-01-01T03:00;2024-01-01T03:30",
        ]
        let file = try lines.parsed(pdl: pdl)
        #expect(file.issues.map(\.line) == [3, 4, 5, 6, 7])
        #expect(file.statistics.slots == 1)
    }

    @Test func dayTables() throws {
        for (unit, value) in [("kWh", "12,345"), ("kW", "12,345"), ("Wh", "12345")] {
            let file = try ["Date;Valeur (en \(unit))", "30/03/2024;\(value)", "31/03/2024;NA", "01/04/2024;\(value)"]
                .parsed(pdl: pdl)
            #expect(file.format == .days)
            #expect(file.meters.flatMap(\.days).map(\.day.description) == ["2024-03-30", "2024-04-01"])
            #expect(
                file.meters.flatMap(\.days).allSatisfy {
                    $0.readings.officialEnergy == Energy(wattHours: 12_345) && $0.readings.curve.isEmpty
                })
            #expect(file.statistics.emptyValues == 1)
        }
    }

    @Test func r63QualitiesAndOtherQuantities() throws {
        let samples = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 1, 2), step: 30)
        var lines = OtherText.r63(samples, direction: "PROD", nature: "E")
        lines[5] = lines[5].replacingOccurrences(of: ";W;", with: ";VAr;")
        let file = try lines.parsed()
        #expect(file.meters.map(\.direction) == [.production])
        #expect(file.issues.map(\.line) == [6])
        let slots = try #require(file.readings(on: "2024-01-01")).curve.slots
        #expect(slots.count == 47)
        #expect(slots.allSatisfy { $0.quality == .estimated && $0.origin == .enedisFile })
        let hourly = try [lines[0], lines[1].replacingOccurrences(of: "PT30M", with: "PT1H")].parsed()
        #expect(hourly.samples().map(\.minutes) == [])
        #expect(hourly.issues.map(\.line) == [2])
    }
}
