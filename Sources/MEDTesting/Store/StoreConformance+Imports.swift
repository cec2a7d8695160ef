import MEDCore
import MEDStore

extension StoreConformance {
    static var importPromises: [StorePromise] {
        [
            StorePromise("newDaysGetGapFreeRevisions") { try await $0.newDaysGetGapFreeRevisions() },
            StorePromise("sameImportAgainChangesNothing") { try await $0.sameImportAgainChangesNothing() },
            StorePromise("overlappingImportsAgreeInAnyOrder") { try await $0.overlappingImportsAgreeInAnyOrder() },
            StorePromise("correctionRevisesExactlyTheChangedDay") {
                try await $0.correctionRevisesExactlyTheChangedDay()
            },
            StorePromise("countersDeriveTheDayBeforeAnew") { try await $0.countersDeriveTheDayBeforeAnew() },
            StorePromise("importIsOneTransaction") { try await $0.importIsOneTransaction() },
            StorePromise("oneMeterInSeveralPartsIsMerged") { try await $0.oneMeterInSeveralPartsIsMerged() },
            StorePromise("dayWithoutReadingsIsNoRecord") { try await $0.dayWithoutReadingsIsNoRecord() },
            StorePromise("absurdReadingsAreRefusedAsAWhole") { try await $0.absurdReadingsAreRefusedAsAWhole() },
        ]
    }

