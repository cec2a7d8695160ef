import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct CurrentStateTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test("published once per change: an old day's correction changes nothing but the month and the year it lies in")
    func oncePerChange() async throws {
        let scene = try Scene()
        let latest = try day("2024-05-20")
        try await scene.add([
            SampleReadings.day(try day("2022-05-02"), watts: 100),
            SampleReadings.day(try day("2024-02-02"), watts: 100),
            SampleReadings.day(try day("2024-05-02"), watts: 100), SampleReadings.day(latest, watts: 100),
        ])
        let script = Script()
        try await scene.running([script.setup(StateExporter.self)]) { _ in
            try await scene.delivered()
            func correct(_ text: String, publications: Int) async throws {
                try await scene.add([SampleReadings.day(try day(text), watts: 200)])
                try await scene.delivered()
                await script.publications.wait(for: publications)
            }
            try await correct("2022-05-02", publications: 1)
            try await correct("2024-02-02", publications: 2)
            try await correct("2024-05-02", publications: 3)
        }
        let states = script.publications.entries.compactMap(\.meters.first)
        #expect(states.count == 3)
        #expect(Set(states.map(\.latestDay?.day)) == [latest])
        #expect(Set(states.map(\.latestDay?.energy)).count == 1)
        let days = 24 * 100
        #expect(states.map(\.month?.energy) == [2, 2, 3].map { Energy(wattHours: Int64($0 * days)) })
        #expect(states.map(\.year?.energy) == [3, 4, 5].map { Energy(wattHours: Int64($0 * days)) })
        let entries = try await scene.log().filter { $0.stream == nil }
        #expect(entries.map(\.outcome) == [.delivered, .delivered, .delivered])
        #expect(entries.map(\.evidence) == ["acknowledged", "acknowledged", "acknowledged"])
    }

    @Test("Tempo changes at 06:00 in Paris without a new document, in winter and in summer")
    func tempo() async throws {
        for (date, hour) in [("2024-01-15", 5), ("2024-06-17", 4)] {
            let today = try day(date)
            let six = UTCInstant(
                utcYear: today.year, month: today.monthOfYear, day: today.dayOfMonth, hour: hour)
            let scene = try Scene(at: six.advanced(bySeconds: -60))
            _ = try await scene.store.write(
                [(today.previous, TempoColor.blue), (today, .white), (today.next, .red)].map {
                    TempoData(day: $0, color: $1, isFinal: true, recordedAt: scene.clock.now)
                }, at: scene.clock.now)
            let script = Script()
            try await scene.running([script.setup(StateExporter.self)]) { _ in
                try await scene.delivered()
                #expect(script.publications.entries.map(\.tempo?.today.color) == [.blue])
                #expect(script.publications.entries[0].validUntil == six)
                try await scene.clock.tick { script.publications.count > 1 }
                #expect(scene.clock.now.seconds(since: six) >= 0)
                #expect(script.publications.entries[1].tempo?.today.color == .white)
                #expect(script.publications.entries[1].tempo?.tomorrow.color == .red)
            }
            #expect(script.publications.count == 2)
        }
    }

    @Test("EcoWatt changes with the hour, and only when the hour's level does")
    func ecowatt() async throws {
        // 18:59:00 in Paris.
        let scene = try Scene(at: UTCInstant(utcYear: 2024, month: 1, day: 15, hour: 17, minute: 59))
        let levels = (0..<24).map { $0 < 19 ? 1 : $0 < 21 ? 2 : 3 }
        _ = try await scene.store.write(
            [EcowattData(day: try day("2024-01-15"), level: 3, hours: levels, recordedAt: scene.clock.now)],
            at: scene.clock.now)
        let script = Script()
        try await scene.running([script.setup(StateExporter.self)]) { _ in
            try await scene.clock.tick { script.publications.count == 3 }
        }
        #expect(script.publications.entries.map(\.ecowatt?.hourLevel) == [1, 2, 3])
        let hours = script.publications.entries.map(\.validUntil)
        #expect(
            hours == [18, 19, 21].map { UTCInstant(utcYear: 2024, month: 1, day: 15, hour: $0) })
    }

    @Test("a state that was not taken is published again, and one that was is not after a restart of the record lanes")
    func failedPublication() async throws {
        let scene = try Scene()
        try await scene.add(SampleReadings.days(1))
        let script = Script { $0.publish = { _ in throw ExporterFault.away() } }
        try await scene.running([script.setup(StateExporter.self)]) { _ in
            try await scene.clock.tick { script.publications.count == 2 }
            #expect(script.deliveries.count == 0)
            script.change { $0.publish = { _ in .sent } }
            try await scene.tickUntilDelivered()
            let count = script.publications.count
            _ = try await scene.store.replay(InstanceID("scripted"), days: nil, now: scene.clock.now)
            try await scene.eventually { script.deliveries.count == 2 }
            try await scene.delivered()
            #expect(script.publications.count == count)
        }
        let hash = try await scene.store.acknowledgedCurrentState(of: InstanceID("scripted"))
        #expect(hash != nil)
        #expect(try await scene.log().first { $0.outcome == .delivered }?.evidence == "sent")
    }
}
