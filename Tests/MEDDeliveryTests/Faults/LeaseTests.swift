import MEDCore
import MEDStore
import MEDStoreSQLite
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct LeaseTests {
    @Test(
        "a worker that is gone between export and acknowledgement: the next one sends again and knows it may be twice")
    func goneBeforeTheAcknowledgement() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let gate = Gate()
        let gone = Script {
            $0.export = { _ in
                await gate.pass()
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        let next = Script()
        let policy = DeliveryPolicy(lease: .seconds(120), callDeadline: .seconds(90))
        // Its clock stands still for ever, as that of a frozen process does.
        let frozen = ManualClock(Scene.start)
        let first = scene.service([gone.setup(CountingExporter.self)], policy: policy, clock: frozen.clock)
        let firstTask = Task { try await first.run() }
        await gone.deliveries.wait(for: 1)

        // Another process: a store and a worker of its own.
        let store = try SQLiteStore(path: scene.path)
        let second = scene.service([next.setup(CountingExporter.self)], policy: policy, store: store)
        let secondTask = Task { try await second.run() }
        try await scene.clock.tick { next.deliveries.count == 1 }
        let again = next.deliveries.entries[0]
        #expect(again.keys == gone.deliveries.entries[0].keys)
        #expect(again.mayHaveBeenSent == [.pdl(scene.pdl)])
        #expect(gone.deliveries.entries[0].mayHaveBeenSent == [])
        #expect(again.instant.seconds(since: Scene.start) >= 120)
        try await scene.eventually {
            try await scene.log().contains { $0.outcome == .delivered }
        }

        // The first one wakes up: its acknowledgement comes too late, and what it sent is sent once more.
        gate.open()
        try await scene.eventually { try await scene.log().contains { $0.outcome == .leaseLost } }
        firstTask.cancel()
        try await firstTask.value
        try await scene.tickUntilDelivered()
        secondTask.cancel()
        try await secondTask.value
    }

    @Test("an exporter that is stopped in the middle of a call gives its lanes back at once")
    func stoppedInACall() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { delivery in
                guard delivery.number == 1 else { return ExportResult(all: .delivered(.acknowledged)) }
                await Gate.untilCancelled()
                throw CancellationError()
            }
        }
        try await scene.running([script.setup()]) { service in
            await script.deliveries.wait(for: 1)
            await service.apply([script.setup(option: "changed")])
            // The clock stands still: only a lane that was given back can be claimed.
            try await scene.delivered()
        }
        #expect(script.deliveries.entries.map(\.keys.count) == [3, 3])
    }

    @Test("an answer that comes while the exporter is being stopped still counts")
    func answerDuringTheStop() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { delivery in
                if delivery.number == 1 { await Gate.untilCancelled() }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup()]) { _ in await script.deliveries.wait(for: 1) }
        try await scene.delivered()
        #expect(script.deliveries.count == 1)
        #expect(try await scene.log().map(\.outcome) == [.delivered])
    }

    @Test("a call never begins with less of its lease left than it may take")
    func severalSeriesInOneLease() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        try await scene.add(SampleReadings.days(3, watts: 7), .production)
        let script = Script {
            $0.export = { delivery in
                // The first call takes 60 of the lease's 120 s; a second one of up to 90 s would outlive it.
                if delivery.number == 1 { scene.clock.advance(bySeconds: 60) }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        let claims = Journal<UTCInstant>()
        let store = CountedStore(scene.store) { claims.append(scene.clock.now) }
        let service = scene.service([script.setup()], policy: DeliveryPolicy(), store: store)
        let task = Task { try await service.run() }
        try await scene.delivered()
        task.cancel()
        try await task.value
        #expect(script.deliveries.entries.map(\.series) == [.consumption, .production])
        #expect(claims.entries.prefix(2) == [Scene.start, Scene.start.advanced(bySeconds: 60)])
        #expect(try await scene.log().allSatisfy { $0.outcome == .delivered })
    }

    @Test("an engine with nothing to do is quiet: it does not wake itself")
    func quiet() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let (a, b) = (Script("a"), Script("b"))
        let claims = Journal<UTCInstant>()
        let store = CountedStore(scene.store) { claims.append(scene.clock.now) }
        let service = scene.service(
            [a.setup(instance: "scripted"), b.setup(StateExporter.self, instance: "other")], store: store)
        let task = Task { try await service.run() }
        try await scene.delivered()
        try await scene.delivered("other")
        // Every look costs one claim, and each instance may look after each of its own few writes and the other's; an
        // engine that woke itself would look a thousand times.
        try await scene.clock.tick { scene.clock.now.seconds(since: Scene.start) > 1_000 }
        #expect(claims.count < 100)
        task.cancel()
        try await task.value
    }
}
