import MEDCore
import MEDTesting
import TestServers
import Testing

@testable import MEDExporters

/// Days that a household could have, from a seed.
func randomDays(_ days: ClosedRange<Day>, seed: UInt64, _ direction: Direction = .consumption) -> [DayDocument] {
    var generator = SeededGenerator(seed: seed)
    return days.map { day in
        let wattHours = Int64.random(in: 1_000...30_000, using: &generator)
        let peak = Int64.random(in: 0...wattHours, using: &generator)
        return document(
            day, direction, wattHours: wattHours,
            registers: [(.hc, Energy(wattHours: wattHours - peak)), (.hp, Energy(wattHours: peak))])
    }
}

@Suite(.timeLimit(.minutes(5)))
struct StatisticsExportTests {
    private let october = fixture(Day("2026-10-01"))...fixture(Day("2026-11-10"))

    @Test(arguments: ["2024.3.3", "2025.10.4", "2025.11.0", "2026.11.0"])
    func daysAreWhatTheStoreHas(version: String) async throws {
        let home = try await FakeHomeAssistant.started(version: version)
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 1)
        let result = try await lane.send(days)
        for document in days {
            guard case .delivered(.verified) = result.outcome(for: document.key) else {
                Issue.record("\(document.day): \(String(describing: result.outcome(for: document.key)))")
                continue
            }
        }
        // Days of 24 and 25 hours, cut by Python's zoneinfo.
        #expect(try await home.days("consumption") == lane.expected)
        let (low, high) = (try await home.days("hc_consumption"), try await home.days("hp_consumption"))
        for (day, energy) in lane.expected {
            #expect(abs((low[day] ?? 0) + (high[day] ?? 0) - energy) < 0.000_01)
        }
        // The first row begins at its own value, and there are 25 on the October day.
        let rows = try await home.rows("consumption")
        #expect(rows.count == 41 * 24 + 1)
        #expect(rows[0][1] == rows[0][2])
        #expect(home.errors.isEmpty)
    }

    @Test func dayByDay() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        for document in randomDays(october, seed: 2).prefix(30) { try await lane.send([document]) }
        #expect(try await home.days("consumption") == lane.expected)
        // 30 days, 3 statistics: what was there is not sent again.
        let imports = try await home.messages().filter { $0.contains("import_statistics") }
        #expect(imports.count == 90)
    }

    @Test func correctionChangesThatDayOnly() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 3)
        try await lane.send(days)
        let before = try await home.days("consumption")
        let corrected = document(days[7].day, wattHours: 99_000, registers: [])
        try await lane.send([corrected])
        let after = try await home.days("consumption")
        #expect(after == lane.expected)
        #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == [days[7].day.description])
        // Its registers are not known any more: nothing is left of them.
        #expect(try await home.days("hc_consumption")[days[7].day.description] == nil)
        // The same total in other hours: later rows are not sent again.
        try await home.set(["forget": true])
        let curve = LoadCurve(slots: [LoadSlot(startMinute: 0, minutes: 60, watts: 500)])
        try await lane.send([document(days[7].day, wattHours: 99_000, registers: [], curve: curve)])
        #expect(try await home.days("consumption") == lane.expected)
        let sent = try await home.messages().filter { $0.contains("_consumption\",\"name") }
        #expect(sent.count == 3)
        #expect(sent.allSatisfy { $0.split(separator: "\"start\"").count - 1 <= 24 })
    }

    @Test(arguments: 0..<6)
    func anyOrder(seed: Int) async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        var generator = SeededGenerator(seed: UInt64(seed))
        var days = randomDays(october, seed: UInt64(seed)).shuffled(using: &generator)
        // Some come again with other values, some without any.
        for _ in 0..<10 {
            let old = days[Int.random(in: 0..<days.count, using: &generator)]
            let wattHours = Bool.random(using: &generator) ? Int64.random(in: 0...9_999, using: &generator) : nil
            days.append(document(old.day, wattHours: wattHours, registers: []))
        }
        while !days.isEmpty {
            let count = min(days.count, Int.random(in: 1...12, using: &generator))
            let batch = Dictionary(days.prefix(count).map { ($0.day, $0) }) { $1 }.values
            days.removeFirst(count)
            try await lane.send(Array(batch))
        }
        #expect(try await home.days("consumption") == lane.expected.filter { $0.value != 0 }, "seed \(seed)")
    }

    @Test func earlierHistoryMovesTheAnchor() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 4)
        try await lane.send(Array(days.suffix(10)))
        try await lane.send(Array(days.prefix(20)))
        #expect(try await home.days("consumption") == lane.expected)
        let rows = try await home.rows("consumption")
        #expect(rows[0][1] == rows[0][2])
    }

    @Test func existingStatisticIsAdopted() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 5)
        // Another tool: hours of 1 kWh from 20 September to 20 October, and 3 hours beyond all that the store has.
        let begin = fixture(Day("2026-09-20")).start
        var foreign = (0..<24 * 30).map { (begin.advanced(bySeconds: 3_600 * $0), 5_000 + Double($0)) }
        let late = fixture(Day("2026-11-15")).start
        foreign += (1...3).map { (late.advanced(bySeconds: 3_600 * $0), 5_719 + Double($0)) }
        try await home.seed("consumption", foreign)
        // The store has a hole, in which the other tool has rows.
        let known = days.filter { $0.day != fixture(Day("2026-10-10")) }
        try await lane.send(known)
        let changes = try await home.days("consumption")
        for (day, energy) in lane.expected { #expect(changes[day] == energy) }
        #expect(changes["2026-09-25"] == 24)
        #expect(changes["2026-10-10"] == nil)
        #expect(changes["2026-11-15"] == 3)
        // The same offset, whatever comes later.
        try await lane.send([document(fixture(Day("2026-10-10")), wattHours: 7_000, registers: [])])
        let later = try await home.days("consumption")
        for (day, energy) in lane.expected { #expect(later[day] == energy) }
        #expect(later["2026-09-25"] == 24)
        // Earlier history goes over the other tool's rows.
        try await lane.send(randomDays(fixture(Day("2026-09-22"))...fixture(Day("2026-09-30")), seed: 6))
        let latest = try await home.days("consumption")
        for (day, energy) in lane.expected { #expect(latest[day] == energy) }
        #expect(latest["2026-09-21"] == 24)
    }

    @Test func longHistoryInManyMessagesAndCalls() async throws {
        let home = try await FakeHomeAssistant.started()
        // Each look at the clock costs 8 s: a call ends after a few windows.
        let lane = try StatisticsLane(home.url, ticks: 8)
        let days = lane.store(randomDays(fixture(Day("2023-11-10"))...fixture(Day("2026-11-10")), seed: 7))
        var waiting = days
        while !waiting.isEmpty, lane.calls < 20 {
            let result = try await lane.deliver(waiting)
            waiting.removeAll { if case .delivered = result.outcome(for: $0.key) { true } else { false } }
        }
        print("3 years of 3 statistics in \(lane.calls) calls")
        #expect(lane.calls > 1)
        #expect(lane.calls < 6)
        #expect(try await home.days("consumption") == lane.expected)
        #expect(home.errors.isEmpty)
    }

    @Test func connectionThatBreaksInTheMiddle() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = lane.store(randomDays(october, seed: 8))
        try await home.set(["die_after": 1])
        await #expect { try await lane.deliver(days) } throws: { error in
            if case ExporterFault.unreachable = error { true } else { false }
        }
        try await home.set(["die_after": 1_000])
        try await lane.deliver(days)
        #expect(try await home.days("consumption") == lane.expected)
    }

    @Test func wipedHomeAssistantIsNoticed() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 9)
        try await lane.send(Array(days.dropLast()))
        try await home.set(["wipe": true])
        await #expect { try await lane.send([days[40]]) } throws: { error in
            if case ExporterFault.lost = error { true } else { false }
        }
        lane.forget()
        try await lane.send(days)
        #expect(try await home.days("consumption") == lane.expected)
    }

    @Test func rowsThatAreNotWrittenAreTriedAgain() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url, patience: .milliseconds(300))
        try await home.set(["drop": true])
        let days = lane.store(randomDays(october, seed: 10))
        let result = try await lane.deliver(days)
        guard case .retry = result.outcome(for: days[0].key) else {
            Issue.record("\(String(describing: result.outcome(for: days[0].key)))")
            return
        }
        // Nothing is remembered of what was not written: as from the beginning, with more patience.
        #expect(result.states.isEmpty)
        try await home.set(["drop": false])
        let patient = try StatisticsLane(home.url)
        try await patient.deliver(patient.store(days))
        #expect(try await home.days("consumption") == lane.expected)
    }

    @Test func slowHomeAssistantIsNotSentTheSameTwice() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url, patience: .milliseconds(300))
        try await home.set(["paused": true])
        let days = randomDays(october, seed: 12)
        let batch = lane.store(Array(days.dropLast()))
        // Taken, and not written while there is patience.
        let result = try await lane.deliver(batch)
        #expect(result.outcome(for: batch[0].key) == .delivered(.acknowledged))
        let last = lane.store([days[40]])
        await #expect { try await lane.deliver(last) } throws: { error in
            if case ExporterFault.unreachable = error { true } else { false }
        }
        try await home.set(["paused": false])
        // The last of the three statistics is written: 40 days, one of 25 hours.
        while try await home.rows("hp_consumption").count < 961 { try await Task.sleep(for: .milliseconds(10)) }
        try await lane.deliver(last)
        while try await home.days("consumption") != lane.expected { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func whatIsBeingWrittenIsNotLost() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url, patience: .seconds(3))
        try await home.set(["paused": true])
        let days = randomDays(october, seed: 13)
        let batch = lane.store(Array(days.dropLast()))
        #expect(try await lane.deliver(batch).outcome(for: batch[0].key) == .delivered(.acknowledged))
        // The last message is taken from the queue, and written after two more looks at it.
        try await home.set(["paused": false, "hold": 2])
        try await lane.send([days[40]])
        #expect(try await home.days("consumption") == lane.expected)
    }

    @Test func productionAndEmptyDays() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        try await lane.send(randomDays(october, seed: 11, .production))
        #expect(try await home.days("production") == lane.expected)
        #expect(try await home.names() == ["myelectricaldata:12345678901234_production"])
        let nothing = try StatisticsLane("http://127.0.0.1:1")
        let empty = document(january15, wattHours: nil, registers: [])
        #expect(try await nothing.send([empty]).outcome(for: empty.key) == .skipped(.noValue))
    }
}
