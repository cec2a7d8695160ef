import Foundation
import MEDCore
import MEDSources
import Testing

/// Real exports against values that another program computed from them.
@Suite(.timeLimit(.minutes(1)))
struct EnedisDataTests {
    let manifest: Manifest
    /// The meter of files that name none.
    let meter = PDL("11111111111111")

    init() throws {
        manifest = try Manifest()
    }

    @Test func loadCurves() throws {
        let rows = manifest.rows("enedis/portal_curve")
        #expect(rows.count >= 5)
        for row in rows { try checkLoadCurve(row) }
    }

    private func checkLoadCurve(_ row: Manifest.Row) throws {
        let file = try EnedisFile.read(path: manifest.path(row), pdl: meter)
        let head = try #require(
            row.expected.firstMatch(
                of:
                    /(\d+) points; total (\d+) Wh; first interval start (\S+), last interval end (\S+); steps \{([^}]*)\}/
            ))
        let place = Comment(rawValue: row.name)
        #expect(file.meters.count == 1, place)
        let days = try #require(file.meters.first).days
        let energy = days.reduce(Energy.zero) { $0 + $1.readings.curve.knownEnergy }
        let first = try #require(days.first)
        let last = try #require(days.last)
        let firstStart = first.readings.curve.slots.first?.start(on: first.day)
        let lastSlot = try #require(last.readings.curve.slots.last)
        let lastEnd = lastSlot.start(on: last.day).advanced(bySeconds: Int(lastSlot.minutes) * 60)

        #expect(file.statistics.slots == Int(head.1), place)
        #expect(energy.roundedWattHours == Int64(head.2), place)
        #expect(firstStart?.description == String(head.3), place)
        #expect(lastEnd.description == String(head.4), place)
        #expect(file.issues.count == row.offGridRows, place)
        let steps = Dictionary(grouping: days.flatMap(\.readings.curve.slots), by: \.minutes).mapValues(\.count)
        let expectedSteps = row.values(after: "steps")
        #expect(!expectedSteps.isEmpty, place)
        #expect(steps.count == expectedSteps.count, place)
        for (minutes, count) in steps { #expect(expectedSteps["\(minutes)"]?.value == Double(count), place) }

        let named = row.values(after: "days Wh").merging(row.values(after: "DST days [points, Wh]")) { $1 }
        for (day, expected) in named {
            let curve = try #require(days.first { $0.day.description == day }?.readings.curve, place)
            #expect(curve.slots.count == expected.points, "\(row.name) \(day)")
            #expect(Double(curve.knownEnergy.wattMinutes) / 60 == expected.value, "\(row.name) \(day)")
        }
        let incomplete = days.filter { !$0.readings.curve.isComplete(on: $0.day) }
        let expectedIncomplete = row.incompleteDays
        #expect(incomplete.count == expectedIncomplete.count, place)
        for entry in incomplete {
            let expected = expectedIncomplete[entry.day.description]
            #expect(entry.readings.curve.knownMinutes == expected?.known, "\(row.name) \(entry.day)")
            #expect(entry.day.lengthInMinutes == expected?.length, "\(row.name) \(entry.day)")
        }
        let watts = days.flatMap { $0.readings.curve.slots.map(\.watts) }
        if let match = row.expected.firstMatch(of: /min\/max (\d+)\/(\d+) W; zeros (\d+)(?:; null lines (\d+))?/) {
            #expect(watts.min() == Int32(match.1), place)
            #expect(watts.max() == Int32(match.2), place)
            #expect(watts.count { $0 == 0 } == Int(match.3), place)
            if let empty = match.4 { #expect(file.statistics.emptyValues == Int(empty), place) }
        }
        print(
            "\(row.name): \(file.format.rawValue), \(file.statistics.slots) slots, \(energy.roundedWattHours) Wh,",
            "\(head.3) to \(head.4), \(named.count) named days, \(incomplete.count) incomplete,",
            "\(file.statistics.emptyValues) empty")
    }

    @Test func indexes() throws {
        let rows = manifest.rows("enedis/portal_index")
        #expect(!rows.isEmpty)
        for row in rows { try checkIndexes(row) }
    }

    private func checkIndexes(_ row: Manifest.Row) throws {
        let file = try EnedisFile.read(path: manifest.path(row))
        let head = try #require(
            row.expected.firstMatch(of: /(\d+) index rows (\S+)T\S*\.\.(\S+)T\S*; T difference (\d+) Wh/))
        let days = try #require(file.meters.first).days
        let counted = days.filter { $0.readings.indexesAtStart != nil }
        let first = try #require(counted.first)
        let last = try #require(counted.last)
        #expect(file.format == .indexes)
        #expect(file.statistics.indexes == Int(head.1))
        #expect(first.day.description == String(head.2))
        #expect(last.day.description == String(head.3))
        #expect(difference(first, last)?.roundedWattHours == Int64(head.4))
        #expect(file.issues == [])

        let registers = row.values(after: "per register")
        #expect(!registers.isEmpty)
        let (from, to) = try (#require(first.readings.indexesAtStart), #require(last.readings.indexesAtStart))
        for (name, expected) in registers {
            let value = { (indexes: MeterIndexes) -> Int64? in
                guard let number = Int(name.dropFirst()) else { return indexes.total }
                return name.hasPrefix("F") ? indexes.supplier[number - 1] : indexes.distributor[number - 1]
            }
            let change = try #require(value(to)) - #require(value(from))
            #expect(Double(change) == expected.value, "\(name)")
        }
        for (day, expected) in row.values(after: "days (Wh)").merging(
            row.values(after: "DST days"), uniquingKeysWith: { $1 })
        {
            let position = try #require(counted.firstIndex { $0.day.description == day })
            let energy = difference(counted[position], counted[position + 1])
            #expect(energy == Energy(wattHours: Int64(expected.value)), "\(day)")
        }
        print(
            "\(row.name): \(file.format.rawValue), \(file.statistics.indexes) indexes, \(file.statistics.maxPowers) maximum",
            "powers, \(first.day) to \(last.day), \(registers.count) registers")
    }

    /// Two files of one meter: the counters and the half-hours were published independently of each other.
    @Test func indexDifferencesAreTheSumsOfTheCurve() throws {
        let index = try #require(manifest.rows("enedis/portal_index").first)
        let counters = try #require(EnedisFile.read(path: manifest.path(index)).meters.first)
        let curve = try #require(
            manifest.rows("enedis/portal_curve").lazy
                .compactMap { try? EnedisFile.read(path: manifest.path($0), pdl: meter).meters.first }
                .first { $0.pdl == counters.pdl })
        let curves = Dictionary(uniqueKeysWithValues: curve.days.map { ($0.day, $0.readings) })
        var days = 0
        var total = Energy.zero
        for (entry, next) in zip(counters.days, counters.days.dropFirst()) where next.day == entry.day.next {
            guard let readings = curves[entry.day], readings.curve.isComplete(on: entry.day),
                let end = next.readings.indexesAtStart
            else { continue }
            let derived = DerivedDay(
                day: entry.day, direction: .consumption, readings: readings.merging(entry.readings), indexesAtEnd: end,
                contract: nil)
            #expect(derived.energySource == .index, "\(entry.day)")
            #expect(derived.energy == readings.curve.knownEnergy, "\(entry.day)")
            days += 1
            total += readings.curve.knownEnergy
        }
        #expect(days == 197)
        print("cross-check: \(days) days, the index difference equals the sum of the curve, \(total)")
    }

    @Test(arguments: [
        ("enedis/r63", EnedisFile.Format.r63, 1), ("enedis/edf", .edf, 2), ("enedis/xlsx", .startEnd, 18),
    ])
    func otherLoadCurves(kind: String, format: EnedisFile.Format, count: Int) throws {
        let rows = manifest.rows(kind).filter { $0.expected.contains(" points; total ") }
        #expect(rows.count >= count)
        for row in rows {
            try checkLoadCurve(row)
            let file = try EnedisFile.read(path: manifest.path(row), pdl: meter)
            #expect(file.format == format, "\(row.name)")
            // A workbook and an R63 file name their meter.
            #expect((file.meters.first?.pdl == meter) == (format == .edf), "\(row.name)")
            let origins = Set(file.meters.flatMap(\.days).flatMap(\.readings.curve.slots).map(\.origin))
            #expect(origins == [format == .edf ? .edfFile : .enedisFile], "\(row.name)")
        }
    }

    @Test func slotsWithBothEnds() throws {
        let row = try #require(manifest.rows("enedis/hal").first)
        let head = try #require(
            row.expected.firstMatch(
                of: /(\d+) points ([\d\/]+) W, (\d+) min, first start (\S+)Z; total (\d+) Wh/))
        let file = try EnedisFile.read(path: manifest.path(row), pdl: meter)
        let days = try #require(file.meters.first).days
        let slots = days.flatMap(\.readings.curve.slots)
        #expect(file.format == .startEnd)
        #expect(file.issues == [])
        #expect(slots.count == Int(head.1))
        #expect(slots.map(\.watts) == head.2.split(separator: "/").compactMap { Int32($0) })
        #expect(slots.allSatisfy { Int($0.minutes) == Int(head.3) })
        #expect(days.first.flatMap { $0.readings.curve.slots.first?.start(on: $0.day).description } == "\(head.4):00Z")
        let energy = days.reduce(Energy.zero) { $0 + $1.readings.curve.knownEnergy }
        #expect(energy.roundedWattHours == Int64(head.5))
        print(
            "\(row.name): \(file.format.rawValue), \(slots.count) slots, \(energy.roundedWattHours) Wh, from \(head.4)Z"
        )
    }

    @Test func dailySheets() throws {
        let rows = manifest.rows("enedis/xlsx").filter { $0.expected.contains("daily sheet") }
        #expect(!rows.isEmpty)
        for row in rows {
            let head = try #require(
                row.expected.firstMatch(of: /daily sheet, (\d+) days (\S+)\.\.(\S+), total ([\d.]+) kWh/))
            let file = try EnedisFile.read(path: manifest.path(row))
            let days = try #require(file.meters.first).days
            #expect(file.format == .days)
            #expect(file.issues == [])
            #expect(days.count == Int(head.1))
            #expect(days.first?.day.description == String(head.2))
            #expect(days.last?.day.description == String(head.3))
            let total = days.compactMap(\.readings.officialEnergy).reduce(.zero, +)
            #expect(total.roundedWattHours == Double(head.4).map { Int64(($0 * 1_000).rounded()) })
            let named = row.values(after: "days")
            #expect(!named.isEmpty)
            for (day, expected) in named {
                let energy = days.first { $0.day.description == day }?.readings.officialEnergy
                #expect(energy == Energy(wattHours: Int64((expected.value * 1_000).rounded())), "\(day)")
            }
            print("\(row.name): \(file.format.rawValue), \(days.count) days, \(total.roundedWattHours) Wh")
        }
    }

    /// Every file of Enedis and EDF is checked by one of the tests above.
    @Test func everyFileIsRead() throws {
        let rows = manifest.rows.filter { $0.kind.hasPrefix("enedis/") }
        #expect(rows.count == 29)
        for row in rows {
            let file = try EnedisFile.read(path: manifest.path(row), pdl: meter)
            #expect(file.statistics.points > 0, "\(row.name)")
        }
        print("\(rows.count) files of Enedis and EDF read")
    }

    private func difference(_ first: MeterReadings.Entry, _ last: MeterReadings.Entry) -> Energy? {
        guard let end = last.readings.indexesAtStart else { return nil }
        return first.readings.indexesAtStart?.energy(until: end)
    }
}
