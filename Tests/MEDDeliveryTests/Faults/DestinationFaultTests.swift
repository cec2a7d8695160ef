import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct DestinationFaultTests {
    private let first = SampleReadings.firstDay

    @Test("an unreachable destination loses nothing: everything goes once it is back, not before it wants")
    func unreachable() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(7))
        let script = Script {
            $0.export = { delivery in
                if delivery.number <= 3 { throw ExporterFault.away(retryAfter: .seconds(100)) }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup()]) { service in
            await script.deliveries.wait(for: 1)
            try await scene.eventually { try await scene.log().count == 1 }
            let health = await service.health(of: "scripted")
            #expect(health?.word == .failing)
            #expect(health?.reason?.english == "away")
            #expect(health?.since == Scene.start)
            try await scene.clock.tick { script.deliveries.count == 4 }
            try await scene.delivered()
            try await scene.clock.tick { await service.health(of: "scripted") == InstanceHealth() }
        }
        let calls = script.deliveries.entries
        #expect(calls.allSatisfy { $0.keys.count == 7 })
        for (earlier, later) in zip(calls, calls.dropFirst()) {
            #expect(later.instant.seconds(since: earlier.instant) >= 100)
        }
        #expect(try await scene.log().map(\.outcome) == [.unreachable, .unreachable, .unreachable, .delivered])
        #expect(try await scene.exceptions() == [])
    }

    @Test("a destination that refuses us is not called again until the user says so")
    func blockedUntilTryAgain() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script { $0.export = { _ in throw ExporterFault.refused } }
        try await scene.running([script.setup()]) { service in
            try await scene.eventually { try await scene.log().count == 1 }
            #expect(await service.health(of: "scripted")?.word == .blocked)
            // Time, new data and looking again change nothing.
            for day in 2..<6 {
                scene.clock.advance(bySeconds: 2_000_000)
                try await scene.add([SampleReadings.day(first.advanced(by: day), watts: 1)])
                await service.wake()
            }
            script.change { $0.export = { _ in ExportResult(all: .delivered(.acknowledged)) } }
            await service.tryAgain(InstanceID("scripted"))
            try await scene.delivered()
        }
        #expect(script.deliveries.entries.map(\.keys.count) == [2, 6])
        #expect(try await scene.log().map(\.outcome) == [.blocked, .delivered])
    }

    @Test("a reload is the user's word: a blocked destination is tried again, changed or not")
    func blockedUntilApply() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script {
            $0.export = { delivery in
                if delivery.number <= 2 { throw ExporterFault.refused }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup()]) { service in
            try await scene.eventually { try await scene.log().count == 1 }
            await service.apply([script.setup()])
            try await scene.eventually { try await scene.log().count == 2 }
            await service.apply([script.setup(option: "another password")])
            try await scene.delivered()
        }
        #expect(script.deliveries.count == 3)
        #expect(script.objects.count == 2)
    }

    @Test("a call that hangs is cancelled at its deadline, the lane is free, the next attempt delivers")
    func hang() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(4))
        let cancelled = Journal<Bool>()
        let script = Script {
            $0.export = { delivery in
                if delivery.number == 1 {
                    await Gate.untilCancelled()
                    cancelled.append(Task.isCancelled)
                    throw CancellationError()
                }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup()], policy: DeliveryPolicy()) { _ in
            try await scene.clock.tick { script.deliveries.count == 2 }
            try await scene.delivered()
        }
        #expect(cancelled.entries == [true])
        let calls = script.deliveries.entries
        // Earlier than the lease of 120 s would have ended by itself.
        #expect((91..<120).contains(calls[1].instant.seconds(since: calls[0].instant)))
        let entry = try #require(try await scene.log().first)
        #expect(entry.outcome == .unreachable)
        #expect(entry.detail == "No answer within 90 s.")
    }

    @Test("a call that ignores its cancellation is left behind and holds up nothing")
    func deafHang() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(4))
        let gate = Gate()
        defer { gate.open() }
        let script = Script {
            $0.export = { delivery in
                if delivery.number == 1 { await gate.pass() }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup()], policy: DeliveryPolicy()) { _ in
            try await scene.clock.tick { script.deliveries.count == 2 }
            try await scene.delivered()
        }
        #expect(script.deliveries.entries[1].keys.count == 4)
    }

    @Test("what an exporter throws without being cancelled is a failure like any other", arguments: [true, false])
    func strangeErrors(isCancellation: Bool) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let script = Script {
            $0.export = { delivery in
                if delivery.number > 1 { return ExportResult(all: .delivered(.acknowledged)) }
                throw isCancellation ? CancellationError() : Defect()
            }
        }
        try await scene.running([script.setup()]) { service in
            try await scene.eventually { try await scene.log().first?.outcome == .unreachable }
            try await scene.clock.tick { script.deliveries.count == 2 }
            try await scene.delivered()
        }
    }

    @Test("a defect in one series does not keep the others from going")
    func partialDefect() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(12))
        try await scene.add(SampleReadings.days(3, watts: 7), .production)
        _ = try await scene.store.write(
            [TempoData(day: first, color: .blue, isFinal: true, recordedAt: Scene.start)], at: Scene.start)
        let script = Script {
            $0.export = { delivery in
                if delivery.series == .consumption { throw Defect() }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        // Five records per call: without care the consumption's backlog would take every call.
        try await scene.running([script.setup(CountingExporter.self)]) { service in
            try await scene.eventually { try await scene.log().contains { $0.outcome == .unreachable } }
            #expect(script.deliveries.entries.map(\.series) == [.consumption, .production, .tempo])
            let lanes = try await scene.store.lanes(of: InstanceID("scripted"))
            #expect(lanes.filter { !$0.isAtHead }.map(\.series) == [.consumption])
            script.change { $0.export = { _ in ExportResult(all: .delivered(.acknowledged)) } }
            await service.tryAgain(InstanceID("scripted"))
            try await scene.delivered()
        }
        #expect(script.keys.filter { $0.series == .consumption }.count == 5 + 12)
    }

    @Test("failures in a row are counted from the last success, so that a bumpy backlog does not slow down")
    func partialSuccess() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(60))
        let script = Script {
            $0.export = { delivery in
                if delivery.number.isMultiple(of: 2) { throw ExporterFault.away() }
                return ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup(CountingExporter.self)]) { _ in
            try await scene.tickUntilDelivered()
        }
        let calls = script.deliveries.entries
        for (earlier, later) in zip(calls, calls.dropFirst()) {
            // The first wait of the breaker, and what the test's clock ticks on meanwhile.
            #expect(later.instant.seconds(since: earlier.instant) < 60)
        }
        #expect(Set(script.keys).count == 60)
    }

    @Test("an interruption in the middle of a batch keeps what was delivered; the rest goes later, in order")
    func interruption() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(5))
        let script = Script {
            $0.export = { delivery in
                guard delivery.number == 1 else { return ExportResult(all: .delivered(.acknowledged)) }
                var result = ExportResult(
                    Dictionary(uniqueKeysWithValues: delivery.keys.prefix(2).map { ($0, .delivered(.acknowledged)) }))
                result.interruption = .away(retryAfter: .seconds(100))
                return result
            }
        }
        try await scene.running([script.setup()]) { service in
            try await scene.eventually { try await scene.log().contains { $0.detail == "away" } }
            #expect(await service.health(of: "scripted")?.word == .failing)
            #expect(try await scene.exceptions() == [])
            try await scene.tickUntilDelivered()
        }
        let calls = script.deliveries.entries
        #expect(calls.map(\.days) == [(0..<5).map(first.advanced), (2..<5).map(first.advanced)])
        try #require(calls.count == 2)
        #expect(calls[1].instant.seconds(since: calls[0].instant) >= 100)
    }
}
