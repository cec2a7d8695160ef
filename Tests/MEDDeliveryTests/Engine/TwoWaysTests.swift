import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

/// An exporter whose history goes elsewhere than its current values: what happens to one way never reaches the other.
@Suite(.timeLimit(.minutes(1)))
struct TwoWaysTests {
    private let first = SampleReadings.firstDay
    private let instance = InstanceID("scripted")

    private func hang() async throws -> Never {
        await Gate.untilCancelled()
        throw CancellationError()
    }

    @Test("history that is refused leaves the current values flowing, and the health says why")
    func blockedHistory() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script { $0.export = { _ in throw ExporterFault.refused } }
        try await scene.running([script.setup(TwoWayExporter.self)]) { service in
            try await scene.eventually { try await scene.log().contains { $0.outcome == .blocked } }
            for number in 1...4 {
                await script.publications.wait(for: number)
                try await scene.add([SampleReadings.day(first.advanced(by: 1 + number), watts: 7)])
            }
            await script.publications.wait(for: 5)
            let health = await service.health(of: "scripted")
            #expect(health?.word == .blocked)
            #expect(health?.reason?.english == "refused")
        }
        #expect(script.deliveries.count == 1)
        #expect(script.connections.count == 1)
    }

    @Test("a refused connection leaves the history flowing, and the health says why")
    func blockedCurrent() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script { $0.run = { _ in throw ExporterFault.refused } }
        try await scene.running([script.setup(TwoWayExporter.self)]) { service in
            try await scene.eventually { try await scene.log().contains { $0.outcome == .blocked } }
            try await scene.delivered()
            for number in 2..<5 {
                try await scene.add([SampleReadings.day(first.advanced(by: number), watts: 7)])
                try await scene.delivered()
            }
            let health = await service.health(of: "scripted")
            #expect(health?.word == .blocked)
            #expect(health?.reason?.english == "refused")
        }
        #expect(script.keys.map(\.day) == (0..<5).map(first.advanced))
        #expect(script.connections.count == 1)
        #expect(script.publications.count == 0)
    }

    @Test("a lost connection concerns the current values only")
    func lostConnection() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let script = Script()
        try await scene.running([script.setup(TwoWayExporter.self)]) { service in
            let connection = await script.connections.wait(for: 1)[0]
            await script.publications.wait(for: 1)
            try await scene.delivered()
            connection.runtime.report(.failing(.away()))
            try await scene.eventually { try await scene.log().contains { $0.detail == "away" } }
            try await scene.add([SampleReadings.day(first.advanced(by: 1), watts: 7)])
            try await scene.delivered()
            #expect(await service.health(of: "scripted")?.reason?.english == "away")
            #expect(script.publications.count == 1)
            connection.runtime.report(.connected)
            await script.publications.wait(for: 2)
            try await scene.clock.tick { await service.health(of: "scripted") == InstanceHealth() }
        }
    }

    @Test("current values do not wait for a call of the history that hangs: the clock stands still")
    func hangingHistory() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script { $0.export = { _ in try await hang() } }
        try await scene.running([script.setup(TwoWayExporter.self)]) { _ in
            await script.deliveries.wait(for: 1)
            for number in 1...4 {
                await script.publications.wait(for: number)
                try await scene.add([SampleReadings.day(first.advanced(by: 1 + number), watts: 7)])
            }
            await script.publications.wait(for: 5)
            #expect(scene.clock.now == Scene.start)
            #expect(script.deliveries.count == 1)
        }
    }

    @Test("history does not wait for a publication that hangs: the clock stands still")
    func hangingPublication() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script { $0.publish = { _ in try await hang() } }
        try await scene.running([script.setup(TwoWayExporter.self)]) { _ in
            await script.publications.wait(for: 1)
            for number in 2..<6 {
                try await scene.delivered()
                try await scene.add([SampleReadings.day(first.advanced(by: number), watts: 7)])
            }
            try await scene.delivered()
            #expect(scene.clock.now == Scene.start)
            #expect(script.publications.count == 1)
        }
        #expect(script.keys.map(\.day) == (0..<6).map(first.advanced))
    }

    @Test("each way keeps its own pause", arguments: [true, false])
    func retryTimes(isHistoryShort: Bool) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let (short, long) = (Duration.seconds(100), Duration.seconds(80_000))
        let script = Script {
            $0.export = { delivery in
                guard delivery.number == 1 else { return ExportResult(all: .delivered(.acknowledged)) }
                throw ExporterFault.away(retryAfter: isHistoryShort ? short : long)
            }
        }
        let publications = Journal<UTCInstant>()
        script.change {
            $0.publish = { _ in
                publications.append(scene.clock.now)
                if publications.count > 1 { return .acknowledged }
                throw ExporterFault.away(retryAfter: isHistoryShort ? long : short)
            }
        }
        try await scene.running([script.setup(TwoWayExporter.self)]) { service in
            // Both have failed before the clock moves.
            try await scene.eventually { try await scene.log().filter { $0.outcome == .unreachable }.count == 2 }
            try await scene.clock.tick { (isHistoryShort ? script.deliveries.count : publications.count) == 2 }
            #expect((isHistoryShort ? publications.count : script.deliveries.count) == 1)
            #expect(await service.health(of: "scripted")?.word == .failing)
            let wait = scene.clock.now.seconds(since: Scene.start)
            #expect((100..<80_000).contains(wait))
            scene.clock.advance(bySeconds: 80_002)
            await publications.wait(for: 2)
            try await scene.delivered()
        }
        #expect(script.deliveries.count == 2)
    }

    @Test("who asks for another try gets one of each way")
    func tryAgain() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script {
            $0.export = { _ in throw ExporterFault.refused }
            $0.publish = { _ in throw ExporterFault.refused }
        }
        try await scene.running([script.setup(TwoWayExporter.self)]) { service in
            try await scene.eventually { try await scene.log().filter { $0.outcome == .blocked }.count == 2 }
            scene.clock.advance(bySeconds: 2_000_000)
            await service.wake()
            await service.tryAgain(instance)
            try await scene.eventually { try await scene.log().filter { $0.outcome == .blocked }.count == 4 }
            #expect(script.deliveries.count == 2)
            #expect(script.publications.count == 2)
            script.change {
                $0.export = { _ in ExportResult(all: .delivered(.acknowledged)) }
                $0.publish = { _ in .acknowledged }
            }
            await service.tryAgain(instance)
            await script.publications.wait(for: 3)
            try await scene.delivered()
            try await scene.clock.tick { await service.health(of: "scripted") == InstanceHealth() }
        }
    }

    @Test("of two ways the health is the worse one", arguments: [true, false])
    func health(isHistoryWorse: Bool) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let script = Script {
            $0.export = { _ in throw isHistoryWorse ? ExporterFault.refused : .away() }
            $0.publish = { _ in throw isHistoryWorse ? ExporterFault.away() : .refused }
        }
        try await scene.running([script.setup(TwoWayExporter.self)]) { service in
            try await scene.eventually { try await scene.log().count >= 2 }
            let health = await service.health(of: "scripted")
            #expect(health?.word == .blocked)
            #expect(health?.reason?.english == "refused")
            #expect(health?.nextAttempt == nil)
        }
    }

    @Test("history that its destination lost goes there again in a new epoch, whatever the connection does")
    func lostHistory() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { delivery in
                if delivery.number > 1 { return ExportResult(all: .delivered(.acknowledged)) }
                throw ExporterFault.lost(reason: LocalizedText(fr: "vidée", en: "wiped"))
            }
            $0.run = { _ in throw ExporterFault.refused }
        }
        try await scene.running([script.setup(TwoWayExporter.self)]) { _ in
            try await scene.clock.tick { script.deliveries.count == 2 }
            try await scene.tickUntilDelivered()
        }
        #expect(script.deliveries.entries.map(\.keys.count) == [3, 3])
        #expect(try await scene.store.epochs(of: instance).count == 2)
    }

    @Test("a command that delivers once tries both ways, and tells of the one that blocks", arguments: [true, false])
    func deliverOnce(isHistoryBlocked: Bool) async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script {
            $0.export = { _ in throw isHistoryBlocked ? ExporterFault.refused : .away() }
            $0.publish = { _ in throw isHistoryBlocked ? ExporterFault.away() : .refused }
        }
        await #expect(throws: ExporterFault.refused) {
            try await scene.deliverOnce(script.setup(TwoWayExporter.self))
        }
        #expect(script.deliveries.count == 1)
        #expect(script.publications.count == 1)
        script.change { $0.publish = { _ in throw ExporterFault.away() } }
        script.change { $0.export = { _ in ExportResult(all: .delivered(.acknowledged)) } }
        await #expect(throws: ExporterFault.away()) {
            try await scene.deliverOnce(script.setup(TwoWayExporter.self))
        }
        try await scene.delivered()
    }
}
