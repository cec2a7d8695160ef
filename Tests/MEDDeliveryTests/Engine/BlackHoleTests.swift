import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

/// A destination whose calls return only at their deadline delays nobody: the clock stands still, so that whoever waits for
/// it would wait for ever.
@Suite(.timeLimit(.minutes(1)))
struct BlackHoleTests {
    @Test("no healthy lane waits on black holes: history, current values, connections; the clock stands still")
    func nobodyWaits() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(40))
        try await scene.add(SampleReadings.days(7, watts: 7), .production)
        let holes = (0..<3).map { number in
            Script("hole\(number)") {
                $0.export = { _ in
                    await Gate.untilCancelled()
                    throw CancellationError()
                }
                $0.publish = { _ in
                    await Gate.untilCancelled()
                    throw CancellationError()
                }
                $0.run = { _ in await Gate.untilCancelled() }
            }
        }
        let healthy = (0..<3).map { Script("healthy\($0)") }
        let setups = [
            holes[0].setup(LaneExporter.self, instance: "hole.history"),
            healthy[0].setup(CountingExporter.self, instance: "healthy.history"),
            holes[1].setup(StateExporter.self, instance: "hole.current"),
            healthy[1].setup(StateExporter.self, instance: "healthy.current"),
            holes[2].setup(LinkedExporter.self, instance: "hole.connected"),
            healthy[2].setup(LinkedExporter.self, instance: "healthy.connected"),
        ]
        try await scene.running(setups) { service in
            // In their calls, from which nothing but the clock would take them.
            await holes[0].deliveries.wait(for: 1)
            await holes[1].publications.wait(for: 1)
            await holes[2].connections.wait(for: 1)
            let names = ["healthy.history", "healthy.current", "healthy.connected"]
            for round in 0..<5 {
                if round > 0 {
                    let day = SampleReadings.firstDay.advanced(by: 40 + round)
                    try await scene.add([SampleReadings.day(day, watts: Int32(round))])
                }
                for name in names { try await scene.delivered(name) }
                // The current state with each new day.
                await healthy[1].publications.wait(for: round + 1)
                await healthy[2].publications.wait(for: round + 1)
            }
            #expect(scene.clock.now == Scene.start)
            for name in names { #expect(await service.health(of: name)?.word == .active) }
            for script in healthy { #expect(script.keys.count == 40 + 7 + 4) }
            #expect(holes[0].deliveries.count == 1)
            #expect(holes[1].publications.count == 1)
            #expect(holes[1].deliveries.count == 0)
        }
        for script in healthy { #expect(script.deliveries.entries.allSatisfy { $0.instant == Scene.start }) }
    }

    @Test("and none waits on the thirty seconds after which such calls end, again and again")
    func overTime() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(3))
        let hole = Script("hole") {
            $0.export = { _ in
                await Gate.untilCancelled()
                throw CancellationError()
            }
        }
        let healthy = Script("healthy")
        let policy = DeliveryPolicy(lease: .seconds(120), callDeadline: .seconds(30))
        try await scene.running(
            [hole.setup(instance: "hole"), healthy.setup(StateExporter.self, instance: "healthy")], policy: policy
        ) { _ in
            for number in 1...4 {
                try await scene.clock.tick { hole.deliveries.count == number }
                // It is in its call now, and the clock stands still until the healthy one has delivered.
                let day = SampleReadings.firstDay.advanced(by: 2 + number)
                try await scene.add([SampleReadings.day(day, watts: 1)])
                try await scene.eventually { healthy.keys.contains { $0.day == day } }
                try await scene.delivered("healthy")
            }
        }
        #expect(Set(healthy.keys.map(\.day)).count == 7)
        let log = try await scene.log("hole").filter { $0.outcome == .unreachable }
        #expect(Set(log.map(\.detail)) == ["No answer within 30 s."])
    }
}
