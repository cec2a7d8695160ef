import Foundation
import MEDCore
import MEDExporters
import MEDStore
import MEDStoreSQLite
import MEDTesting
import TestServers
import Testing

/// What changes after the first delivery: readings, the server, its address, the labels.
@Suite(.timeLimit(.minutes(10)))
struct ChangeTests {
    private static let now = UTCInstant(utcYear: 2024, month: 6, day: 1)
    private let pdl = SampleReadings.randomPDL()
    private let first = SampleReadings.firstDay
    private var load: String { #"myelectricaldata_consumption_load_watts{pdl="\#(pdl.digits)"}"# }
    private var daily: String { #"myelectricaldata_consumption_daily_kwh{pdl="\#(pdl.digits)"}"# }
    private var yearly: String { #"myelectricaldata_consumption_yearly_kwh{pdl="\#(pdl.digits)"}"# }

    private func scene(_ count: Int = 60) async throws -> MetricsScene {
        let scene = try MetricsScene(at: Self.now)
        try await scene.add(SampleReadings.days(count), of: pdl)
        return scene
    }

    /// The sum and the number of samples of a series over all time.
    private func sum(_ selector: String, at server: VictoriaMetricsServer) throws -> [Double?] {
        try server.flush()
        return try ["sum", "count"].map {
            try server.value("\($0)_over_time(\(selector)[9y])", at: Self.now.secondsSinceEpoch)
        }
    }

    /// What the server must hold: watts and half-hours, summed here.
    private func expected(_ watts: [(Day, Int)]) -> [Double?] {
        [
            watts.reduce(0.0) { $0 + Double($1.1 * $1.0.lengthInMinutes / 30) },
            watts.reduce(0.0) { $0 + Double($1.0.lengthInMinutes / 30) },
        ]
    }

    private func powers(_ count: Int, changed: [Int: Int] = [:]) -> [(Day, Int)] {
        (0..<count).map { (first.advanced(by: $0), changed[$0] ?? 100 + $0) }
    }

    @Test(arguments: [nil, "1ms"])
    func aCorrectionReplacesUpwardsAndDownwards(_ deduplication: String?) async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.deduplication = deduplication })
        let scene = try await scene()
        try await scene.deliver(to: server.url)
        #expect(try sum(load, at: server) == expected(powers(60)))
        for (day, watts) in [(10, 5_000), (20, 1), (59, 0)] {
            try await scene.add([SampleReadings.day(first.advanced(by: day), watts: Int32(watts))], of: pdl)
            try await scene.deliver(to: server.url)
        }
        let powers = powers(60, changed: [10: 5_000, 20: 1, 59: 0])
        #expect(try sum(load, at: server) == expected(powers))
        #expect(try sum(daily, at: server)[1] == 60)
        // The year to date of the last day holds the corrections of the days before it.
        let total = powers.reduce(0.0) { $0 + Double($1.1 * $1.0.lengthInMinutes) / 60 }
        let last = try #require(
            try server.value("last_over_time(\(yearly)[9y])", at: Self.now.secondsSinceEpoch))
        #expect(abs(last * 1_000 - total) < 1)
        #expect(try await scene.isDelivered())
    }

    /// Older history that is imported later, within the same year: the totals to date of later days change.
    @Test func olderHistoryMovesTheTotalsToDate() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try MetricsScene(at: Self.now)
        try await scene.add(Array(SampleReadings.days(60)[30...]), of: pdl)
        try await scene.deliver(to: server.url)
        try await scene.add(Array(SampleReadings.days(60)[..<30]), of: pdl)
        try await scene.deliver(to: server.url)
        #expect(try sum(load, at: server) == expected(powers(60)))
        let total = powers(60).reduce(0.0) { $0 + Double($1.1 * $1.0.lengthInMinutes) / 60 }
        let last = try #require(
            try server.value("last_over_time(\(yearly)[9y])", at: Self.now.secondsSinceEpoch))
        #expect(abs(last * 1_000 - total) < 1)
        #expect(try sum(yearly, at: server)[1] == 60)
    }

    /// A day that is taken back leaves nothing.
    @Test func anUndoneImportLeavesNothing() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try await scene(10)
        let more = try await scene.store.importReadings(
            [
                MeterReadings(
                    pdl: pdl, direction: .consumption, days: SampleReadings.days(5, from: first.advanced(by: 10)))
            ],
            from: ImportSource(name: "more"), contracts: [:], at: Self.now)
        try await scene.deliver(to: server.url)
        #expect(try sum(daily, at: server)[1] == 15)
        _ = try await scene.store.undoImport(try #require(more.id), contracts: [:], at: Self.now)
        try await scene.deliver(to: server.url)
        #expect(try sum(load, at: server) == expected(powers(10)))
        #expect(try sum(daily, at: server)[1] == 10)
    }

    @Test func aReplaySendsNothingTwice() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try await scene()
        try await scene.deliver(to: server.url)
        _ = try await scene.store.replay(MetricsScene.instance, days: nil, now: Self.now)
        try await scene.deliver(to: server.url)
        _ = try await scene.store.replay(MetricsScene.instance, days: first...first.advanced(by: 3), now: Self.now)
        try await scene.deliver(to: server.url)
        #expect(try sum(load, at: server) == expected(powers(60)))
    }

    @Test func aWipedServerGetsEverythingAgain() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try await scene()
        try await scene.deliver(to: server.url)
        try await server.wipe()
        try await scene.add(SampleReadings.days(1, from: first.advanced(by: 60), watts: 160), of: pdl)
        try await scene.deliver(to: server.url)
        #expect(try sum(load, at: server) == expected(powers(61)))
        #expect(try await scene.store.epochs(of: MetricsScene.instance).count == 2)
    }

    @Test func aServerThatIsKilledKeepsWhatWasVerified() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try await scene()
        try await scene.deliver(to: server.url)
        server.kill()
        try await server.start()
        try await scene.add(SampleReadings.days(1, from: first.advanced(by: 60), watts: 160), of: pdl)
        try await scene.deliver(to: server.url)
        #expect(try sum(load, at: server) == expected(powers(61)))
    }

    @Test func aNewURLGetsEverythingAndTheOldOneCanBeCleaned() async throws {
        let old = try await VictoriaMetricsServer.started()
        let new = try await VictoriaMetricsServer.started()
        let scene = try await scene()
        try await scene.deliver(to: old.url)
        try await scene.deliver(to: new.url)
        #expect(try sum(load, at: new) == expected(powers(60)))
        let left = try #require(try await scene.store.epochs(of: MetricsScene.instance).last?.destination)
        #expect(try await scene.exporter(new.url).retract(.epoch(left), pdls: [pdl]) == 4)
        #expect(try old.export(#"{pdl!=""}"#).isEmpty)
        #expect(try sum(load, at: new) == expected(powers(60)))
    }

    /// The same server: the series without the label are exactly those that go, and those of others stay.
    @Test func aNewLabelGetsEverythingAndTheOldSeriesCanBeCleaned() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try await scene()
        try await scene.deliver(to: server.url)
        let labels: [String: ConfigurationValue] = ["labels": .map(["location": "Paris, France"])]
        try await scene.deliver(to: server.url, labels)
        let labelled = load.replacingOccurrences(of: "}", with: #",location="Paris, France"}"#)
        #expect(try sum(labelled, at: server) == expected(powers(60)))
        let left = try #require(try await scene.store.epochs(of: MetricsScene.instance).last?.destination)
        #expect(try await scene.exporter(server.url, labels).retract(.epoch(left), pdls: [pdl]) == 4)
        #expect(try server.export(#"{pdl!="",location=""}"#).isEmpty)
        #expect(try sum(labelled, at: server) == expected(powers(60)))

        // And back again: the label's epoch is cleaned by its stored identity.
        try await scene.deliver(to: server.url)
        let labelledEpoch = try #require(
            try await scene.store.epochs(of: MetricsScene.instance).first {
                $0.destination.values["labels"] != nil && $0.endedAt != nil
            })
        #expect(try await scene.exporter(server.url).retract(.epoch(labelledEpoch.destination), pdls: [pdl]) == 4)
        #expect(try server.export(#"{location!=""}"#).isEmpty)
        #expect(try sum(load, at: server) == expected(powers(60)))
    }

    /// A correction deletes its own series, not those that have one label more.
    @Test func aCorrectionLeavesTheSeriesOfOtherLabelsAlone() async throws {
        let server = try await VictoriaMetricsServer.started()
        let (plain, labelled) = (try await scene(), try await scene())
        try await labelled.deliver(to: server.url, ["labels": .map(["who": "other"])])
        try await plain.deliver(to: server.url)
        try await plain.add([SampleReadings.day(first, watts: 7)], of: pdl)
        try await plain.deliver(to: server.url)
        let other = load.replacingOccurrences(of: "}", with: #",who="other"}"#)
        let own = load.replacingOccurrences(of: "}", with: #",who=""}"#)
        #expect(try sum(other, at: server) == expected(powers(60)))
        #expect(try sum(own, at: server) == expected(powers(60, changed: [0: 7])))
    }

    @Test func aRetractionTakesOneMeterOrEverything() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try await scene(3)
        let other = SampleReadings.randomPDL()
        try await scene.add(SampleReadings.days(3), of: other)
        _ = try await scene.store.write(
            [EcowattData(day: first, level: 2, hours: [1], recordedAt: Self.now)], at: Self.now)
        try await scene.deliver(to: server.url)
        let exporter = try scene.exporter(server.url)
        #expect(try await exporter.retract(.pdl(pdl), pdls: [pdl]) == 4)
        #expect(try server.export(#"{pdl="\#(pdl.digits)"}"#).isEmpty)
        #expect(try await exporter.retract(.all, pdls: [pdl, other]) == 6)
        #expect(try server.export(#"{__name__=~"myelectricaldata.*"}"#).isEmpty)
    }

    /// Tomorrow's colour, once it is final, stands at tomorrow's 06:00: ahead of the server's clock, which is the wall's.
    @Test func tomorrowsColourIsAheadOfTheServersClock() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try MetricsScene(at: UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)))
        let tomorrow = Day(containing: scene.clock.now).next
        func colour(_ day: Day, _ color: TempoColor, isFinal: Bool = true) -> TempoData {
            TempoData(day: day, color: color, isFinal: isFinal, recordedAt: scene.clock.now)
        }
        _ = try await scene.store.write(
            [colour(tomorrow.previous, .blue), colour(tomorrow, .red, isFinal: false)], at: scene.clock.now)
        try await scene.deliver(to: server.url)
        _ = try await scene.store.write([colour(tomorrow, .white)], at: scene.clock.now)
        try await scene.deliver(to: server.url)
        // RTE's final word was another one after all: a correction.
        _ = try await scene.store.write([colour(tomorrow, .red)], at: scene.clock.now)
        try await scene.deliver(to: server.url)
        #expect(try await scene.evidence() == ["verified"])
        try server.flush()
        let lines = try server.export("myelectricaldata_tempo_color")
        #expect(lines.count == 1 && lines[0].contains(#""values":[1,3]"#), "\(lines)")
    }

    /// EcoWatt's forecast waits for its day, and its last word is the one that counts.
    @Test func aForecastWaitsForItsDay() async throws {
        let server = try await VictoriaMetricsServer.started()
        let scene = try MetricsScene(at: Self.now)
        let today = Day(containing: Self.now)
        func day(_ offset: Int, _ level: Int) -> EcowattData {
            EcowattData(day: today.advanced(by: offset), level: level, hours: [0, 1], recordedAt: Self.now)
        }
        _ = try await scene.store.write([day(0, 1), day(1, 2), day(2, 1), day(3, 1)], at: Self.now)
        try await scene.deliver(to: server.url)
        let levels = "myelectricaldata_ecowatt_level"
        #expect(try server.export(levels).count == 1)
        let waiting = try await scene.store.exceptions(of: MetricsScene.instance)
        #expect(waiting.count == 3)
        #expect(waiting.map(\.nextAttempt).min().map { $0 >= today.next.start } == true)
        // Revised the evening before, delivered when it begins; today is revised as well.
        _ = try await scene.store.write([day(1, 3), day(0, 2)], at: Self.now)
        scene.clock.advance(bySeconds: today.next.start.seconds(since: Self.now) + 60)
        try await scene.deliver(to: server.url)
        try server.flush()
        #expect(
            try server.export(levels).joined().contains(
                #""values":[2,3],"timestamps":[\#(today.start.secondsSinceEpoch)000,\#(today.next.start.secondsSinceEpoch)000]"#
            ))
    }
}
