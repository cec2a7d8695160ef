import Foundation
import MEDStore
import Testing

@testable import MEDStoreSQLite

/// Random operations on lanes, with crashes and lost leases, against a model.
@Suite(.timeLimit(.minutes(30)))
struct LanePropertyTests {
    /// 100,000 operations with `MED_PROOF=full`, fewer otherwise; `MED_SEED` repeats a run.
    @Test func lanesDoWhatTheModelSays() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["MED_SEED"].flatMap(UInt64.init) ?? .random(in: .min ... .max)
        let isFull = environment["MED_PROOF"] == "full"
        let runs = isFull ? 50 : 4
        let operations = isFull ? 2_000 : 500
        var totals = (crashes: 0, lost: 0, redeliveries: 0)
        for run in 0..<runs {
            let folder = try TemporaryFolder()
            var simulation = try await LaneSimulation(path: folder.database, seed: seed &+ UInt64(run))
            for operation in 0..<operations {
                do {
                    try await simulation.step()
                } catch {
                    Issue.record("seed \(seed), run \(run), operation \(operation): \(error)")
                    return
                }
            }
            do {
                try await simulation.drain()
            } catch {
                Issue.record("seed \(seed), run \(run), at the end: \(error)")
                return
            }
            totals.crashes += simulation.crashes
            totals.lost += simulation.model.lostLeases
            totals.redeliveries += simulation.model.redeliveries
        }
        print(
            "lanes: seed \(seed), \(runs * operations) operations, \(totals.crashes) crashes, \(totals.lost) lost leases,"
                + " \(totals.redeliveries) redeliveries, 0 lost")
        #expect(totals.crashes > 0)
        #expect(totals.lost > 0)
        #expect(totals.redeliveries > 0)
    }
}
