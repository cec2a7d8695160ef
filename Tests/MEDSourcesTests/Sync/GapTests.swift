import MEDCore
import MEDSources
import Testing

struct GapTests {
    private static let today = Day("2025-03-10")!
    private static let start = OracleCalendar.instant(today, hour: 11)
    private static let curve = SyncSeries(pdl: .house, direction: .consumption, kind: .loadCurve)
    private static let meter = SyncMeter(pdl: .house, consumption: [.loadCurve])

    /// A day that never comes, followed until Enedis forgets it.
    @Test func aGapIsAskedLessAndLess() {
        let gap = Self.today.next
        var world = SyncWorld([Self.meter], at: Self.start, phase: SyncPhase(installation: "house"))
        world.holding = { _, day, _ in day == gap ? 0 : 1 }
        world.run()
        let before = world.calls.count
        world.run(until: Self.start.advanced(bySeconds: 780 * 86_400))
        let asked = world.calls.filter { $0.request.days.contains(gap) }
        let own = asked.filter { $0.request.days.upperBound.distance(to: Day(containing: $0.instant)) > 1 }
        print(
            "a gap: asked \(asked.count) times until forgotten, \(own.count) calls of its own, at days", terminator: " "
        )
        print(own.map { String(gap.distance(to: Day(containing: $0.instant))) }.joined(separator: " "))
        #expect(world.calls.count - before - own.count <= 780 + 2, "one look a day, one more for a late yesterday")
        #expect((8...24).contains(own.count))
        let last = asked.last.map { gap.distance(to: Day(containing: $0.instant)) }
        #expect(last ?? 0 > 600 && last ?? 0 <= 747)
        for (earlier, later) in zip(own.dropFirst(), own.dropFirst(2)) {
            #expect(later.instant.seconds(since: earlier.instant) <= 91 * 86_400)
            #expect(later.instant.seconds(since: earlier.instant) >= 7 * 86_400)
        }
        #expect(world.plan.ledger.gap(on: gap, of: Self.curve) == nil, "forgotten with the history")
    }

    @Test func neighboursShareACall() {
        let gaps = Set((0..<4).map { Self.today.advanced(by: 1 + $0) })
        var world = SyncWorld([Self.meter], at: Self.start)
        world.holding = { _, day, _ in gaps.contains(day) ? 0 : 1 }
        world.run()
        let before = world.calls.count
        world.run(until: Self.start.advanced(bySeconds: 120 * 86_400))
        let retries = world.calls.dropFirst(before).filter {
            $0.request.days.upperBound.distance(to: Day(containing: $0.instant)) > 1
        }
        #expect(retries.count { Set($0.request.days) == gaps } >= 4)
        print("four days missing: \(retries.count) calls of their own in 120 days")
        #expect(retries.count <= 8)
    }

    /// Yesterday is not there in the morning, as Enedis does on some days.
    @Test(arguments: [10, 23, 36, 80, 24 * 9])
    func aLateDayArrives(hoursLate: Int) throws {
        let late = Self.today.advanced(by: 3)
        let available = OracleCalendar.instant(late.next, hour: 0).advanced(bySeconds: hoursLate * 3_600)
        var world = SyncWorld([Self.meter], at: Self.start, phase: SyncPhase(installation: "c"))
        world.holding = { _, day, now in day != late || now >= available ? 1 : 0 }
        world.run(until: Self.start.advanced(bySeconds: 25 * 86_400))
        #expect(world.lacking.isEmpty)
        let came = try #require(world.calls.first { $0.request.days.contains(late) && $0.instant >= available })
        let delay = came.instant.seconds(since: available)
        print("a day that is there \(hoursLate) h after midnight: fetched \(delay / 3_600) h later")
        #expect(delay <= (hoursLate < 150 ? 24 : 9 * 24) * 3_600)
        #expect(world.calls.count <= world.fewestCalls(on: Self.today) + 25 + 3)
    }

    /// A day with 30 of its 48 half-hours is a gap until the rest has come.
    @Test func aPartialDayIsCompleted() {
        let partial = Self.today.advanced(by: 2)
        let available = OracleCalendar.instant(partial.advanced(by: 3), hour: 12)
        var world = SyncWorld([Self.meter], at: Self.start)
        world.holding = { _, day, now in day != partial || now >= available ? 1 : 0.625 }
        world.run(until: OracleCalendar.instant(partial.advanced(by: 2), hour: 12))
        #expect(world.plan.missingDays(of: Self.curve) == [partial])
        #expect(world.plan.ledger.gap(on: partial, of: Self.curve)?.times == 3)
        world.run(until: OracleCalendar.instant(partial.advanced(by: 4), hour: 12))
        #expect(world.plan.missingDays(of: Self.curve).isEmpty)
        #expect(world.lacking.isEmpty)
    }

    @Test func aWeekOfCorrectionsRidesAlong() {
        var world = SyncWorld([Self.meter], at: Self.start)
        world.run()
        let day = Self.today
        world.run(until: OracleCalendar.instant(day.advanced(by: 20), hour: 12))
        #expect(world.calls.count { $0.request.days.contains(day) } == 7)
        #expect(world.calls.count == world.fewestCalls(on: Self.today) + 20)
    }

    @Test func theHouseholdMayAskAtOnce() {
        let gap = Self.today.advanced(by: -200)
        var world = SyncWorld([Self.meter], at: Self.start)
        world.holding = { _, day, _ in day == gap ? 0 : 1 }
        world.run()
        let before = world.calls.count
        world.askAgain(.house, gap...gap)
        world.run()
        #expect(world.calls.count == before + 1)
        #expect(world.calls.last?.request.days == gap...gap)
        #expect(world.calls.last?.request.usesCache == false, "a cache may have kept the gap")
    }

    @Test func whatIsCompleteInAFileIsNoGapAnyMore() {
        let gap = Self.today.advanced(by: -200)
        var world = SyncWorld([Self.meter], at: Self.start)
        world.holding = { _, day, _ in day == gap ? 0 : 1 }
        world.run()
        world.put(1_440, Self.curve, gap)
        world.restart()
        let before = world.calls.count
        world.run(until: Self.start.advanced(bySeconds: 60 * 86_400))
        #expect(world.calls.count == before + 60)
    }
}
