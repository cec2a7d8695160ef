import MEDCore
import MEDStore

extension StoreConformance {
    static var gatewayPromises: [StorePromise] {
        [
            StorePromise("sourceMemoryIsKept") { try await $0.sourceMemoryIsKept() },
            StorePromise("lastAnswerOfAGatewayCounts") { try await $0.lastAnswerOfAGatewayCounts() },
            StorePromise("answerWithoutNewsIsNoImport") { try await $0.answerWithoutNewsIsNoImport() },
            StorePromise("sameFileAfterAnAnswerIsAnImport") { try await $0.sameFileAfterAnAnswerIsAnImport() },
            StorePromise("windowAskedDailyDoesNotGrow") { try await $0.windowAskedDailyDoesNotGrow() },
            StorePromise("whatAnAnswerAloneSaysIsKept") { try await $0.whatAnAnswerAloneSaysIsKept() },
        ]
    }

    /// Bytes under a key, for every process; the last ones count.
    public func sourceMemoryIsKept() async throws {
        let scene = try await StoreScene(self)
        let key = "kit \(scene.pdl.digits)"
        try expectEqual("nothing remembered", try await scene.store.sourceMemory(key), nil)
        try await scene.store.setSourceMemory([1, 0, 255], for: key)
        try await scene.store.setSourceMemory([], for: key + "'")
        let other = try await open()
        try expectEqual("memory", try await other.sourceMemory(key), [1, 0, 255])
        try expectEqual("empty memory", try await other.sourceMemory(key + "'"), [])
        try await other.setSourceMemory([7], for: key)
        try expectEqual("new memory", try await scene.store.sourceMemory(key), [7])
    }

    /// A, B and A again end with A: an answer is not recognised as one that came before.
    public func lastAnswerOfAGatewayCounts() async throws {
        let scene = try await StoreScene(self)
        let answers = [100, 200, 100].map { SampleReadings.days(3, watts: $0) }
        for (index, answer) in answers.enumerated() {
            let summary = try await scene.answer(answer)
            let expected =
                index == 0 ? ImportSummary(id: summary.id, newDays: 3) : ImportSummary(id: summary.id, correctedDays: 3)
            try expectEqual("summary \(index)", summary, expected)
            try expect("a number", summary.id != nil)
            try expectEqual("readings \(index)", try await scene.documents().map(\.readings), answer.map(\.readings))
        }
        try expectEqual("revisions", try await scene.documents().map(\.revision), [7, 8, 9])
        // Files are recognised: the second A changes nothing.
        let other = try await StoreScene(self)
        for answer in answers { try await other.add(answer) }
        try expectEqual("files", try await other.documents().map(\.readings), answers[1].map(\.readings))
    }

