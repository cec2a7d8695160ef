import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct OutcomeTests {
    private let first = SampleReadings.firstDay

    @Test("every outcome reaches its record, and the log says with what evidence")
    func outcomes() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(5))
        let script = Script {
            $0.export = { delivery in
                guard delivery.number == 1 else { return ExportResult(all: .delivered(.sent)) }
                return ExportResult([
                    delivery.keys[0]: .delivered(.verified(at: Scene.start)),
                    delivery.keys[1]: .delivered(.acknowledged),
                    delivery.keys[2]: .skipped(.noValue),
                    delivery.keys[3]: .retry(after: .seconds(600), reason: "busy"),
                    delivery.keys[4]: .rejected(reason: "too old"),
                ])
            }
        }
        try await scene.running([script.setup()]) { _ in
            try await scene.eventually { try await !scene.log().isEmpty }
            let kept = try await scene.exceptions()
            #expect(kept.map(\.record.day) == [first.advanced(by: 3), first.advanced(by: 4)])
            #expect(kept.map(\.state) == [.retry, .dead])
            #expect(kept.map(\.reason) == ["busy", "too old"])
            #expect(kept.map(\.attempts) == [1, 1])
            let entry = try #require(try await scene.log().first)
            #expect(entry.outcome == .rejected)
            #expect(entry.evidence == "acknowledged")
            #expect(entry.records == 5)
            #expect(entry.days == first...first.advanced(by: 4))
            #expect(entry.detail.contains("too old"))
            #expect(entry.series == .consumption)

            // The retry waits as long as it was told to, and goes alone.
            try await scene.clock.tick { script.deliveries.count > 1 }
            let second = script.deliveries.entries[1]
            #expect(second.days == [first.advanced(by: 3)])
            #expect(second.instant.seconds(since: Scene.start) >= 600)
        }
        #expect(script.deliveries.count == 2)
    }

    @Test("a record that the exporter does not mention is kept and sent again until it is")
    func unmentioned() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { delivery in
                ExportResult([delivery.keys[0]: .delivered(.acknowledged)])
            }
        }
        try await scene.running([script.setup()]) { _ in
            try await scene.tickUntilDelivered()
        }
        #expect(Set(script.keys.map(\.day)) == Set((0..<3).map(first.advanced)))
        #expect(script.deliveries.entries[0].keys.count == 3)
        // One more record is mentioned each time.
        #expect(script.deliveries.entries.map(\.keys.count).reduce(0, +) >= 3 + 2)
        let entry = try #require(try await scene.log().first)
        #expect(entry.outcome == .retry)
        #expect(entry.detail.contains("not mentioned"))
    }

    @Test("a rejected record is a dead letter: not sent again until it is requeued")
    func deadLetter() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script {
            $0.export = { delivery in
                delivery.number == 1
                    ? ExportResult([
                        delivery.keys[0]: .rejected(reason: "never"), delivery.keys[1]: .delivered(.acknowledged),
                    ]) : ExportResult(all: .delivered(.acknowledged))
            }
        }
        try await scene.running([script.setup()]) { service in
            try await scene.eventually { try await !scene.log().isEmpty }
            scene.clock.advance(bySeconds: 100_000)
            // A day that comes later is a fence: what is due goes with it.
            try await scene.add([SampleReadings.day(first.advanced(by: 2), watts: 1)])
            await script.deliveries.wait(for: 2)
            #expect(script.deliveries.entries[1].days == [first.advanced(by: 2)])
            let dead = try #require(try await scene.exceptions().first)
            #expect(dead.state == .dead)
            let count = try await scene.store.requeue(dead.record, of: InstanceID("scripted"))
            #expect(count == 1)
            try await scene.delivered()
            #expect(script.deliveries.entries[2].days == [first])
        }
    }

    @Test("a correction takes the place of a dead letter and is called a correction")
    func correction() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let script = Script { $0.export = { _ in ExportResult(all: .rejected(reason: "never")) } }
        try await scene.running([script.setup()]) { _ in
            try await scene.eventually { try await scene.exceptions().count == 1 }
            script.change { $0.export = { _ in ExportResult(all: .delivered(.acknowledged)) } }
            let summary = try await scene.add([SampleReadings.day(first, watts: 4_242)])
            #expect(summary.correctedDays == 1)
            try await scene.delivered()
        }
        try #require(script.deliveries.count == 2)
        #expect(script.deliveries.entries[0].corrections == [])
        #expect(script.deliveries.entries[1].corrections == Set(script.deliveries.entries[1].keys))
    }

    @Test("an exporter that answers for records it was not given settles none of them")
    func lie() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(12))
        let stranger = RecordKey(
            stream: .pdl(scene.pdl), series: .consumption, day: first.advanced(by: 11))
        let script = Script {
            $0.export = { delivery in
                guard delivery.number == 1 else { return ExportResult(all: .delivered(.acknowledged)) }
                // Five records were given, this is not one of them.
                return ExportResult([stranger: .delivered(.verified(at: Scene.start))])
            }
        }
        try await scene.running([script.setup(CountingExporter.self)]) { _ in
            try await scene.tickUntilDelivered()
        }
        #expect(script.keys.filter { $0 == stranger }.count == 1)
        #expect(Set(script.keys).count == 12)
        #expect(try await scene.log().first?.outcome == .retry)
    }

    @Test("records of a lane go in the order of revisions, one batch after the other, each once")
    func order() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(23))
        let script = Script()
        try await scene.running([script.setup(CountingExporter.self)]) { _ in try await scene.delivered() }
        #expect(script.keys.map(\.day) == (0..<23).map(first.advanced))
        #expect(script.deliveries.entries.map(\.keys.count) == [5, 5, 5, 5, 3])
    }
}
