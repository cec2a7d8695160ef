import Foundation
import GRDB
import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDStoreSQLite

/// A gateway that is asked every day for years.
@Suite(.timeLimit(.minutes(5)))
struct GatewayYearsTests {
    private let pdl = SampleReadings.randomPDL()
    private let now = UTCInstant(utcYear: 2034, month: 6, day: 1)

    /// Rows of the imports, of what they said, and of the days.
    private func counts(_ store: SQLiteStore) async throws -> [Int] {
        try await store.pool.read { database in
            try ["import", "contribution", "day_record"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1
            }
        }
    }

    private func answer(_ days: [MeterReadings.Entry], to store: SQLiteStore) async throws {
        _ = try await store.importReadings(
            [MeterReadings(pdl: pdl, direction: .consumption, days: days)],
            from: ImportSource(name: "gateway", kind: .gateway), contracts: [:], at: now)
    }

    @Test("Ten years of daily windows of seven days, yesterday incomplete: one contribution and one import a day")
    func tenYears() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.database)
        // An fsync after each of 3,653 answers would measure the machine's disk.
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        let count = 3_653
        let whole = SampleReadings.days(count, watts: 1)
        for last in 0..<count {
            var window = Array(whole[max(0, last - 6)...last])
            window[window.count - 1].readings.curve = LoadCurve(
                slots: Array(window[window.count - 1].readings.curve.slots.prefix(20)))
            try await answer(window, to: store)
        }
        try await answer(Array(whole.suffix(7)), to: store)
        let rows = try await counts(store)
        print(
            "ten years of daily windows: \(rows[0]) imports, \(rows[1]) contributions, \(rows[2]) days; "
                + "kept as they came it would be \(7 * count - 21 + 7) contributions")
        #expect(rows[0] <= count + 1)
        #expect(rows[1] == count)
        #expect(rows[2] == count)
        let documents = try await store.documents(
            of: pdl, .consumption, days: whole[0].day...whole[count - 1].day)
        #expect(documents.map(\.readings) == whole.map(\.readings))
    }

    @Test("A day that a gateway keeps changing its mind about: one contribution, whatever the number of answers")
    func flapping() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.database)
        for turn in 0..<200 {
            try await answer([SampleReadings.day(SampleReadings.firstDay, watts: Int32(turn % 3))], to: store)
        }
        let rows = try await counts(store)
        #expect(rows == [1, 1, 1])
    }

    @Test("Whatever answers and files come: what a day is equals the merge of what is kept of it")
    func whatIsKeptIsEnough() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.database)
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        var expected: [Day: DayReadings] = [:]
        for turn in 0..<400 {
            let entries = (0..<3).map { offset in
                var readings = DayReadings()
                let quality: ReadingQuality = Bool.random(using: &random) ? .measured : .estimated
                let step = [10, 30, 60].randomElement(using: &random) ?? 30
                let slots = stride(from: 0, to: 240, by: step).filter { _ in Bool.random(using: &random) }
                readings.curve = LoadCurve(
                    slots: slots.map {
                        LoadSlot(
                            startMinute: $0, minutes: step, watts: Int32.random(in: 0...2, using: &random),
                            quality: quality)
                    })
                if Bool.random(using: &random) {
                    readings.officialEnergy = Energy(wattHours: Int64.random(in: 0...2, using: &random))
                }
                return MeterReadings.Entry(day: SampleReadings.firstDay.advanced(by: offset), readings: readings)
            }
            let source =
                turn % 7 == 0
                ? ImportSource(name: "\(turn).csv")
                : ImportSource(name: "gateway \(Int.random(in: 0...1, using: &random))", kind: .gateway)
            // A file that was imported before is recognised: each is made different.
            let isFile = source.kind == .file
            let said = isFile ? entries.map { $0.adding(peak: Int32(turn)) } : entries
            _ = try await store.importReadings(
                [MeterReadings(pdl: pdl, direction: .consumption, days: said)], from: source, contracts: [:], at: now)
            for entry in said { expected[entry.day] = (expected[entry.day] ?? DayReadings()).merging(entry.readings) }
        }
        let stored = try await store.documents(
            of: pdl, .consumption, days: SampleReadings.firstDay...SampleReadings.firstDay.advanced(by: 2))
        for document in stored {
            #expect(document.readings == expected[document.day], "seed \(seed)")
            let (pdl, day) = (self.pdl, document.day)
            let kept = try await store.pool.read { database in
                let stream = try #require(try StreamRow.existing(.pdl(pdl), in: database))
                return try Contributions.merged(stream: stream.id, series: .consumption, day: day, in: database)
            }
            #expect(kept == document.readings, "seed \(seed)")
        }
        let rows = try await counts(store)
        print("400 imports of 3 days, seed \(seed): \(rows[1]) contributions kept")
        #expect(stored.count == 3)
    }
}

extension MeterReadings.Entry {
    fileprivate func adding(peak voltAmperes: Int32) -> MeterReadings.Entry {
        var entry = self
        entry.readings.maxPower = MaxPower(power: ApparentPower(voltAmperes: voltAmperes), instant: day.start)
        return entry
    }
}
