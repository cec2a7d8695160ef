import MEDCore
import MEDStore

extension StoreConformance {
    static var undoPromises: [StorePromise] {
        [
            StorePromise("undoRestoresWhatTheOtherImportsMake") {
                try await $0.undoRestoresWhatTheOtherImportsMake()
            },
            StorePromise("undoOfTheOnlyImportLeavesTombstones") {
                try await $0.undoOfTheOnlyImportLeavesTombstones()
            },
            StorePromise("undoDerivesTheDayBeforeAnew") { try await $0.undoDerivesTheDayBeforeAnew() },
            StorePromise("undoTwiceIsRefused") { try await $0.undoTwiceIsRefused() },
            StorePromise("undoneImportCountsAgainWhenRepeated") {
                try await $0.undoneImportCountsAgainWhenRepeated()
            },
        ]
    }

    /// After undoing one of three overlapping imports, days are the merge of the other two, in their order.
    public func undoRestoresWhatTheOtherImportsMake() async throws {
        for undone in 0..<3 {
            let scene = try await StoreScene(self)
            let files = (0..<3).map { file in
                SampleReadings.days(6, from: scene.first.advanced(by: file * 2), watts: Int32(1_000 * (file + 1)))
            }
            var summaries: [ImportSummary] = []
            for file in files { summaries.append(try await scene.add(file)) }
            let before = try await scene.documents()
            let summary = try await scene.undo(summaries[undone])

            var expected: [Day: DayReadings] = [:]
            for (index, file) in files.enumerated() where index != undone {
                for entry in file {
                    expected[entry.day] = expected[entry.day]?.merging(entry.readings) ?? entry.readings
                }
            }
            let after = try await scene.documents()
            try expectEqual(
                "readings", after.reduce(into: [:]) { $0[$1.day] = $1.readings }, expected)
            for document in before {
                let now = after.first { $0.day == document.day }
                let isSame = now?.readings == document.readings
                try expect("a revision changes exactly with its day", (now?.revision == document.revision) == isSame)
            }
            try expectEqual("removed days", summary.removedDays, before.count - after.count)
            let touched = summary.removedDays + summary.correctedDays + summary.unchangedDays
            try expectEqual("touched days", touched, files[undone].count)
        }
    }

    /// What nobody says any more is delivered as a day without readings, under a new revision.
    public func undoOfTheOnlyImportLeavesTombstones() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        let summary = try await scene.add(SampleReadings.days(3))
        try await scene.deliverAll()
        let undone = try await scene.undo(summary)
        try expectEqual("summary", undone, ImportSummary(id: summary.id, removedDays: 3))
        try expectEqual("documents", try await scene.documents(), [])
        try expect("the meter is gone", try await scene.store.meters().allSatisfy { $0.pdl != scene.pdl })
        let claim = try await scene.claimOne()
        try expectEqual("revisions", claim.records.map(\.revision), [4, 5, 6])
        for record in claim.records {
            guard case .day(let document) = record.content else {
                throw ConformanceFailure("content", expected: "a day", found: "\(record.content)")
            }
            try expect("a tombstone has no readings", document.readings.isEmpty && document.energy == nil)
            try expect("a tombstone is a correction", record.isCorrection)
        }
        let marked = try await scene.store.imports().first { $0.id == summary.id }
        try expectEqual("undone at", marked?.undoneAt, scene.now)
    }

    /// Counters that are taken back no longer end the day before.
    public func undoDerivesTheDayBeforeAnew() async throws {
        let scene = try await StoreScene(self)
        try await scene.add([SampleReadings.counters(scene.first, total: 100)])
        let second = try await scene.add([SampleReadings.counters(scene.first.next, total: 350)])
        try expectEqual("energy", try await scene.documents().first?.energy, Energy(wattHours: 250))
        _ = try await scene.undo(second)
        let left = try await scene.documents()
        try expectEqual("days", left.map(\.day), [scene.first])
        try expectEqual("energy", left[0].energy, nil)
    }

    /// An import can be taken back once; an unknown one never.
    public func undoTwiceIsRefused() async throws {
        let scene = try await StoreScene(self)
        let summary = try await scene.add(SampleReadings.days(2))
        _ = try await scene.undo(summary)
        let unknown = ImportSummary(id: ImportID(number: .max))
        for refused in [summary, unknown] {
            do {
                _ = try await scene.undo(refused)
                throw ConformanceFailure(
                    "undo \(String(describing: refused.id))", expected: "a refusal", found: "a success")
            } catch let error as StoreError {
                try expectEqual("code", error.code, .notFound)
            }
        }
    }

    /// The facts of an undone import are news when they come again.
    public func undoneImportCountsAgainWhenRepeated() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(2)
        let first = try await scene.add(days)
        _ = try await scene.undo(first)
        let second = try await scene.add(days)
        guard let old = first.id, let new = second.id else {
            throw ConformanceFailure("imports of files", expected: "numbers", found: "none")
        }
        try expect("a new number", new > old)
        try expectEqual("summary", second, ImportSummary(id: second.id, newDays: 2))
        try expectEqual("revisions", try await scene.documents().map(\.revision), [5, 6])
    }
}
