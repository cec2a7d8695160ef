import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct LossTests {
    private static let lost = ExporterFault.lost(reason: LocalizedText(fr: "vidée", en: "wiped"))

    @Test("a destination that says that it lost everything gets it again, in a new epoch")
    func allAgain() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(4))
        let script = Script()
        let publishedBefore = Journal<Int>()
        try await scene.running([script.setup(StateExporter.self)]) { _ in
            try await scene.delivered()
            await scene.isAsleep()
            script.change {
                $0.export = { delivery in
                    guard delivery.number == 2 else { return ExportResult(all: .delivered(.acknowledged)) }
                    publishedBefore.append(script.publications.count)
                    throw Self.lost
                }
            }
            try await scene.add([SampleReadings.day(SampleReadings.firstDay.advanced(by: 4), watts: 7)])
            try await scene.clock.tick { script.deliveries.count == 3 }
            try await scene.tickUntilDelivered()
        }
        #expect(script.deliveries.entries.map(\.keys.count) == [4, 1, 5])
        // The current state has gone there, too, after the loss.
        #expect(script.publications.count > (try #require(publishedBefore.entries.first)))
        let epochs = try await scene.store.epochs(of: InstanceID("scripted"))
        #expect(epochs.count == 2)
        #expect(Set(epochs.map(\.destination)).count == 1)
        #expect(try await scene.log().contains { $0.outcome == .unreachable && $0.detail == "wiped" })
    }

    @Test("an interruption by a loss settles what was delivered before, and begins anew", arguments: [true, false])
    func atAnyPoint(isInterruption: Bool) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { delivery in
                guard delivery.number == 1 else { return ExportResult(all: .delivered(.acknowledged)) }
                guard isInterruption else { throw Self.lost }
                var result = ExportResult([delivery.keys[0]: .delivered(.acknowledged)])
                result.interruption = Self.lost
                return result
            }
        }
        try await scene.running([script.setup()]) { _ in
            try await scene.clock.tick { script.deliveries.count == 2 }
            try await scene.tickUntilDelivered()
        }
        #expect(script.deliveries.entries.map(\.keys.count) == [3, 3])
        #expect(try await scene.exceptions() == [])
    }

    /// What a destination that takes values and always says that it lost them costs in an hour: the breaker's ceiling is 5
    /// minutes. Without it the history would go there every other second.
    @Test("a destination that loses everything again and again is no busy loop", arguments: [true, false])
    func always(isPartlyTaken: Bool) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(12))
        let script = Script {
            $0.export = { delivery in
                if isPartlyTaken, delivery.days.contains(SampleReadings.firstDay) {
                    return ExportResult(all: .delivered(.acknowledged))
                }
                throw Self.lost
            }
        }
        try await scene.running([script.setup(CountingExporter.self)]) { service in
            try await scene.clock.tick { scene.clock.now.seconds(since: Scene.start) >= 3_600 }
            #expect(await service.health(of: "scripted")?.word == .failing)
        }
        let calls = script.deliveries.entries.filter { !$0.days.contains(SampleReadings.firstDay) || !isPartlyTaken }
        print("calls in an hour, partly taken \(isPartlyTaken): \(calls.count)")
        // With full jitter the mean wait below the ceiling is half of it: 8 that double, then 24 an hour. Without the
        // memory of losses: more than 1,500.
        #expect(calls.count < 100)
        #expect(calls.count > 1)
        let epochs = try await scene.store.epochs(of: InstanceID("scripted"))
        #expect(epochs.count <= calls.count + 1)
    }

    @Test("a command that delivers once begins anew once, and then says so")
    func deliverOnce() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { delivery in
                if delivery.number == 1 { throw Self.lost }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.deliverOnce(script.setup())
        #expect(script.deliveries.entries.map(\.keys.count) == [3, 3])
        #expect(try await scene.store.epochs(of: InstanceID("scripted")).count == 2)

        let never = Script("never") { $0.export = { _ in throw Self.lost } }
        await #expect(throws: Self.lost) {
            try await scene.deliverOnce(never.setup(instance: "never"))
        }
        #expect(never.deliveries.count == 2)
    }

    @Test("the breaker counts losses until everything was taken")
    func breaker() {
        let start = UTCInstant(secondsSinceEpoch: 0)
        var breaker = Breaker(backoff: Backoff(base: .seconds(2), cap: .seconds(300)))
        var waits: [Int64] = []
        for _ in 0..<10 {
            breaker.succeeded()
            breaker.failed(Self.lost, at: start, fraction: 1)
            if case .wait(let until) = breaker.permission(at: start) { waits.append(until.secondsSinceEpoch) }
        }
        #expect(waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
        breaker.completed()
        breaker.failed(Self.lost, at: start, fraction: 1)
        #expect(breaker.permission(at: start) == .wait(until: start.advanced(bySeconds: 2)))
    }
}
