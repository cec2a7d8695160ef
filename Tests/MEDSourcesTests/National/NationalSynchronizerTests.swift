import MEDCore
import Testing

@testable import MEDSources

/// The synchronizer between its sources and the store.
@Suite(.timeLimit(.minutes(5)))
struct NationalSynchronizerTests {
    /// The colours of a season's beginning, so that only the daily question is due.
    private func known(until last: String) throws -> [TempoData] {
        let end = try day(last)
        return try (end.advanced(by: -20)...end).map {
            TempoData(day: $0, color: .white, isFinal: true, recordedAt: try paris("2024-09-01 00:00"))
        }
    }

    @Test func provisionalThenFinal() async throws {
        let changes = try paris("2024-09-05 11:15")
        let tempo = ScriptedTempo { day, now in now < changes ? .blue : .red }
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [], store: store, seed: 1)
        let tomorrow = try day("2024-09-06")
        _ = try await synchronizer.look(at: paris("2024-09-05 08:00"))
        #expect(await store.tempoDays[tomorrow]?.color == .blue)
        #expect(await store.tempoDays[tomorrow]?.isFinal == false)
        let report = try await synchronizer.look(at: paris("2024-09-05 12:01"))
        #expect(await store.tempoDays[tomorrow]?.color == .red)
        #expect(await store.tempoDays[tomorrow]?.isFinal == true)
        // The days before are corrected, and that is said.
        #expect(report.corrections.map(\.day.description) == ["2024-09-03", "2024-09-04", "2024-09-05"])
        #expect(await synchronizer.nextLook == report.nextLook)
    }

    /// A service that is stopped must not wait for a server that has frozen, nor hold it against the source.
    @Test func cancellationEndsALook() async throws {
        let (asked, asking) = AsyncStream.makeStream(of: Void.self)
        let tempo = FrozenTempo(asking: asking)
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [], store: store, seed: 1)
        let now = try paris("2024-09-05 12:01")
        let look = Task { await synchronizer.look(at: now) }
        for await _ in asked { break }
        look.cancel()
        #expect(await look.value.failures.isEmpty)
        let memory = await store.memory(NationalSynchronizer.tempoKey)
        #expect(TempoSchedule(seed: 1, remembered: memory, at: now).isFree("frozen", at: now))
    }

    @Test func unknownStaysUnknown() async throws {
        let tempo = ScriptedTempo { day, now in nil }
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [], store: store, seed: 1)
        let report = try await synchronizer.look(at: paris("2024-09-05 12:01"))
        #expect(report.tempoCalls == 1 && report.tempoDaysWritten == 0)
        #expect(await store.tempoDays[try day("2024-09-06")] == nil)
        // Already provisional: what a source does not know takes nothing back.
        let provisional = TempoData(
            day: try day("2024-09-06"), color: .red, isFinal: false, recordedAt: try paris("2024-09-05 08:00"))
        let half = NationalMemoryStore(try known(until: "2024-09-05") + [provisional])
        let second = NationalSynchronizer(tempo: [tempo], ecowatt: [], store: half, seed: 1)
        _ = try await second.look(at: paris("2024-09-05 12:01"))
        #expect(await half.tempoDays[provisional.day] == provisional)
        let state = CurrentState(
            CurrentDocuments(tempo: await Array(store.tempoDays.values)), at: try paris("2024-09-05 12:01"))
        #expect(state.tempo?.tomorrow.color == nil)
    }

    /// The preferred source answers: the other is left alone. It does not know tomorrow, or fails: the other is asked.
    @Test(arguments: [0, 1, 2])
    func theOrderOfTheSources(preferred: Int) async throws {
        let first = ScriptedTempo("a") {
            (days: ClosedRange<Day>, now: UTCInstant) throws(GatewayFault) -> TempoAnswer in
            if preferred == 2 { throw .test(.transient(retryAfter: nil)) }
            var entries = TempoEntries(asked: days, at: now)
            for day in days where preferred == 0 || day != days.upperBound { entries.add(day, .red) }
            return entries.answer
        }
        let second = ScriptedTempo("b") { _, _ in .blue }
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let synchronizer = NationalSynchronizer(tempo: [first, second], ecowatt: [], store: store, seed: 1)
        let report = try await synchronizer.look(at: paris("2024-09-05 12:01"))
        let tomorrow = try day("2024-09-06")
        #expect(await second.calls.count == (preferred == 0 ? 0 : 1))
        #expect(report.tempoCalls == (preferred == 0 ? 1 : 2))
        #expect(await store.tempoDays[tomorrow]?.color == (preferred == 0 ? .red : .blue))
        if preferred == 1 {
            // Only what was missing is asked of the other one.
            #expect(await second.calls.map { $0.days } == [tomorrow...tomorrow])
        }
        // The next day the preferred one knows everything and says red: its word counts, once.
        guard preferred == 1 else { return }
        _ = try await synchronizer.look(at: paris("2024-09-06 12:01"))
        #expect(await store.tempoDays[tomorrow]?.color == .red)
    }

    @Test func aFinalColorIsCorrectedByThePreferredSourceOnly() async throws {
        let out = try paris("2024-09-06 00:00")
        let first = ScriptedTempo("a") {
            (days: ClosedRange<Day>, now: UTCInstant) throws(GatewayFault) -> TempoAnswer in
            if now > out { throw .test(.transient(retryAfter: nil)) }
            var entries = TempoEntries(asked: days, at: now)
            for day in days { entries.add(day, .white) }
            return entries.answer
        }
        let second = ScriptedTempo("b") { _, _ in .blue }
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let synchronizer = NationalSynchronizer(tempo: [first, second], ecowatt: [], store: store, seed: 1)
        _ = try await synchronizer.look(at: paris("2024-09-05 12:01"))
        let report = try await synchronizer.look(at: paris("2024-09-06 12:01"))
        // The other one fills tomorrow in; what the preferred one said of today stays.
        #expect(await store.tempoDays[try day("2024-09-07")]?.color == .blue)
        #expect(await store.tempoDays[try day("2024-09-06")]?.color == .white)
        #expect(report.corrections == [])
        #expect(report.failures.map(\.source) == ["a"])
    }

    @Test func aStoreThatCannotBeWrittenTo() async throws {
        let tempo = ScriptedTempo { _, _ in .blue }
        let ecowatt = ScriptedEcowatt()
        let store = NationalMemoryStore()
        await store.setReadOnly(true)
        let synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [ecowatt], store: store, seed: 1)
        let now = try paris("2024-09-05 12:01")
        let report = await synchronizer.look(at: now)
        // A call that cannot be remembered is not made.
        #expect(await tempo.calls.isEmpty)
        #expect(await ecowatt.calls.isEmpty)
        #expect(report.failures.map(\.source) == [nil, nil])
        #expect(report.nextLook == now.advanced(bySeconds: 300))
        await store.setReadOnly(false)
        let next = await synchronizer.look(at: now.advanced(bySeconds: 300))
        #expect(next.tempoCalls > 0 && next.ecowattCalls == 1)
    }

    @Test func ecowattGoesIntoTheStoreAsItIs() async throws {
        let ecowatt = ScriptedEcowatt()
        let store = NationalMemoryStore()
        let synchronizer = NationalSynchronizer(tempo: [], ecowatt: [ecowatt], store: store, seed: 1)
        let now = try paris("2024-09-05 12:01")
        let report = await synchronizer.look(at: now)
        #expect(report.ecowattDaysWritten == 1)
        let stored = try #require(await store.ecowattDays[try day("2024-09-05")])
        #expect(stored.hours[0...3] == [0, nil, 3, nil])
        let again = await synchronizer.look(at: now.advanced(bySeconds: 899), force: true)
        #expect(again.ecowattCalls == 0)
        let later = await synchronizer.look(at: now.advanced(bySeconds: 900), force: true)
        #expect(later.ecowattCalls == 1)
    }

    /// A program that ends while a source is slow: nothing is waited for, and the source is not held for it afterwards.
    @Test func aCancelledLookEndsAndBlamesNobody() async throws {
        let (asked, announce) = AsyncStream.makeStream(of: Void.self)
        let ecowatt = ScriptedEcowatt()
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let now = try paris("2024-09-05 12:01")
        let synchronizer = NationalSynchronizer(
            tempo: [SilentTempo(announce: announce)], ecowatt: [ecowatt], store: store, seed: 1)
        let look = Task { await synchronizer.look(at: now) }
        for await _ in asked { break }
        look.cancel()
        #expect(await look.value.failures.isEmpty)
        #expect(await ecowatt.calls.isEmpty)
        let remembered = await store.memory(NationalSynchronizer.tempoKey)
        #expect(TempoSchedule(seed: 1, remembered: remembered, at: now).isFree("silent", at: now))
        // The next one is made as if nothing had been.
        let second = NationalSynchronizer(
            tempo: [ScriptedTempo { _, _ in .blue }], ecowatt: [ecowatt], store: store, seed: 1)
        #expect(await second.look(at: now.advanced(bySeconds: 61), force: true).tempoCalls == 1)
        #expect(await ecowatt.calls.count == 1)
    }

    /// Of looks that are asked for at the same time one is made, and forced ones in a row find nothing due.
    @Test func looksDoNotOverlap() async throws {
        let tempo = ScriptedTempo { _, _ in .blue }
        let ecowatt = ScriptedEcowatt()
        let store = NationalMemoryStore(try known(until: "2024-09-05"))
        let synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [ecowatt], store: store, seed: 1)
        let now = try paris("2024-09-05 12:01")
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { _ = await synchronizer.look(at: now, force: number.isMultiple(of: 2)) }
            }
        }
        #expect(await tempo.calls.count == 1)
        #expect(await ecowatt.calls.count == 1)
    }
}

/// Answers nothing until it is cancelled.
private struct FrozenTempo: TempoSource {
    let name = "frozen"
    let daysPerCall = 366
    let asking: AsyncStream<Void>.Continuation

    func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        asking.yield()
        try? await Task.sleep(for: .seconds(3_600))
        throw .test(.transient(retryAfter: nil))
    }
}
