import Foundation
import MEDCore
import MEDSources
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PortalTablesTests {
    /// The counters of `day`, with the summer stamps that the portal writes: 01:00+02:00.
    private func indexLine(_ day: Date, values: [Int?], atOneInSummer: Bool = true) -> String {
        let isSummer = Paris.calendar.timeZone.isDaylightSavingTime(for: day)
        let stamp = Paris.stamp(day.addingTimeInterval(isSummer && atOneInSummer ? 3_600 : 0), .portal)
        return stamp + ";Arrêté quotidien;" + values.map { $0.map(String.init) ?? "" }.joined(separator: ";")
    }

    private func days(_ count: Int, from start: Date) -> [Date] {
        (0..<count).compactMap { Paris.calendar.date(byAdding: .day, value: $0, to: start) }
    }

    private func registers(_ day: Int) -> [Int?] {
        [1_000 + day * 10, 2_000 + day * 7] + Array(repeating: nil, count: 8) + [3_000 + day * 17, nil, nil, nil]
            + [3_000 + day * 17]
    }

    @Test(arguments: [true, false])
    func indexesStandAtTheStartOfTheirDay(atOneInSummer: Bool) throws {
        let days = days(366, from: Paris.midnight(2024, 1, 1))
        let lines = days.enumerated().map {
            indexLine($0.element, values: registers($0.offset), atOneInSummer: atOneInSummer)
        }
        let file = try
            (PortalText.header(type: "Index", unit: "Wh", step: nil) + ["", PortalText.indexColumns] + lines)
            .parsed()
        #expect(file.format == .indexes)
        #expect(file.issues == [])
        #expect(file.statistics.indexes == 366)
        let entries = try #require(file.meters.first).days
        #expect(entries.map(\.day.description) == days.map { Paris.stamp($0, .day) })
        for (index, entry) in entries.enumerated() {
            let indexes = try #require(entry.readings.indexesAtStart)
            #expect(indexes.total == Int64(3_000 + index * 17))
            #expect(indexes.supplier[0] == Int64(1_000 + index * 10))
            #expect(indexes.supplier[1] == Int64(2_000 + index * 7))
            #expect(indexes.supplier[2...].allSatisfy { $0 == nil })
            #expect(indexes.distributor == [Int64(3_000 + index * 17), nil, nil, nil])
        }
    }

    @Test func indexesCalendarAndMaximumPowersInOneFile() throws {
        let days = days(3, from: Paris.midnight(2024, 3, 30))
        let lines =
            PortalText.header(type: "Index", unit: "Wh", step: nil) + [PortalText.indexColumns]
            + days.enumerated().map { indexLine($0.element, values: registers($0.offset)) }
            + [
                "Periode;Identifiant calendrier fournisseur;Libelle calendrier fournisseur;Identifiant classe temporelle 1",
                "Du 2024-01-10T00:00:00+01:00 au;FC000050;6 cadrans;BUHC;Bleu Heures Creuses;EAS F1",
                "2024-01-10T00:00:00+01:00;FC000051;2 cadrans;HC",
            ]
            + PortalText.header(
                type: "Puissance maximale quotidienne", direction: "Consommation;;Puissance maximale atteinte",
                unit: "VA",
                step: nil
            ).map { $0.replacingOccurrences(of: "Consommation;;Puissance maximale atteinte", with: "Consommation") }
            + [
                "Horodate;Valeur", "2024-03-30T19:12:40+01:00;4638", "2024-03-31T03:00:00+02:00;5000",
                "2024-04-01T00:00:00+02:00;", "2024-04-01T23:59:59+02:00;3100",
            ]
        let file = try lines.parsed()
        #expect(file.format == .indexes)
        #expect(file.issues == [])
        #expect(file.statistics.indexes == 3)
        #expect(file.statistics.maxPowers == 3)
        #expect(file.statistics.points == 6)
        #expect(file.statistics.emptyValues == 1)
        #expect(file.meters.count == 1)
        let peaks = try #require(file.meters.first).days.compactMap(\.readings.maxPower)
        #expect(peaks.map(\.power.voltAmperes) == [4_638, 5_000, 3_100])
        #expect(
            peaks.map(\.instant.description) == [
                "2024-03-30T18:12:40Z", "2024-03-31T01:00:00Z", "2024-04-01T21:59:59Z",
            ])
        #expect(file.readings(on: "2024-04-01")?.maxPower == peaks[2])
    }

    @Test func aBadRegisterRejectsItsLine() throws {
        let lines =
            PortalText.header(type: "Index", unit: "Wh", step: nil)
            + [
                "Horodate;Type de releve;EAS F1;EAS T", "2024-01-10T00:00:00+01:00;Arrêté quotidien;10;1x",
                "2024-01-11T00:00:00+01:00;Arrêté quotidien;10;20", "2024-01-12T06:00:00+01:00;Arrêté quotidien;10;20",
            ]
        let file = try lines.parsed()
        #expect(file.issues.map(\.line) == [4, 6])
        #expect(file.statistics.indexes == 1)
    }

    @Test(arguments: [("EAI", "Production"), ("EAS", "Production"), ("EAI", "Injection")])
    func indexesOfProduction(prefix: String, direction: String) throws {
        let file = try
            (PortalText.header(type: "Index", direction: direction, unit: "kWh", step: nil)
            + [
                "Horodate;Type de releve;\(prefix) F1;\(prefix) T",
                "2024-01-10T00:00:00+01:00;Arrêté quotidien;;12,345",
            ])
            .parsed()
        #expect(file.meters.map(\.direction) == [.production])
        #expect(file.readings(on: "2024-01-10")?.indexesAtStart == MeterIndexes(total: 12_345))
    }

    @Test(arguments: [("Wh", "12345"), ("kWh", "12.345"), ("kWh", "\"12,345\"")])
    func dailyEnergies(unit: String, value: String) throws {
        let lines =
            PortalText.header(type: "Consommation quotidienne", unit: unit, step: nil)
            + [
                "Horodate;Valeur", "2024-03-30T00:00:00+01:00;\(value)", "2024-03-31T00:00:00+01:00;\(value)",
                "2024-04-01T00:00:00+02:00;", "2024-04-02;\(value)", "2024-04-03T00:30:00+02:00;\(value)",
            ]
        let file = try lines.parsed()
        #expect(file.format == .dailyEnergy)
        let days = try #require(file.meters.first).days
        #expect(days.map(\.day.description) == ["2024-03-30", "2024-03-31", "2024-04-02"])
        #expect(
            days.allSatisfy { $0.readings.officialEnergy == Energy(wattHours: 12_345) && $0.readings.curve.isEmpty })
        #expect(file.statistics.dailyEnergies == 3)
        #expect(file.statistics.emptyValues == 1)
        #expect(file.issues.map(\.line) == [8])
    }

    @Test func severalMetersAndDirectionsInOneFile() throws {
        let first = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 1, 3), step: 30)
        let second = [CurveSample].regular(from: Paris.midnight(2024, 1, 2), to: Paris.midnight(2024, 1, 4), step: 30)
        let columns = ["Horodate;Valeur"]
        let lines =
            PortalText.header() + columns + first.lines() + PortalText.header(direction: "Production") + columns
            + second.lines() + [""] + PortalText.header(pdl: "98765432109876") + columns + second.lines()
            + PortalText.header() + columns + Array(second.lines().suffix(48))
        let file = try lines.parsed()
        #expect(file.meters.map(\.pdl.digits) == [PortalText.meter, PortalText.meter, "98765432109876"])
        #expect(file.meters.map(\.direction) == [.consumption, .production, .consumption])
        #expect(file.samples(meter: 0) == first + second.suffix(48))
        #expect(file.samples(meter: 1) == second)
        #expect(file.samples(meter: 2) == second)
        #expect(file.issues == [])
    }

    @Test func anUnknownTableDoesNotEndInTheOneBefore() throws {
        let samples = [CurveSample].regular(from: Paris.midnight(2024, 1, 1), to: Paris.midnight(2024, 1, 2), step: 30)
        let lines =
            PortalText.curve(samples) + ["Jour;Tension"] + samples.map { "\(Paris.stamp($0.end, .portal));230" }
            + PortalText.header(unit: "VAr") + ["Horodate;Valeur", "2024-01-01T00:30:00+01:00;7"]
        let file = try lines.parsed()
        #expect(file.samples() == samples)
        #expect(file.issues.map(\.line) == [53, 103])
        #expect(file.issues[1].reason.english.contains("VAr"))
        #expect(file.statistics.conflicts == 0)
    }
}
