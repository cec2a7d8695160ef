import Foundation
import MEDCore
import MEDSources
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EDFTests {
    private let pdl = PDL(PortalText.meter)
    private let samples = [CurveSample].regular(
        from: Paris.midnight(2024, 10, 25), to: Paris.midnight(2024, 10, 30), step: 30)

    @Test(arguments: [String.Encoding.isoLatin1, .windowsCP1252, .utf8, .macOSRoman])
    func encodings(encoding: String.Encoding) throws {
        let data = try #require(OtherText.edf(samples).joined(separator: "\r\n").data(using: encoding))
        let file = try EnedisFile.parse(Array<UInt8>(data), name: "edf.csv", pdl: pdl)
        #expect(file.format == .edf)
        #expect(file.samples() == samples)
        #expect(file.issues == [])
    }

    @Test func midnightBelongsToTheDayAbove() throws {
        let lines =
            OtherText.edfHeader + ["02/03/2024;;", "00:30:00;300;Réelle", "", "01/03/2024;;", "00:00:00;200;Réelle"]
            + ["23:30:00;100;Réelle"]
        let file = try lines.parsed(pdl: pdl)
        #expect(file.readings(on: "2024-03-01")?.curve.slots.map(\.watts) == [100, 200])
        #expect(file.readings(on: "2024-03-01")?.curve.slots.map(\.startMinute) == [1_380, 1_410])
        #expect(file.readings(on: "2024-03-02")?.curve.slots.map(\.watts) == [300])
    }

    @Test func rowsBesideTheGridAreNamedAndLeftOut() throws {
        var lines = OtherText.edf(samples)
        let places = [9, 30, 61, 140]
        for (place, row) in zip(
            places, ["21:56:04;2164;Réelle", "02:40:00;1314;Réelle", "09:09:06;9;", "14:45:00;7;x"])
        {
            lines.insert(row, at: place)
        }
        let file = try lines.parsed(pdl: pdl)
        #expect(file.samples() == samples)
        #expect(file.issues.map(\.line) == places.map { $0 + 1 })
        #expect(file.issues[1].reason.english.contains("02:40"))
        #expect(file.statistics.rejectedLines == 4)
    }

    @Test func gapsRepetitionsAndQualities() throws {
        let kept = samples.enumerated().filter { $0.offset % 7 != 3 && !(60..<80).contains($0.offset) }.map(\.element)
        var lines = OtherText.edf(kept, nature: "Estimée")
        lines.insert(lines[8], at: 9)
        let file = try lines.parsed(pdl: pdl)
        #expect(file.samples() == kept)
        #expect(file.statistics.duplicates == 1)
        #expect(file.meters.flatMap(\.days).flatMap(\.readings.curve.slots).allSatisfy { $0.quality == .estimated })
    }

    @Test func theRepeatedHourByItsOrder() throws {
        let lines =
            OtherText.edfHeader + ["26/10/2025;;"]
            + zip(
                ["03:00", "02:30", "02:00", "02:30", "02:00", "01:30", "01:00"], [7, 6, 5, 4, 3, 2, 1]
            ).map { "\($0):00;\($1);Réelle" }
        let slots = try #require(try lines.parsed(pdl: pdl).readings(on: "2025-10-26")).curve.slots
        #expect(slots.map(\.watts) == [1, 2, 3, 4, 5, 6, 7])
        #expect(slots.map(\.startMinute) == [30, 60, 90, 120, 150, 180, 210])
    }

    @Test func otherSeparatorsAndASlotBeforeItsDay() throws {
        let lines = OtherText.edf(samples).map { $0.replacingOccurrences(of: ";", with: "\t") }
        #expect(try lines.parsed(pdl: pdl).samples() == samples)
        let orphan = try (OtherText.edfHeader + ["00:30:00;300;Réelle"]).parsed(pdl: pdl)
        #expect(orphan.issues.map(\.line) == [4])
    }
}
