import MEDCore
import MEDSources
import MEDTesting
import Testing

struct LedgerTests {
    private static let today = Day("2026-11-21")!
    private static let start = OracleCalendar.instant(today, hour: 11)

    /// Killed at every call in turn: nothing is repeated but the question whose answer was lost.
    @Test func aKillRepeatsOnlyTheCallInFlight() {
        var worst = 0
        for killedAt in stride(from: 1, through: 100, by: 9) {
            var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
            // A curve with holes, so that there is something to forget.
            world.holding = { series, day, _ in series.kind == .loadCurve && day.number % 11 == 0 ? 0 : 1 }
            world.callsLeft = killedAt
            world.run()
            let counted = world.plan.ledger.callsMade(at: world.now, limits: world.limits)
            #expect(counted == killedAt + 1, "the call in flight is counted")
            world.callsLeft = .max
            world.restart()
            world.run()
            let fewest = world.fewestCalls(on: Self.today)
            worst = max(worst, world.calls.count - fewest)
            #expect(Set(world.calls.map(\.request)).count == world.calls.count)
            #expect(world.plan.ledger.callsMade(at: world.now, limits: world.limits) == world.calls.count + 1)
            #expect(world.lacking.isEmpty)
        }
        print("killed and resumed: at most \(worst) calls more than the ranges need")
        #expect(worst == 0)
    }

    @Test func tenYearsStaySmall() {
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start, phase: SyncPhase(installation: "old"))
        // One day in twenty never comes.
        world.holding = { _, day, _ in day.number % 20 == 0 ? 0 : 1 }
        world.run(until: Self.start.advanced(bySeconds: 3_652 * 86_400))
        let bytes = world.plan.ledger.encoded()
        print("ten years of one PDL, a gap every 20 days: \(world.calls.count) calls, ledger \(bytes.count) bytes")
        #expect(bytes.count < 16_000)
        #expect(world.calls.count < 3_652 * 3 * 2)
    }

    @Test func everythingSurvivesTheRoundTrip() throws {
        var world = SyncWorld(.two, at: Self.start, limits: GatewayLimits(callsPerDay: 100))
        world.holding = { _, day, _ in day.number % 9 == 0 ? 0 : 1 }
        world.fault = { index, request, now in
            switch index {
            case 3: .test(.permanent, "ADAM-ERR0069")
            case 7: .test(.transient(retryAfter: .seconds(30)))
            case 11: .test(.rangeTooLong)
            case 30: .test(.startTooEarly(earliest: request.days.lowerBound.next))
            case 31: .test(.startTooEarly(earliest: nil))
            case 50: .test(.consentLost, "ADAM-DC-0008")
            default: nil
            }
        }
        world.callsLeft = 60
        world.run()
        let read = SyncLedger.read(world.plan.ledger.encoded())
        #expect(!read.isDamaged)
        #expect(read.ledger == world.plan.ledger)
        #expect(read.ledger.encoded() == world.plan.ledger.encoded())
    }

    @Test func damageIsAnEmptyLedger() {
        var world = SyncWorld(.two, at: Self.start)
        world.holding = { _, day, _ in day.number % 9 == 0 ? 0 : 1 }
        world.run()
        let whole = world.plan.ledger.encoded()
        #expect(SyncLedger.read(nil) == (SyncLedger(), false))
        let damaged: [[UInt8]] = [[], [0], Array("{}".utf8), Array("null".utf8), Array(whole.dropLast())]
        for bytes in damaged {
            let read = SyncLedger.read(bytes)
            #expect(read.isDamaged && read.ledger == SyncLedger())
        }
        let later = String(decoding: whole, as: UTF8.self).replacing("\"version\":1", with: "\"version\":2")
        #expect(SyncLedger.read(Array(later.utf8)).isDamaged)
        let huge =
            #"{"version":1,"callsToday":0,"failures":0,"pace":[],"daysPerCall":{},"meters":[{"pdl":"01234567890123","#
        let row =
            #""series":[{"direction":"consumption","kind":"load_curve","gaps":[[-2147483648,2147483647,0,1]]}]}]}"#
        #expect(SyncLedger.read(Array((huge + row).utf8)).isDamaged)
    }

    /// Flipped bytes are refused or give a ledger with which the plan still comes to its end.
    @Test func flippedBytesDoNoHarm() {
        var generator = SeededGenerator(seed: 20_261_121)
        print("seed \(generator.seed)")
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
        world.holding = { _, day, _ in day.number % 30 == 0 ? 0 : 1 }
        world.run()
        let whole = world.plan.ledger.encoded()
        var readable = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 32...126, using: &generator)
            }
            let read = SyncLedger.read(bytes)
            guard !read.isDamaged else { continue }
            readable += 1
            var plan = SyncPlan(
                limits: GatewayLimits(), meters: [SyncMeter(pdl: .house)], phase: .none, ledger: read.ledger,
                coverage: [:])
            _ = plan.next(at: world.now)
        }
        print("300 ledgers with flipped bytes: \(readable) readable")
        #expect(readable > 0)
    }

    /// A clock that was years ahead for one call must not stop the meter for years.
    @Test func aClockThatWasWrongHeals() {
        var world = SyncWorld([SyncMeter(pdl: .house)], at: OracleCalendar.instant(Day("2031-05-05")!, hour: 11))
        world.fault = { index, _, _ in
            index == 2
                ? .test(.waitUntil(nil), "409") : index == 1 ? .test(.transient(retryAfter: nil)) : .test(.noData)
        }
        world.callsLeft = 3
        world.run()
        world.fault = { _, _, _ in nil }
        world.now = Self.start
        world.callsLeft = .max
        world.forgetWaits()
        world.restart()
        world.run()
        #expect(world.lacking.isEmpty)
    }
}
