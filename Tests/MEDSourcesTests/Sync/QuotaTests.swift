import MEDCore
import MEDSources
import Testing

struct QuotaTests {
    private static let today = Day("2026-09-14")!
    private static let start = OracleCalendar.instant(today, hour: 20)

    /// Fifty calls a day, as the v1 gateway once allowed, for 341 that are needed.
    @Test(arguments: [GatewayLimits.QuotaDay.paris, .utc])
    func aBackfillOfDaysNeverStarvesTheLook(quotaDay: GatewayLimits.QuotaDay) throws {
        let limits = GatewayLimits(callsPerDay: 50, quotaDay: quotaDay)
        let phase = SyncPhase(installation: "fifty")
        var world = SyncWorld(.two, at: Self.start, limits: limits, phase: phase)
        world.run(until: Self.start.advanced(bySeconds: 20 * 86_400))
        #expect(world.lacking.isEmpty)
        var perDay: [Int64: Int] = [:]
        for call in world.calls {
            let day = quotaDay == .paris ? Int64(Day(containing: call.instant).number) : call.instant.utcDay
            perDay[day, default: 0] += 1
        }
        #expect(perDay.values.allSatisfy { $0 <= 50 })
        let done = try #require(world.calls.last { $0.request.days.upperBound < Self.today.previous }).instant
        let looks = 8 * 20
        print("quota 50: \(world.calls.count) calls, \(looks) of them looks, back-fill over in", terminator: " ")
        print(
            "\(done.seconds(since: Self.start) / 86_400) days, calls per day \(perDay.sorted { $0.key < $1.key }.map(\.value))"
        )
        // Every series has every yesterday within minutes of its look.
        for days in 1...20 {
            let day = Self.today.advanced(by: days)
            let look = phase.look(on: day)
            let asked = world.calls.filter { $0.request.days.upperBound == day.previous }
            #expect(asked.count == 8, "\(day)")
            #expect(asked.allSatisfy { (0...60).contains($0.instant.seconds(since: look)) }, "\(day)")
        }
        #expect(world.calls.count <= world.fewestCalls(on: Self.today) + looks + 10)
    }

    @Test func aBackfillEndsEvenIfTheQuotaIsTiny() {
        let limits = GatewayLimits(callsPerDay: 4)
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start, limits: limits)
        world.run(until: Self.start.advanced(bySeconds: 150 * 86_400))
        #expect(world.lacking.isEmpty)
    }

    /// More meters than calls: none is left behind for good.
    @Test func meterAfterMeterGetsItsTurn() {
        let meters = (0..<30).map { SyncMeter(pdl: PDL("000000000000\(10 + $0)")!, consumption: [.dailyEnergy]) }
        var world = SyncWorld(meters, at: Self.start, limits: GatewayLimits(callsPerDay: 10))
        world.run(until: Self.start.advanced(bySeconds: 30 * 86_400))
        let newest = meters.flatMap(\.series).map { world.store[$0]?.keys.max() ?? Day(number: 0) }
        #expect(newest.allSatisfy { $0 >= Day(containing: world.now).advanced(by: -4) })
    }

    @Test func callsOfOthersCount() {
        let limits = GatewayLimits(callsPerDay: 50)
        var ledger = SyncLedger()
        ledger.learn(GatewayAccess(isValid: true, callsMade: 130, quota: 150), limits: limits, at: Self.start)
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start, limits: limits, ledger: ledger)
        world.run(until: OracleCalendar.instant(Self.today, hour: 23))
        #expect(world.calls.count == 20)
        #expect(world.waits.contains { $0.reason == .quota })
    }

    @Test func aReachedQuotaWaitsForItsReset() {
        let reset = OracleCalendar.instant(Self.today, hour: 23, minute: 30)
        var ledger = SyncLedger()
        let access = GatewayAccess(isValid: true, callsMade: 50, quota: 50, quotaResets: reset)
        ledger.learn(access, limits: GatewayLimits(), at: Self.start)
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start, ledger: ledger)
        guard case .wait(let until, let reason) = world.plan.next(at: Self.start) else {
            Issue.record("asked")
            return
        }
        #expect(until >= reset && (reason == .gateway || reason == .quota))
    }

    /// A million installations, each at its own moment between 06:00 and 10:00.
    @Test func looksAreSpread() {
        var perMinute = [Int](repeating: 0, count: 240)
        for installation in 0..<100_000 {
            perMinute[SyncPhase(installation: "installation-\(installation)").seconds / 60] += 1
        }
        let (least, most) = (perMinute.min() ?? 0, perMinute.max() ?? 0)
        print("100,000 installations, looks a minute: \(least) to \(most), mean \(100_000 / 240)")
        #expect(least > 300 && most < 540)
        #expect(SyncPhase(installation: "x") == SyncPhase(installation: "x"))
    }

    /// On the days on which the clocks change too.
    @Test(arguments: ["2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26", "2026-07-01"])
    func aLookIsAtSixInFranceAtTheEarliest(text: String) throws {
        let day = try #require(Day(text))
        let six = OracleCalendar.instant(day, hour: 6)
        #expect(SyncPhase.none.look(on: day) == six)
        #expect(SyncPhase.none.newestDay(at: six) == day.previous)
        #expect(SyncPhase.none.newestDay(at: six.advanced(bySeconds: -1)) == day.previous.previous)
        #expect(SyncPhase.none.nextLook(after: six) == OracleCalendar.instant(day.next, hour: 6))
    }
}

extension UTCInstant {
    fileprivate var utcDay: Int64 { secondsSinceEpoch / 86_400 }
}
