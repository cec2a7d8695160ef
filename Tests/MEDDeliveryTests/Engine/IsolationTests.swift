import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct IsolationTests {
    enum Trouble: CaseIterable, Sendable {
        case hangs, ignoresCancellation, throwsFault, throwsDefect, isBlocked, connectsNever
    }

    @Test("an exporter in trouble never delays another one", arguments: Trouble.allCases)
    func twoInstances(trouble: Trouble) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(30))
        let gate = Gate()
        let bad = Script("bad") { behaviour in
            behaviour.export = { _ in
                switch trouble {
                case .hangs: await Gate.untilCancelled()
                case .ignoresCancellation: await gate.pass()
                case .throwsFault: throw ExporterFault.away(retryAfter: .seconds(1_000))
                case .throwsDefect, .connectsNever: throw Defect()
                case .isBlocked: throw ExporterFault.refused
                }
                throw CancellationError()
            }
            if trouble == .connectsNever { behaviour.run = { _ in await Gate.untilCancelled() } }
        }
        let good = Script("good")
        let type: any ScriptedExporter.Type = trouble == .connectsNever ? LinkedExporter.self : LaneExporter.self
        try await scene.running([
            bad.setup(type, instance: "bad"), good.setup(CountingExporter.self, instance: "good"),
        ]) { service in
            // The clock stands still: whatever the good one waits for would make this wait for ever.
            if trouble != .connectsNever { await bad.deliveries.wait(for: 1) }
            try await scene.delivered("good")
            try await scene.add([SampleReadings.day(SampleReadings.firstDay.advanced(by: 30), watts: 1)])
            try await scene.eventually { good.keys.count == 31 }
            try await scene.delivered("good")
            #expect(await service.health(of: "good")?.word == .active)
            #expect(bad.deliveries.count == (trouble == .connectsNever ? 0 : 1))
            let lanes = try await scene.store.lanes(of: InstanceID("bad"))
            #expect(!lanes.contains { $0.series == .consumption && $0.isAtHead })
            gate.open()
        }
    }
}
