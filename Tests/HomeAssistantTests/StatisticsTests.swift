import MEDCore
import Testing

@testable import MEDExporters

/// Long-term statistics on a real Home Assistant: what its energy dashboard shows, day by day.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct StatisticsTests {
    private let march = days("2026-03-20", "2026-04-05")
    private let october = days("2026-10-15", "2026-11-15")

    private static func days(_ first: String, _ last: String) -> [Day] {
        guard let first = Day(first), let last = Day(last) else { return [] }
        return Array(first...last)
    }

    private func amounts(_ lane: StatisticsLane, _ days: [Day]) -> [DayDocument] {
        days.map { lane.day($0, wattHours: 5_000 + Int64($0.number) * 7_919 % 20_000) }
    }

    @Test func daysOf23And24And25Hours() async throws {
        let lane = try StatisticsLane()
        try await lane.send(amounts(lane, march + october))
        #expect(try await lane.changes(.consumption) == lane.expected)
        let (low, high) = (try await lane.changes(.register(.hc)), try await lane.changes(.register(.hp)))
        for (day, energy) in lane.expected { #expect(abs((low[day] ?? 0) + (high[day] ?? 0) - energy) < 0.000_01) }
        let cost = try await lane.changes(.cost)
        #expect(cost.count == march.count + october.count)
        for (day, low) in low { #expect(abs((cost[day] ?? 0) - low * 0.205 - (high[day] ?? 0) * 0.271) < 0.000_01) }
    }

    @Test func correctionChangesThatDayOnly() async throws {
        let lane = try StatisticsLane()
        try await lane.send(amounts(lane, october))
        let before = try await lane.changes(.consumption)
        try await lane.send([lane.day(october[5], wattHours: 1_234)])
        let after = try await lane.changes(.consumption)
        #expect(after == lane.expected)
        #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == [october[5].description])
    }

    @Test func earlierHistoryLater() async throws {
        let lane = try StatisticsLane()
        try await lane.send(amounts(lane, october))
        try await lane.send(amounts(lane, march))
        #expect(try await lane.changes(.consumption) == lane.expected)
    }

    @Test func existingStatisticIsAdopted() async throws {
        let lane = try StatisticsLane()
        let begin = march[0].start
        // Another tool: 1 kWh an hour for ten days before and five within what the store has.
        let earlier = (0..<360).map { hour in
            StatisticRow(
                start: begin.advanced(bySeconds: 3_600 * (hour - 240)), state: 1_000_000,
                sum: 7_000_000_000 + Int64(hour) * 1_000_000)
        }
        try await lane.seed(.consumption, earlier)
        try await lane.send(amounts(lane, march.filter { $0 != march[2] }))
        let changes = try await lane.changes(.consumption)
        for (day, energy) in lane.expected { #expect(changes[day] == energy) }
        #expect(changes[march[0].previous.description] == 24)
        #expect(changes[march[2].description] == nil)
    }

    @Test func connectionTest() async throws {
        let result = try await StatisticsLane().statistics.test()
        #expect(result.success, "\(String(describing: result.failure))")
        print("connection test: \(result.server ?? "?")")
    }

    @Test func retraction() async throws {
        let lane = try StatisticsLane()
        try await lane.send(amounts(lane, march))
        // The total, two registers, and what each of the three cost.
        #expect(try await lane.statistics.retract([lane.pdl]) == 6)
        let isGone = try await lane.statistics.withSession { session in
            while try await !session.isIdle() {}
            return try await session.call("recorder/get_statistics_metadata", returning: [StatisticMetadata].self) {
                HomeAssistantMessages.metadata(id: $0, of: StatisticKind.all.map { $0.id(of: lane.pdl) })
            }.isEmpty
        }
        #expect(isGone)
    }
}
