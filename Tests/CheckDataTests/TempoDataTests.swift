import Foundation
import MEDCore
import MEDSources
import Testing

/// A household's Tempo winter: half-hours, colours and the meter's own six registers, each published by somebody else.
@Suite(.timeLimit(.minutes(1)))
struct TempoDataTests {
    /// What the manifest says of the two files and the season: the registers, and the days that they are about.
    private struct Expected {
        var registers: [TariffRegister: Int64] = [:]
        var total: Int64
        var days: ClosedRange<Day>
        var curve: String
        var index: String
        var season: String
    }

    private let manifest: Manifest
    private let expected: Expected

    init() throws {
        manifest = try Manifest()
        let text = try String(contentsOf: manifest.folder.appending(path: "MANIFEST.md"), encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.contains("Tempo colours of") })
        let head = try #require(
            line.firstMatch(
                of: /colours of (\S+\.json).*period (\d{4}-\d\d-\d\d) 00:00\.\.(\d{4}-\d\d-\d\d) 00:00.*total (\d+)/))
        let files = try #require(text.firstMatch(of: /(\S+\.csv) and (\S+\.csv) are the same meter/))
        let first = try #require(Day(String(head.2)))
        let end = try #require(Day(String(head.3)))
        var expected = Expected(
            total: try #require(Int64(head.4)), days: first...end.previous, curve: String(files.1),
            index: String(files.2), season: String(head.1))
        for match in line.matches(of: /(BLUE|WHITE|RED) (HC|HP) (\d{5,})/) {
            let register = TariffRegister(key: "\(match.1)_\(match.2)".lowercased())
            let key = try #require(register)
            // "would be" names the figure of a wrong computation after the right one.
            if expected.registers[key] == nil { expected.registers[key] = Int64(match.3) }
        }
        #expect(expected.registers.count == 6)
        self.expected = expected
    }

    private func readings(_ name: String) throws -> [Day: DayReadings] {
        let path = manifest.folder.appending(path: "enedis").appending(path: name).path
        let meter = try #require(EnedisFile.read(path: path, pdl: PDL("11111111111111")).meters.first)
        return Dictionary(uniqueKeysWithValues: meter.days.map { ($0.day, $0.readings) })
    }

    private func colors() throws -> [Day: TempoColor] {
        let file = manifest.folder.appending(path: "tempo").appending(path: expected.season)
        let codes = try JSONDecoder().decode([String: UInt8].self, from: Data(contentsOf: file))
        return Dictionary(
            uniqueKeysWithValues: try codes.map {
                (try #require(Day($0)), try #require([0: TempoColor.blue, 1: .white, 2: .red][$1]))
            })
    }

    private func sums(_ derive: (Day) throws -> DerivedDay) throws -> [TariffRegister: Energy] {
        try expected.days.reduce(into: [:]) { sums, day in
            let derived = try derive(day)
            #expect(derived.registers.count == 6, "\(day)")
            for amount in derived.registers { sums[amount.register, default: .zero] += amount.energy }
        }
    }

    @Test func halfHoursSplitByTheColoursAreTheMetersRegisters() throws {
        let contract = Contract(from: expected.days.lowerBound, tariff: .tempo)
        let (curve, index, colors) = (try readings(expected.curve), try readings(expected.index), try colors())
        let computed = try sums { day in
            DerivedDay(
                day: day, direction: .consumption, readings: DayReadings(curve: try #require(curve[day]).curve),
                indexesAtEnd: nil, contract: contract, tempoColors: colors)
        }
        let counted = try sums { day in
            DerivedDay(
                day: day, direction: .consumption, readings: try #require(index[day]),
                indexesAtEnd: try #require(index[day.next]).indexesAtStart, contract: contract)
        }
        for (register, wattHours) in expected.registers {
            #expect(computed[register] == Energy(wattHours: wattHours), "\(register.key) of the curve")
            #expect(counted[register] == Energy(wattHours: wattHours), "\(register.key) of the counters")
        }
        let total = computed.values.reduce(.zero, +)
        #expect(total == Energy(wattHours: expected.total))
        let texts = Tariff.tempo.registers.map { "\($0.key) \(computed[$0]?.roundedWattHours ?? -1)" }
        print(
            "cross-check 2: \(texts.joined(separator: ", ")), total \(total.roundedWattHours) Wh, curve and counters alike"
        )
    }

    /// Both files together, as an import merges them: the difference is there for each register of each day, and is zero
    /// on every day, since the meter changes its registers at the very half-hours.
    @Test func countersWinAndDifferFromTheCurveByNothing() throws {
        let contract = Contract(from: expected.days.lowerBound, tariff: .tempo)
        let (curve, index, colors) = (try readings(expected.curve), try readings(expected.index), try colors())
        var days = 0
        for day in expected.days {
            let derived = DerivedDay(
                day: day, direction: .consumption,
                readings: try #require(curve[day]).merging(try #require(index[day])),
                indexesAtEnd: try #require(index[day.next]).indexesAtStart, contract: contract, tempoColors: colors)
            #expect(derived.registerSource == .counters, "\(day)")
            for amount in derived.registers {
                // The curve is in W, so that a register of it may hold half a Wh more or less than the counter shows.
                let difference = try #require(amount.difference, "\(day)")
                #expect(abs(difference.wattMinutes) <= 60, "\(day) \(amount.register.key): \(difference.wattMinutes)")
            }
            days += 1
        }
        print("counters and curve agree to 1 Wh per register on \(days) days")
    }
}
