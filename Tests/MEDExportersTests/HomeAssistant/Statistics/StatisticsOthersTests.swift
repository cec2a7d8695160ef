import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// Rows and sums in Home Assistant that are not what the lane left there.
@Suite(.timeLimit(.minutes(5)))
struct StatisticsOthersTests {
    private let october = fixture(Day("2026-10-01"))...fixture(Day("2026-11-10"))

    private func day(_ text: String, _ wattHours: Int64) -> DayDocument {
        document(fixture(Day(text)), wattHours: wattHours, registers: [])
    }

    @Test func sumsThatWereChangedArePutRightToTheirEnd() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 21)
        try await lane.send(days)
        // "Adjust sum" of Home Assistant's own page moves all that follow.
        let rows = try await home.rows("consumption").map { row in
            (UTCInstant(secondsSinceEpoch: Int64(row[0] ?? 0)), (row[2] ?? 0) + 100)
        }
        try await home.seed("consumption", rows)
        #expect(try await home.days("consumption") != lane.expected)
        try await lane.send([document(days[3].day, wattHours: 1_234, registers: [])])
        #expect(try await home.days("consumption") == lane.expected)
    }

    @Test func anotherToolGoesOnBeyondTheStore() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        // 1 kWh an hour from 5 to 19 November.
        let begin = fixture(Day("2026-11-05")).start
        try await home.seed(
            "consumption", (0..<24 * 15).map { (begin.advanced(bySeconds: 3_600 * $0), 5_000 + Double($0)) })
        try await lane.send(randomDays(october, seed: 22))
        func others(_ days: [Int], line: Int = #line) async throws {
            let changes = try await home.days("consumption")
            for (day, energy) in lane.expected { #expect(changes[day] == energy, "\(day), line \(line)") }
            let late = changes.filter { $0.key > "2026-11-10" && lane.expected[$0.key] == nil }
            #expect(late == Dictionary(uniqueKeysWithValues: days.map { ("2026-11-\($0)", 24) }), "line \(line)")
        }
        try await others(Array(11...19))
        // The days that come every day replace the other tool's.
        try await lane.send([day("2026-11-11", 7_000)])
        try await others(Array(12...19))
        try await lane.send([day("2026-11-12", 31_000)])
        try await others(Array(13...19))
        // A correction moves the sums under them.
        try await lane.send([day("2026-10-20", 1_000)])
        try await others(Array(13...19))
        // What it has within a hole of the store is not known.
        try await lane.send([day("2026-11-14", 9_000)])
        try await others(Array(15...19))
        // Earlier history begins the statistic earlier.
        try await lane.send([day("2026-09-28", 6_500)])
        try await others(Array(15...19))
    }

    @Test func earlierHistoryLeavesTheHoleEmpty() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 25)
        // From 2 November on; then the first five days of October.
        try await lane.send(Array(days.suffix(9)))
        try await lane.send(Array(days.prefix(5)))
        #expect(try await home.days("consumption") == lane.expected)
        // Each row costs Home Assistant a millisecond or more.
        #expect(try await home.rows("consumption").count == 14 * 24)
    }

    @Test func aForgottenStateIsMadeAgainInBatches() async throws {
        let home = try await FakeHomeAssistant.started()
        let lane = try StatisticsLane(home.url)
        let days = randomDays(october, seed: 23)
        try await lane.send(days)
        lane.forget()
        // One day has another value than what is there.
        let changed = document(days[5].day, wattHours: 99, registers: [])
        var stored = lane.store(days.map { $0.day == changed.day ? changed : $0 })
        while !stored.isEmpty {
            try await lane.deliver(Array(stored.prefix(10)))
            stored.removeFirst(min(10, stored.count))
        }
        #expect(try await home.days("consumption") == lane.expected)
        let rows = try await home.rows("consumption")
        #expect(rows[0][1] == rows[0][2])
    }

    @Test func aCallThatIsOverItsBudgetDoesNotWaitLong() async throws {
        let home = try await FakeHomeAssistant.started()
        // Each look at the clock costs a minute: the budget is spent before the first row.
        let lane = try StatisticsLane(home.url, ticks: 60, patience: .seconds(3_000), grace: .milliseconds(50))
        try await home.set(["paused": true])
        let days = lane.store(randomDays(october, seed: 24))
        let result = try await lane.deliver(days)
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
    }
}