    /// Revisions of a stream's first import are 1 … n, in the order of days.
    public func newDaysGetGapFreeRevisions() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(40)
        let summary = try await scene.add(days)
        try expectEqual("summary", summary, ImportSummary(id: summary.id, newDays: 40))
        let stored = try await scene.documents()
        try expectEqual("revisions", stored.map(\.revision), (1...40).map(Int64.init))
        try expectEqual("days", stored.map(\.day), days.map(\.day))
        try expectEqual("readings", stored.map(\.readings), days.map(\.readings))
        let energies = days.map { entry in
            Energy(wattMinutes: Int64(entry.readings.curve.slots[0].watts) * Int64(entry.day.lengthInMinutes))
        }
        try expectEqual("energies", stored.map(\.energy), energies)
        try expectEqual("instants", Set(stored.map(\.recordedAt)), [scene.now])
    }

    /// The same facts again: no revision, no import, the known number in the summary.
    public func sameImportAgainChangesNothing() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(5)
        let summary = try await scene.add(days, name: "one.csv")
        let before = (try await scene.documents(), try await scene.store.imports())
        let again = try await scene.add(days, name: "copy of one.csv", at: scene.muchLater)
        try expectEqual("summary", again, ImportSummary(id: summary.id, unchangedDays: 5))
        try expectEqual("documents", try await scene.documents(), before.0)
        try expectEqual("imports", try await scene.store.imports(), before.1)
        try expectEqual("name", before.1.first?.name, "one.csv")
        try expectEqual("days of the import", before.1.first?.days, 5)
    }

    /// A value that could not be read again would make its day unreadable for ever: nothing of its import is written. The
    /// largest that are taken are read again, with what is derived of them.
    public func absurdReadingsAreRefusedAsAWhole() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(3)
        let (wattMinutes, wattHours) = (Int64(1) << 52, Int64(1) << 42)
        let late = UTCInstant(secondsSinceEpoch: 253_402_300_800)
        let absurd = [
            DayReadings(officialEnergy: Energy(wattMinutes: wattMinutes + 1)),
            DayReadings(officialEnergy: Energy(wattMinutes: -wattMinutes - 1)),
            DayReadings(indexesAtStart: MeterIndexes(total: wattHours + 1)),
            DayReadings(indexesAtStart: MeterIndexes(total: nil, supplier: [1, -1])),
            DayReadings(maxPower: MaxPower(power: ApparentPower(voltAmperes: 1), instant: late)),
        ]
        for readings in absurd {
            for kind in [ImportSource.Kind.file, .gateway] {
                var bad = days
                bad[1].readings = readings
                do {
                    _ = try await scene.add(bad, kind: kind)
                    throw ConformanceFailure("import of \(readings)", expected: "a refusal", found: "a success")
                } catch let error as StoreError {
                    try expectEqual("code", error.code, .outOfRange)
                }
            }
        }
        try expectEqual("days", try await scene.documents(), [])
        var largest = days
        let none = [Int64?](repeating: 0, count: 10)
        largest[0].readings = DayReadings(indexesAtStart: MeterIndexes(total: 0, supplier: none))
        largest[1].readings = DayReadings(
            indexesAtStart: MeterIndexes(total: wattHours, supplier: none.map { _ in wattHours }))
        largest[2].readings = DayReadings(officialEnergy: Energy(wattMinutes: wattMinutes))
        _ = try await scene.add(largest)
        try expectEqual("largest", try await scene.documents().map(\.readings), largest.map(\.readings))
    }

    /// Files that overlap and agree give the same documents in whatever order they come.
    public func overlappingImportsAgreeInAnyOrder() async throws {
        let all = SampleReadings.days(9)
        let files = [Array(all[0..<5]), Array(all[3..<8]), Array(all[1..<9])]
        var results: [[DayReadings]] = []
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let scene = try await StoreScene(self)
            var known = Set<Day>()
            for file in order.map({ files[$0] }) {
                let summary = try await scene.add(file)
                let new = Set(file.map(\.day)).subtracting(known)
                known.formUnion(new)
                try expectEqual(
                    "summary", summary,
                    ImportSummary(id: summary.id, newDays: new.count, unchangedDays: file.count - new.count))
            }
            let stored = try await scene.documents()
            try expectEqual("revisions", stored.map(\.revision).sorted(), (1...9).map(Int64.init))
            results.append(stored.map(\.readings))
        }
        for result in results { try expectEqual("readings", result, all.map(\.readings)) }
    }

    /// Of a file that differs in one day, that day alone gets a new revision, the stream's next.
    public func correctionRevisesExactlyTheChangedDay() async throws {
        let scene = try await StoreScene(self)
        var days = SampleReadings.days(6)
        try await scene.add(days)
        var expected = try await scene.revisions()
        days[2] = SampleReadings.day(days[2].day, watts: 999)
        let summary = try await scene.add(days)
        expected[days[2].day] = 7
        try expectEqual("summary", summary, ImportSummary(id: summary.id, correctedDays: 1, unchangedDays: 5))
        try expectEqual("revisions", try await scene.revisions(), expected)
        try expectEqual("readings", try await scene.documents()[2].readings, days[2].readings)
    }

    /// Counters at a midnight end the day before: its energy becomes known, and it alone is revised with them.
    public func countersDeriveTheDayBeforeAnew() async throws {
        let scene = try await StoreScene(self)
        try await scene.add((0..<3).map { SampleReadings.counters(scene.first.advanced(by: $0), total: 1_000) })
        try expectEqual("energies", try await scene.documents().map(\.energy), [.zero, .zero, nil])
        try await scene.add([SampleReadings.counters(scene.first.advanced(by: 3), total: 8_500)])
        let stored = try await scene.documents()
        try expectEqual("energies", stored.map(\.energy), [.zero, .zero, Energy(wattHours: 7_500), nil])
        try expectEqual("revised", stored.map { $0.revision > 3 }, [false, false, true, true])
        // A file that brings both days of which one ends the other.
        try await scene.add([
            SampleReadings.counters(scene.first.advanced(by: 5), total: 9_000),
            SampleReadings.counters(scene.first.advanced(by: 6), total: 9_600),
        ])
        try expectEqual(
            "last energies", try await scene.documents().map(\.energy).suffix(2), [Energy(wattHours: 600), nil])
    }

    /// A reader sees all of an import or nothing.
    public func importIsOneTransaction() async throws {
        let scene = try await StoreScene(self)
        let reader = try await open()
        let days = SampleReadings.days(400)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await scene.add(days) }
            var seen = 0
            while seen == 0 {
                seen = try await reader.documents(of: scene.pdl, .consumption, days: StoreScene.everyDay).count
                try expect("whole imports only", seen == 0 || seen == 400, found: "\(seen) days of 400")
            }
            try await group.waitForAll()
        }
    }

    /// A file may hold a meter in several parts (a curve, then its daily values): they are one contribution.
    public func oneMeterInSeveralPartsIsMerged() async throws {
        let scene = try await StoreScene(self)
        let curve = SampleReadings.day(scene.first, watts: 500)
        let daily = MeterReadings.Entry(
            day: scene.first, readings: DayReadings(officialEnergy: Energy(wattHours: 12_001)))
        let summary = try await scene.store.importReadings(
            [
                MeterReadings(pdl: scene.pdl, direction: .consumption, days: [curve]),
                MeterReadings(
                    pdl: scene.pdl, direction: .production, days: [SampleReadings.day(scene.first, watts: 1)]),
                MeterReadings(pdl: scene.pdl, direction: .consumption, days: [daily]),
            ], from: ImportSource(name: "parts.csv"), contracts: [:], at: scene.now)
        try expectEqual("summary", summary, ImportSummary(id: summary.id, newDays: 2))
        let stored = try await scene.documents()
        try expectEqual("readings", stored.map(\.readings), [curve.readings.merging(daily.readings)])
        let undone = try await scene.undo(summary)
        try expectEqual("undone", undone.removedDays, 2)
    }

    /// A day of which a file says nothing is not made a record.
    public func dayWithoutReadingsIsNoRecord() async throws {
        let scene = try await StoreScene(self)
        let summary = try await scene.add([
            MeterReadings.Entry(day: scene.first, readings: DayReadings()),
            SampleReadings.day(scene.first.next, watts: 1),
        ])
        try expectEqual("summary", summary, ImportSummary(id: summary.id, newDays: 1, unchangedDays: 1))
        try expectEqual("revisions", try await scene.revisions(), [scene.first.next: 1])
    }
}
