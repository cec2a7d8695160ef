import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// Long-term statistics on a real Home Assistant: what its energy dashboard shows, day by day.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct StatisticsTests {
    private let march = days("2026-03-20", "2026-04-05")
    private let september = days("2026-09-20", "2026-09-30")
    private let october = days("2026-10-20", "2026-11-05")

    private static func days(_ first: String, _ last: String) -> [Day] {
        Array(fixture(Day(first))...fixture(Day(last)))
    }

    private func amounts(_ lane: StatisticsLane, _ days: [Day]) -> [DayDocument] {
        days.map { lane.day($0, wattHours: 5_000 + Int64($0.number) * 7_919 % 20_000) }
    }

    /// The lines that Scripts/test-home-assistant shows.
    private func report(_ what: String, _ lane: StatisticsLane) { print("figure: \(what): \(lane.figures())") }

    @Test func aYearWithDaysOf23And25Hours() async throws {
        let lane = try await StatisticsLane(1)
        let year = Self.days("2025-11-15", "2026-11-15")
        try await lane.send(year.map { lane.day($0, wattHours: 1 + Int64($0.number) * 7_919 % 9_000, .production) })
        try await lane.shows(.production)
        let hours = try lane.changes(.production, by: "hour")
        #expect(hours.count <= 366 * 24)
        report("a year of production", lane)
    }

    @Test func peakAndOffPeakWithTheirCosts() async throws {
        let lane = try await StatisticsLane(2)
        try await lane.send(amounts(lane, march + october))
        try await lane.shows(.consumption)
        let low = lane.expected.mapValues { ($0 * 1_000 / 3).rounded(.down) / 1_000 }
        let high = lane.expected.merging(low) { (($0 - $1) * 1_000).rounded() / 1_000 }
        try await lane.shows(.register(.hc), low)
        try await lane.shows(.register(.hp), high)
        func cost(_ energy: [String: Double], _ register: TariffRegister) -> [String: Double] {
            energy.mapValues { ($0 * 1_000).rounded() * Double(StatisticsLane.price(register)) / 1e6 }
        }
        try await lane.shows(.registerCost(.hc), cost(low, .hc))
        let total = cost(low, .hc).merging(cost(high, .hp)) { (($0 + $1) * 1e6).rounded() / 1e6 }
        try await lane.shows(.cost, total)
        let hours = try lane.changes(.consumption, by: "hour")
        for (day, count) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)] {
            #expect(hours.count { $0.key.hasPrefix(day) } == count, "\(day)")
        }
        try lane.isCleanInTheDashboard([
            (.register(.hc), .registerCost(.hc)), (.register(.hp), .registerCost(.hp)),
        ])
        report("HC/HP with costs, days of 23 and 25 hours, energy/validate clean", lane)
    }

    @Test func registersOfTempo() async throws {
        let lane = try await StatisticsLane(3)
        let colors: [TempoColor] = [.blue, .white, .red]
        var wanted: [TariffRegister: [String: Double]] = [:]
        let documents = october.prefix(12).enumerated().map { number, day in
            // The hours before 06:00 are still of the colour of the day before.
            let (before, color) = (colors[(number + 2) / 2 % 3], colors[(number + 3) / 2 % 3])
            let energies = [
                (TariffRegister(before, offPeak: true), Int64(3_100)), (TariffRegister(color, offPeak: true), 1_070),
                (TariffRegister(color, offPeak: false), 9_000 + Int64(number)),
            ]
            var registers: [TariffRegister: Int64] = [:]
            for (register, energy) in energies { registers[register, default: 0] += energy }
            for (register, energy) in registers {
                wanted[register, default: [:]][day.description] = Double(energy) / 1_000
            }
            return lane.day(
                day, wattHours: 13_170 + Int64(number), tariff: .tempo,
                registers: registers.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) })
        }
        try await lane.send(documents)
        try await lane.shows(.consumption)
        #expect(wanted.count == 6)
        for (register, energies) in wanted { try await lane.shows(.register(register), energies) }
        try lane.isCleanInTheDashboard(wanted.keys.map { (.register($0), .registerCost($0)) })
        report("Tempo, 6 registers with costs, energy/validate clean", lane)
    }

    @Test func aCorrectedHourChangesThatDayOnly() async throws {
        let lane = try await StatisticsLane(4)
        func curve(_ watts: [Int: Int32]) -> LoadCurve {
            LoadCurve(slots: (0..<24).map { LoadSlot(startMinute: 60 * $0, minutes: 60, watts: watts[$0] ?? 400) })
        }
        let corrected = october[8]
        let known = lane.day(corrected, wattHours: 9_600, curve: curve([:]))
        try await lane.send(amounts(lane, october.filter { $0 != corrected }) + [known])
        try await lane.shows(.consumption)
        let (days, hours) = (try lane.changes(.consumption), try lane.changes(.consumption, by: "hour"))
        try await lane.send([lane.day(corrected, wattHours: 10_700, curve: curve([17: 1_500]))])
        try await lane.shows(.consumption)
        #expect(try lane.changes(.consumption).filter { days[$0.key] != $0.value } == [corrected.description: 10.7])
        #expect(
            try lane.changes(.consumption, by: "hour").filter { hours[$0.key] != $0.value }
                == ["\(corrected) 17:00 +0100": 1.5])
        report("a corrected hour", lane)
    }

    @Test func earlierHistoryLaterAndRestartsBetween() async throws {
        let lane = try await StatisticsLane(5)
        try await lane.send(amounts(lane, october))
        try await lane.shows(.consumption)
        try lane.house.restart()
        try await lane.send(amounts(lane, september))
        try await lane.shows(.consumption)
        try lane.house.restart()
        try await lane.send([lane.day(september[3], wattHours: 1_234)] + amounts(lane, [october[16].next]))
        try await lane.shows(.consumption)
        try lane.isCleanInTheDashboard([(.consumption, .cost)])
        report("earlier history later, 2 restarts, energy/validate clean", lane)
    }

    @Test func anExistingStatisticIsAdopted() async throws {
        let lane = try await StatisticsLane(6)
        // Another tool: 1 kWh an hour for eleven days before what the store has, fourteen within, and five beyond it.
        let begin = october[0].previous.start
        func rows(_ hours: Range<Int>) -> [StatisticRow] {
            hours.map {
                StatisticRow(
                    start: begin.advanced(bySeconds: 3_600 * $0), state: 1_000_000,
                    sum: 7_000_000_000 + Int64($0) * 1_000_000)
            }
        }
        try await lane.seed(.consumption, rows(-240..<360))
        let last = Int(october[16].end.seconds(since: begin) / 3_600)
        try await lane.seed(.consumption, rows(last - 24..<last + 120))
        func whole() -> [String: Double] {
            var days = lane.expected
            for number in 1...10 { days[october[0].advanced(by: -number).description] = 24 }
            for number in 1...5 { days[october[16].advanced(by: number).description, default: 24] += 0 }
            return days
        }
        func shows() async throws {
            // The eleventh day before has the tool's first row, of which only the sum is known.
            let first = october[0].advanced(by: -11).description
            let changes = try lane.changes(.consumption)
            try await lane.shows(.consumption, whole().merging([first: changes[first] ?? 0]) { $1 })
        }
        // One day is not in the store.
        try await lane.send(amounts(lane, october.filter { $0 != october[4] }))
        try await shows()
        try lane.house.restart()
        // The next day replaces the tool's, a correction moves the sums under its later rows.
        try await lane.send(amounts(lane, [october[16].next]))
        try await shows()
        try await lane.send([lane.day(october[2], wattHours: 777)])
        try await shows()
        try await lane.send(amounts(lane, [october[4]]))
        try await shows()
        try lane.isCleanInTheDashboard([(.consumption, .cost)])
        report("another tool's statistic adopted, energy/validate clean", lane)
    }

    @Test func sumsThatAHouseholdAdjustedArePutRight() async throws {
        let lane = try await StatisticsLane(7)
        try await lane.send(amounts(lane, october))
        try await lane.shows(.consumption)
        let id = StatisticKind.consumption.id(of: lane.pdl)
        // "Adjust sum" in Home Assistant's developer tools.
        _ = try lane.house.check(
            "ws",
            """
            {"type":"recorder/adjust_sum_statistics","statistic_id":"\(id)","start_time":"2026-10-24T10:00:00+00:00",\
            "adjustment":55.5,"adjustment_unit_of_measurement":"kWh"}
            """)
        try await lane.settle()
        #expect(try lane.changes(.consumption)["2026-10-24"] != lane.expected["2026-10-24"])
        try await lane.send([lane.day(october[1], wattHours: 4_321)])
        try await lane.shows(.consumption)
        report("sums adjusted by hand", lane)
    }

    @Test func clearedStatisticsAreNoticedAndSentAgain() async throws {
        let lane = try await StatisticsLane(8)
        try await lane.send(amounts(lane, march))
        // The total, two registers, and what each of the three cost.
        #expect(try await lane.statistics.retract([lane.pdl]) == 6)
        try await lane.settle()
        #expect(try lane.house.check("stat-ids", "myelectricaldata:\(lane.pdl.digits)") as? [String] == [])
        await #expect {
            try await lane.send(amounts(lane, [march[16].next]))
        } throws: { error in
            if case ExporterFault.lost = error { true } else { false }
        }
        lane.forget()
        try await lane.send(amounts(lane, march + [march[16].next]))
        try await lane.shows(.consumption)
        report("cleared and sent again", lane)
    }

    @Test func connectionTest() async throws {
        let lane = try await StatisticsLane(9)
        let result = await lane.statistics.test()
        #expect(result.success, "\(String(describing: result.failure))")
        print("figure: connection test: \(result.server ?? "?")")
    }
}