    /// What is known anyway leaves neither a revision nor an import nor an import's day.
    public func answerWithoutNewsIsNoImport() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(5)
        let first = try await scene.answer(Array(days.prefix(4)))
        let before = (try await scene.documents(), try await scene.store.imports())
        let same = try await scene.answer(Array(days.prefix(4)))
        try expectEqual("summary", same, ImportSummary(id: nil, unchangedDays: 4))
        // Less than what is known, and a day without readings, is no news either.
        let empty = MeterReadings.Entry(day: scene.first.advanced(by: 9), readings: DayReadings())
        let less = try await scene.answer([days[1], empty])
        try expectEqual("summary", less, ImportSummary(id: nil, unchangedDays: 2))
        try expectEqual("documents", try await scene.documents(), before.0)
        try expectEqual("imports", try await scene.store.imports(), before.1)
        let next = try await scene.answer(days)
        try expectEqual("summary", next, ImportSummary(id: next.id, newDays: 1, unchangedDays: 4))
        let listed = try await scene.imports([first, next])
        try expectEqual("days", listed.map(\.days), [4, 1])
        try expectEqual("kinds", listed.map(\.kind), [.gateway, .gateway])
        // A meter that nothing is known of, and nothing is said of.
        let stranger = try await scene.add(
            [empty], name: StoreScene.gateway, kind: .gateway, pdl: SampleReadings.randomPDL())
        try expectEqual("summary", stranger, ImportSummary(id: nil, unchangedDays: 1))
    }

    /// What a gateway said already, the household may still import: taking the answer back leaves the file's days.
    public func sameFileAfterAnAnswerIsAnImport() async throws {
        let scene = try await StoreScene(self)
        let days = SampleReadings.days(2)
        let answer = try await scene.answer(days)
        let file = try await scene.add(days)
        try expectEqual("summary", file, ImportSummary(id: file.id, unchangedDays: 2))
        let listed = try await scene.imports([answer, file])
        try expectEqual("kinds", listed.map(\.kind), [.gateway, .file])
        let undone = try await scene.undo(answer)
        try expectEqual("undone", undone, ImportSummary(id: answer.id, unchangedDays: 2))
        try expectEqual("readings", try await scene.documents().map(\.readings), days.map(\.readings))

        // The other way round, after further news: what the gateway said is not given up because a file says it.
        let other = try await StoreScene(self)
        _ = try await other.answer(days)
        let same = try await other.add(days)
        let official = days.map {
            MeterReadings.Entry(day: $0.day, readings: DayReadings(officialEnergy: Energy(wattHours: 9)))
        }
        _ = try await other.answer(official)
        _ = try await other.undo(same)
        try expectEqual(
            "readings without the file", try await other.documents().map(\.readings),
            zip(days, official).map { $0.readings.merging($1.readings) })
    }

    /// Seven days asked each day, the last one still incomplete: as many imports' days as there are days.
    public func windowAskedDailyDoesNotGrow() async throws {
        let scene = try await StoreScene(self)
        let count = 30
        let whole = SampleReadings.days(count)
        func known(_ index: Int, at last: Int) -> MeterReadings.Entry {
            var entry = whole[index]
            if index == last { entry.readings.curve = LoadCurve(slots: Array(entry.readings.curve.slots.prefix(20))) }
            return entry
        }
        var summaries: [ImportSummary] = []
        for last in 0..<count {
            summaries.append(try await scene.answer((max(0, last - 6)...last).map { known($0, at: last) }))
        }
        summaries.append(try await scene.answer(Array(whole.suffix(7))))
        try expectEqual("readings", try await scene.documents().map(\.readings), whole.map(\.readings))
        let listed = try await scene.imports(summaries)
        try expectEqual("days of all imports", listed.reduce(0) { $0 + $1.days }, count)
        try expect("no import is empty", listed.allSatisfy { $0.days > 0 })
    }

    /// An earlier answer stays as long as it says something of its own: a part that later ones lack, a measured value that
    /// they only estimate, a value of another gateway.
    public func whatAnAnswerAloneSaysIsKept() async throws {
        let scene = try await StoreScene(self)
        let curve = SampleReadings.day(scene.first, watts: 500)
        let official = MeterReadings.Entry(
            day: scene.first, readings: DayReadings(officialEnergy: Energy(wattHours: 12_001)))
        let other = SampleReadings.day(scene.first, watts: 501)
        let corrected = SampleReadings.day(scene.first, watts: 502)
        let first = try await scene.answer([curve])
        let second = try await scene.answer([official])
        let elsewhere = try await scene.answer([other], of: "another gateway")
        let last = try await scene.answer([corrected])
        let listed = try await scene.imports([first, second, elsewhere, last])
        try expectEqual(
            "imports that are left", listed.map(\.id), [second.id, elsewhere.id, last.id].compactMap { $0 })
        let merged = corrected.readings.merging(official.readings)
        try expectEqual("readings", try await scene.documents().map(\.readings), [merged])
        _ = try await scene.undo(last)
        let left = other.readings.merging(official.readings)
        try expectEqual("readings after undoing the last", try await scene.documents().map(\.readings), [left])

        let day = scene.first.next
        let measured = SampleReadings.day(day, watts: 10)
        var estimated = SampleReadings.day(day, watts: 20, quality: .estimated)
        estimated.readings.officialEnergy = Energy(wattHours: 1)
        _ = try await scene.answer([measured])
        _ = try await scene.answer([estimated])
        let best = try await scene.documents().last
        try expectEqual("curve", best?.curve, measured.readings.curve)
        try expectEqual("energy", best?.energy, Energy(wattHours: 1))
    }
}

extension StoreScene {
    fileprivate static let gateway = "kit gateway"

    /// Writes an answer of a gateway.
    fileprivate func answer(
        _ days: [MeterReadings.Entry], of gateway: String = StoreScene.gateway
    ) async throws -> ImportSummary {
        try await add(days, name: gateway, kind: .gateway)
    }

    /// Those of the imports that the store remembers, in their order.
    fileprivate func imports(_ summaries: [ImportSummary]) async throws -> [ImportRecord] {
        let ids = Set(summaries.compactMap(\.id))
        return try await store.imports().filter { ids.contains($0.id) }.reversed()
    }
}
