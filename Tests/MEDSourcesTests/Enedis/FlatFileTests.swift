import Foundation
import MEDCore
import MEDSources
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FlatFileTests {
    private let samples = [CurveSample].regular(
        from: Paris.midnight(2024, 10, 20), to: Paris.midnight(2024, 11, 2), step: 30)

    @Test(arguments: [true, false])
    func frenchAccentsInBothEncodings(isWindows1252: Bool) throws {
        let text = PortalText.flat(samples).joined(separator: "\r\n")
        let data = try #require(text.data(using: isWindows1252 ? .windowsCP1252 : .utf8))
        let file = try EnedisFile.parse(Array<UInt8>(data), name: "flat.csv")
        #expect(file.format == .flat)
        #expect(file.issues == [])
        #expect(file.samples() == samples)
        #expect(file.meters.first?.pdl.digits == PortalText.meter)
    }

    @Test func theAutumnDayHasFiftySlots() throws {
        let file = try PortalText.flat(samples, step: "").parsed()
        #expect(file.readings(on: "2024-10-27")?.curve.slots.count == 50)
        #expect(file.samples() == samples)
    }

    /// Fuzzing found that every row of another meter, and every table, looked through all meters before it. That reading
    /// stays fast is the fuzzers' business; that each meter keeps its own rows is this test's.
    @Test func eachOfManyMetersKeepsItsRows() throws {
        let count = 1_000
        let pdls = (0..<count).map { "\(10_000_000_000_000 + $0)" }
        let rows = (0..<2 * count).map { row in
            "\(pdls[row % count]);;;PA;CONS;BRUT;W;2024-01-15 0\(row / count):30:00;\(row);B;PT30M;0;0"
        }
        // A table of each meter after them: the rows of a table before it are settled, once.
        let tables = (0..<count).flatMap {
            PortalText.header(pdl: pdls[$0], step: "30") + ["2024-01-15T05:30:00+01:00;\($0)"]
        }
        let file = try ([OtherText.r63Columns] + rows + tables).parsed()
        #expect(file.meters.map(\.pdl.digits) == pdls)
        #expect(file.statistics.slots == 3 * count)
        let watts = file.meters.map { $0.days.flatMap { $0.readings.curve.slots.map(\.watts) } }
        #expect(watts == (0..<count).map { [Int32($0), Int32($0 + count), Int32($0)] })
    }

    @Test func descendingRows() throws {
        let lines = PortalText.flat(samples)
        #expect(try ([lines[0]] + lines.dropFirst().reversed()).parsed().samples() == samples)
    }

    @Test func estimatedValues() throws {
        let lines =
            PortalText.flat(Array(samples.prefix(10)))
            + PortalText.flat(Array(samples[10..<20]), status: "Estimée").dropFirst()
        let file = try lines.parsed()
        let slots = try #require(file.readings(on: "2024-10-20")).curve.slots
        #expect(
            slots.map(\.quality) == Array(repeating: .measured, count: 10) + Array(repeating: .estimated, count: 10))
    }

    @Test func columnsInAnotherOrder() throws {
        let lines = [
            "UNITE,PRM,Heure de la mesure,Date de la mesure,Grandeur metier,Valeur",
            "kW,\(PortalText.meter),00:30,2024-05-01,Production,\"1,5\"",
            "kW,\(PortalText.meter),01:00,2024-05-01,Production,",
            "kW,\(PortalText.meter),01:30,2024-05-01,Production,0", "W,98765432109876,24:00,2024-05-01,Production,7",
            "W,98765432109876,23:30,2024-05-01,Production,8",
        ]
        let file = try lines.parsed()
        #expect(file.meters.map(\.direction) == [.production, .production])
        #expect(file.readings(on: "2024-05-01")?.curve.slots.map(\.watts) == [1_500, 0])
        #expect(file.readings(on: "2024-05-01", meter: 1)?.curve.slots.map(\.startMinute) == [1_380, 1_410])
        #expect(file.statistics.emptyValues == 1)
        #expect(file.issues == [])
    }

    @Test func badRows() throws {
        var lines = PortalText.flat(Array(samples.prefix(12)))
        lines[3] = lines[3].replacingOccurrences(of: ";W;", with: ";A;")
        lines[5] = lines[5].replacingOccurrences(of: PortalText.meter, with: "1234567890123")
        lines[7] = lines[7].replacingOccurrences(of: "Consommation", with: "Tension")
        lines[9] = lines[9].replacingOccurrences(of: "20/10/2024", with: "20/10/24")
        lines[11] = lines[11].replacingOccurrences(of: ";30", with: ";7")
        let file = try lines.parsed()
        #expect(file.issues.map(\.line) == [4, 6, 8, 10, 12])
        #expect(file.statistics.slots == 7)
        #expect(file.meters.count == 1)
        #expect(!file.issues[1].reason.french.contains("1234567890123"))
    }
}
