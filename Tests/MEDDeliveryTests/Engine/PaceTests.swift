import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct PaceTests {
    private let first = SampleReadings.firstDay

    private func day(_ offset: Int) -> [MeterReadings.Entry] {
        [SampleReadings.day(first.advanced(by: offset), watts: Int32(100 + offset))]
    }

    @Test("what comes in small pieces is gathered, and goes out together at the end of the interval")
    func gathers() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script()
        try await scene.running([script.setup(PacedExporter.self, option: "60")]) { _ in
            try await scene.delivered()
            await scene.isAsleep()
            for offset in 1...3 {
                scene.clock.advance(bySeconds: 5)
                try await scene.add(day(offset))
                // It has looked, and sleeps until the minute is over.
                await scene.clock.sleeps.wait { $0.contains(.seconds(60 - 5 * offset)) }
            }
            #expect(script.deliveries.count == 1)
            try await scene.tickUntilDelivered()
        }
        let calls = script.deliveries.entries
        #expect(calls.map { $0.days.map(first.distance(to:)) } == [[0], [1, 2, 3]])
        #expect(try #require(calls.last).instant.seconds(since: Scene.start) >= 60)
        // The current state is gathered likewise: once at first, once with the three days.
        #expect(script.publications.count == 2)
    }

    @Test("after a quiet time the first piece goes at once: looking in vain is no delivery")
    func firstAtOnce() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script()
        let policy = DeliveryPolicy(lease: .seconds(200), callDeadline: .seconds(100))
        try await scene.running([script.setup(PacedExporter.self, option: "60")], policy: policy) { _ in
            try await scene.delivered()
            await scene.isAsleep(for: policy.lease)
            // Past the lease, when the runner looks again although nothing has come.
            let sleeps = scene.clock.sleeps.count
            scene.clock.advance(bySeconds: 250)
            await scene.clock.sleeps.wait { $0.dropFirst(sleeps).contains(policy.lease) }
            let quiet = scene.clock.now
            try await scene.add(day(1))
            try await scene.delivered()
            #expect(script.deliveries.entries.last?.instant == quiet)
        }
        #expect(script.deliveries.count == 2)
    }

    @Test("a destination that failed is tried again in time, not at the pace of what gathers")
    func retryInTime() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script {
            $0.export = { delivery in
                if delivery.number == 1 { throw ExporterFault.away(retryAfter: .seconds(10)) }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup(PacedExporter.self, option: "1000000")]) { _ in
            try await scene.tickUntilDelivered()
        }
        #expect(script.deliveries.count == 2)
        let wait = try #require(script.deliveries.entries.last).instant.seconds(since: Scene.start)
        // The clock ticks on while the engine works: only the order of magnitude is the engine's.
        #expect((10..<1_000_000).contains(wait))
    }

    @Test("who asks for another try does not wait for the interval")
    func tryAgain() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script()
        try await scene.running([script.setup(PacedExporter.self, option: "3600")]) { service in
            try await scene.delivered()
            try await scene.add(day(1))
            await service.tryAgain(InstanceID("scripted"))
            try await scene.delivered()
        }
        #expect(script.deliveries.entries.map(\.instant) == [Scene.start, Scene.start])
    }

    @Test("a destination whose sending is off is not called; its lanes stand, and let go everything is delivered")
    func held() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script()
        try await scene.running([script.setup(PacedExporter.self, option: "held")]) { service in
            try await scene.eventually { try await !scene.store.lanes(of: InstanceID("scripted")).isEmpty }
            for offset in 1...3 {
                scene.clock.advance(bySeconds: 2_000_000)
                try await scene.add(day(offset))
                await service.wake()
            }
            await service.tryAgain(InstanceID("scripted"))
            let lanes = try await scene.store.lanes(of: InstanceID("scripted"))
            #expect(lanes.filter { $0.series == .consumption }.map(\.pending) == [4])
            let health = await service.health(of: "scripted")
            #expect(health?.word == .held)
            #expect(health?.reason == LocalizedText(fr: "envoi sur demande", en: "sent on demand"))
            #expect(script.deliveries.count == 0)
            #expect(script.publications.count == 0)

            await service.apply([script.setup(PacedExporter.self, option: "")])
            try await scene.delivered()
            await script.publications.wait(for: 1)
        }
        #expect(script.keys.map(\.day) == (0...3).map(first.advanced))
        #expect(try await scene.log().contains { $0.outcome == .blocked } == false)
    }

    @Test("one whose sending is off does not connect either")
    func heldConnection() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script()
        try await scene.running([script.setup(HeldLink.self)]) { _ in
            try await scene.eventually { try await !scene.store.lanes(of: InstanceID("scripted")).isEmpty }
        }
        #expect(script.connections.count == 0)
        #expect(script.deliveries.count == 0)
    }

    @Test("a command that delivers once sends nothing to one that is off, and opens its lanes")
    func heldOnce() async throws {
        let scene = try Scene()
        try await scene.add(day(0))
        let script = Script()
        try await scene.deliverOnce(script.setup(PacedExporter.self, option: "held"))
        #expect(script.deliveries.count == 0)
        #expect(script.publications.count == 0)
        #expect(try await scene.store.lanes(of: InstanceID("scripted")).contains { $0.pending == 1 })
    }
}
