import MEDCore
import MEDSources
import Testing

struct BackfillTests {
    private static let today = Day("2026-11-21")!
    private static let start = OracleCalendar.instant(today, hour: 11)

    @Test func twoMetersTakeTheFewestCalls() {
        var world = SyncWorld(.two, at: Self.start)
        world.run()
        let fewest = world.fewestCalls(on: Self.today)
        print("back-fill of two PDL, 8 series: \(world.calls.count) calls, fewest possible \(fewest),", terminator: " ")
        print("in \(world.now.seconds(since: Self.start)) s, ledger \(world.plan.ledger.encoded().count) bytes")
        #expect(world.calls.count == fewest)
        #expect(world.lacking.isEmpty)
        #expect(Set(world.calls.map(\.request)).count == world.calls.count)
        #expect(world.calls.allSatisfy { $0.fault == nil })
    }

    /// Whatever the date of the first sync, leap days and clock changes included.
    @Test(arguments: ["2024-02-29", "2025-03-30", "2025-10-26", "2026-03-01", "2027-01-01", "2028-02-29", "2026-12-31"])
    func theHistoryIsThatOfACalendar(text: String) throws {
        let today = try #require(Day(text))
        var world = SyncWorld(.two, at: OracleCalendar.instant(today, hour: 9))
        world.run()
        #expect(world.calls.count == world.fewestCalls(on: today))
        #expect(world.calls.allSatisfy { $0.fault == nil })
        #expect(world.lacking.isEmpty)
    }

    @Test func newestDaysComeFirst() {
        var world = SyncWorld(.two, at: Self.start)
        world.run()
        let ends = world.calls.map(\.request.days.upperBound)
        #expect(ends == ends.sorted(by: >))
        #expect(ends.prefix(8).allSatisfy { $0 == Self.today.previous })
        #expect(world.calls.prefix(3).map(\.request.kind) == [.dailyEnergy, .loadCurve, .maxPower])
    }

    @Test func aSecondSyncAsksForNothing() {
        var world = SyncWorld(.two, at: Self.start)
        world.run()
        let first = world.calls.count
        world.restart()
        world.now = world.now.advanced(bySeconds: 600)
        world.run()
        #expect(world.calls.count == first)
        #expect(world.nextLook == OracleCalendar.instant(Self.today.next, hour: 6))
    }

    @Test func theNextDayTakesOneCallPerSeries() {
        var world = SyncWorld(.two, at: Self.start)
        world.run()
        let first = world.calls.count
        for days in 1...10 {
            world.restart()
            world.run(until: OracleCalendar.instant(Self.today.advanced(by: days), hour: 23))
        }
        let looks = world.calls.dropFirst(first)
        print("ten days after: \(looks.count) calls for 8 series")
        #expect(looks.count == 80)
        let sevenDays = looks.allSatisfy { $0.request.days.count == 7 && !$0.request.usesCache }
        #expect(sevenDays)
        #expect(world.lacking.isEmpty)
    }

    @Test func threeWeeksOffTakeThreeCallsOfACurve() {
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
        world.run()
        let first = world.calls.count
        world.now = OracleCalendar.instant(Self.today.advanced(by: 21), hour: 11)
        world.restart()
        world.run()
        #expect(world.calls.dropFirst(first).map(\.request.kind).filter { $0 == .loadCurve }.count == 3)
        #expect(world.calls.count - first == 5)
        #expect(world.lacking.isEmpty)
    }

    @Test func whatTheStoreHasIsNotAsked() {
        var world = SyncWorld([SyncMeter(pdl: .house, consumption: [.loadCurve])], at: Self.start)
        let series = SyncSeries(pdl: .house, direction: .consumption, kind: .loadCurve)
        // A file brought everything but yesterday, a day that lacks its last slot, and two neighbours long ago.
        for day in OracleCalendar.firstDay(.loadCurve, Self.today)...Self.today.previous.previous {
            world.put(day.lengthInMinutes, series, day)
        }
        world.put(1_410, series, Day("2026-05-01")!)
        world.put(nil, series, Day("2025-10-26")!)
        world.put(nil, series, Day("2025-10-29")!)
        world.restart()
        world.run()
        #expect(world.calls.map(\.request.days.upperBound.description) == ["2026-11-20", "2026-05-01", "2025-10-29"])
        #expect(world.calls.map(\.request.days.count) == [7, 1, 4])
        #expect(world.lacking.isEmpty)
    }

    @Test func aContractTellsWhereToStop() {
        let moved = Self.today.advanced(by: -100)
        var world = SyncWorld([SyncMeter(pdl: .house, earliest: moved)], at: Self.start)
        world.run()
        #expect(world.calls.count == 15 + 1 + 1)
        #expect(world.calls.map(\.request.days.lowerBound).min() == moved)
    }

    @Test func productionHasNoPeak() {
        let meter = SyncMeter(pdl: .roof, consumption: [], production: [.dailyEnergy, .loadCurve, .maxPower])
        #expect(meter.series.map(\.kind) == [.dailyEnergy, .loadCurve])
    }
}
