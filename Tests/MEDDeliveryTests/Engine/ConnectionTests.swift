import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct ConnectionTests {
    private let instance = InstanceID("scripted")

    @Test("nothing is sent before the connection stands; every connection brings the current state again")
    func connected() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(2))
        let gate = Gate()
        let script = Script {
            $0.run = { connection in
                await gate.pass()
                connection.runtime.report(.connected)
                await Gate.untilCancelled()
            }
        }
        try await scene.running([script.setup(LinkedExporter.self)]) { service in
            let connection = await script.connections.wait(for: 1)[0]
            await service.wake()
            #expect(script.publications.count == 0)
            gate.open()
            try await scene.delivered()
            #expect(script.publications.count == 1)
            connection.runtime.report(.disconnected)
            connection.runtime.report(.connected)
            await script.publications.wait(for: 2)
            #expect(script.publications.entries[0] == script.publications.entries[1])
            #expect(script.deliveries.count == 1)
            // Published again, but nothing new: one line in the log.
            #expect(try await scene.log().filter { $0.stream == nil }.count == 1)
        }
        #expect(script.disconnections.entries == [1])
    }

    @Test("a lost connection shows in the health, and ends with the next success")
    func health() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let script = Script()
        try await scene.running([script.setup(LinkedExporter.self)]) { service in
            let connection = await script.connections.wait(for: 1)[0]
            try await scene.delivered()
            try await scene.clock.tick { await service.health(of: "scripted")?.word == .active }
            connection.runtime.report(.disconnected)
            try await scene.clock.tick { await service.health(of: "scripted")?.word == .failing }
            connection.runtime.report(.failing(.away()))
            try await scene.clock.tick { await service.health(of: "scripted")?.reason?.english == "away" }
            // The same news again and again is one line of the log.
            for _ in 0..<50 { connection.runtime.report(.failing(.away())) }
            connection.runtime.report(.connected)
            try await scene.clock.tick { await service.health(of: "scripted") == InstanceHealth() }
        }
        #expect(try await scene.log().filter { $0.outcome == .unreachable }.count == 1)
    }

    @Test("a connection that ends is made again, never sooner than the destination wants")
    func madeAgain() async throws {
        let scene = try Scene()
        let script = Script {
            $0.run = { connection in
                switch connection.number {
                case 1: throw ExporterFault.away(retryAfter: .seconds(500))
                case 2: return
                case 3: throw CancellationError()
                case 4: throw Defect()
                default: await Gate.untilCancelled()
                }
            }
        }
        try await scene.running([script.setup(LinkedExporter.self)]) { _ in
            try await scene.clock.tick { script.connections.count == 5 }
        }
        let instants = script.connections.entries.map(\.instant)
        #expect(instants[1].seconds(since: instants[0]) >= 500)
        #expect(try await scene.log().map(\.outcome) == Array(repeating: .unreachable, count: 4))
    }

    @Test("a refused connection is not made again until the user says so, and an earlier word does not count")
    func blocked() async throws {
        let scene = try Scene()
        let script = Script { $0.run = { _ in throw ExporterFault.refused } }
        try await scene.running([script.setup(LinkedExporter.self)]) { service in
            try await scene.eventually { try await scene.log().count == 1 }
            #expect(await service.health(of: "scripted")?.word == .blocked)
            await service.tryAgain(instance)
            try await scene.eventually { try await scene.log().count == 2 }
            for _ in 0..<10 {
                scene.clock.advance(bySeconds: 1_000)
                await service.wake()
                try await scene.add([
                    SampleReadings.day(SampleReadings.firstDay, watts: Int32(scene.clock.now.secondsSinceEpoch % 999))
                ])
            }
            // Asked for while all is well, and over by the time the next connection is refused.
            let gate = Gate()
            script.change {
                $0.run = { connection in
                    connection.runtime.report(.connected)
                    await gate.pass()
                    throw ExporterFault.refused
                }
            }
            await service.tryAgain(instance)
            try await scene.delivered()
            await service.tryAgain(instance)
            gate.open()
            try await scene.eventually { try await scene.log().last?.outcome == .blocked }
            script.change { $0.run = Script.Behaviour().run }
            await service.tryAgain(instance)
            await script.connections.wait(for: 4)
        }
        #expect(script.connections.count == 4)
    }

    @Test("a destination that lost everything gets a new epoch and all of its history again")
    func destinationLost() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script()
        try await scene.running([script.setup(LinkedExporter.self)]) { _ in
            let connection = await script.connections.wait(for: 1)[0]
            try await scene.delivered()
            connection.runtime.report(.destinationLost)
            await script.deliveries.wait(for: 2)
            try await scene.delivered()
        }
        #expect(script.deliveries.entries.map(\.keys.count) == [3, 3])
        // Once more when the news comes in the middle of a publication.
        #expect((2...3).contains(script.publications.count))
        #expect(try await scene.store.epochs(of: instance).map(\.number) == [2, 1])
    }

    @Test("another destination begins a new epoch; the same one after a restart does not")
    func newDestination() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let script = Script()
        for destination in ["here", "here", "there"] {
            try await scene.running([script.setup(destination: destination)]) { _ in try await scene.delivered() }
        }
        try await scene.running([script.setup(destination: "there")]) { _ in
            await script.deliveries.wait(for: 2)
            try await scene.delivered()
        }
        #expect(script.deliveries.count == 2)
        #expect(try await scene.store.epochs(of: instance).count == 2)
    }

    @Test("commands pass at most once per 10 seconds, whichever exporter brings them")
    func commands() async throws {
        let scene = try Scene()
        let (a, b) = (Script("a"), Script("b"))
        try await scene.running([
            a.setup(LinkedExporter.self, instance: "a"), b.setup(LinkedExporter.self, instance: "b"),
        ]) { service in
            let first = await a.connections.wait(for: 1)[0].runtime
            let second = await b.connections.wait(for: 1)[0].runtime
            var commands = service.commands.makeAsyncIterator()
            for _ in 0..<1_000 { first.report(.command(.sync)) }
            first.report(.command(.reload))
            #expect(await commands.next() == .init(instance: InstanceID("a"), command: .sync))
            #expect(await commands.next() == .init(instance: InstanceID("a"), command: .reload))
            second.report(.command(.sync))
            scene.clock.advance(bySeconds: 10)
            second.report(.command(.reload))
            second.report(.command(.sync))
            let next = await [commands.next(), commands.next()]
            #expect(Set(next.compactMap { $0?.command }) == [.sync, .reload])
            #expect(next.allSatisfy { $0?.instance == InstanceID("b") })
        }
    }
}
