import MEDCore
import MEDSources
import MEDTesting
import Testing

/// Random faults, throttles, quotas and kills: at the end everything that the gateway has is stored, with no more calls than
/// the ranges need, one per injected error, and 5 %.
struct SyncPropertyTests {
    private static let start = Day("2024-02-20")!

    @Test(arguments: [11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as [UInt64])
    func everythingIsStoredInTheEnd(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let today = Self.start.advanced(by: .random(in: 0...1_500, using: &generator))
        let begin = OracleCalendar.instant(today, hour: .random(in: 11...20, using: &generator))
        let rate = Double.random(in: 0...0.3, using: &generator)
        let limits = GatewayLimits(
            callsPerSecond: .random(in: 1...5, using: &generator),
            callsPerDay: [60, 150, 500, 10_000].randomElement(using: &generator) ?? 500,
            quotaDay: Bool.random(using: &generator) ? .paris : .utc)
        var world = SyncWorld(
            .two, at: begin, limits: limits, phase: SyncPhase(installation: "seed \(seed)"), seed: seed)
        let faults = FaultDice(seed: seed &+ 1)
        world.fault = { _, _, now in faults.roll(rate: rate, at: now) }
        var kills = 0
        let end = begin.advanced(bySeconds: 20 * 86_400)
        while world.now < end {
            world.callsLeft = .random(in: 30...200, using: &generator)
            let before = world.now
            world.run(until: end)
            if world.callsLeft == 0 {
                kills += 1
                world.restart()
            } else {
                #expect(world.now > before)
            }
        }
        faults.stop()
        world.callsLeft = .max
        world.run(until: end.advanced(bySeconds: 2 * 86_400))
        let looks = 8 * 22
        let errors = world.calls.count { $0.fault != nil }
        let needed = world.fewestCalls(on: today) + looks
        let spare = Double(world.calls.count - errors - needed) / Double(needed) * 100
        print(
            "seed \(seed): \(world.calls.count) calls = \(needed) needed + \(errors) errors + \(spare) %,",
            terminator: " ")
        print("\(kills) kills, quota \(limits.callsPerDay), \(limits.callsPerSecond)/s")
        #expect(world.lacking.isEmpty)
        #expect(Double(world.calls.count) <= Double(needed) * 1.05 + Double(errors) + Double(kills))
    }
}

/// Faults that pass, drawn by a seed of their own.
private final class FaultDice {
    private var generator: SeededGenerator
    private var isStopped = false

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    func stop() { isStopped = true }

    func roll(rate: Double, at now: UTCInstant) -> GatewayFault? {
        guard !isStopped, Double.random(in: 0..<1, using: &generator) < rate else { return nil }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return .test(.waitUntil(now.advanced(bySeconds: .random(in: 1...20_000, using: &generator))), "900804")
        case 1: return .test(.waitUntil(nil), "409")
        case 2: return .test(.transient(retryAfter: .seconds(Int.random(in: 0...600, using: &generator))), "503")
        default: return .test(.transient(retryAfter: nil), "500")
        }
    }
}
