import Foundation
import MEDCore
import MEDHTTP
import MEDStore
import MEDStoreSQLite
import TestServers
import Testing

/// The real Prometheus and the real `med`.
@Suite(.timeLimit(.minutes(5)))
struct PrometheusTests {
    @Test("Prometheus scrapes the latest complete day, with a password, and the log says so")
    func scraped() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 10, hasProduction: true)
        let port = try ReservedPort()
        let home = try MedHome()
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
              - id: "01234567890123"
                contract: [{from: 2020-01-01, tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9}]
            prometheus: {enabled: true, port: \(port.number), path: /linky, username: prom, password: s3cret, labels: {location: paris}}
            """, to: "config.yaml")
        for file in files.files { try home.med("import", file) }
        let run = try home.start()
        defer { run.kill() }
        let prometheus = try await PrometheusServer.started(
            scraping: .init(port: port.number, path: "/linky", credentials: ("prom", "s3cret")))
        let daily = try await value(of: "myelectricaldata_consumption_daily_kwh", in: prometheus)
        let last = try #require(files.consumption.keys.max())
        let expected = try #require(files.consumption[last])
        #expect(last == "2024-02-10")
        #expect(daily.value?.value == Expect.kilowattHours(expected.wattMinutes))
        #expect(daily.metric["pdl"] == files.pdl)
        #expect(daily.metric["location"] == "paris")
        let production = try await value(of: "myelectricaldata_production_daily_kwh", in: prometheus)
        #expect(
            production.value?.value == files.production[last].map { Expect.kilowattHours($0.wattMinutes) })
        let month = try await value(of: "myelectricaldata_consumption_monthly_kwh", in: prometheus)
        #expect(
            month.value?.value
                == Expect.kilowattHours(files.consumption.values.reduce(0) { $0 + $1.wattMinutes }))
        let day = try await value(of: "myelectricaldata_consumption_reading_timestamp_seconds", in: prometheus)
        // TZ=Europe/Paris date -d 2024-02-10 +%s
        #expect(day.value?.value == "1707519600")
        try await waitUntilUp(prometheus)
        // With a password only.
        #expect(try await status(of: "http://127.0.0.1:\(port.number)/linky") == 401)
        #expect(try home.med("export").output.contains("prometheus: nothing to deliver"))
        let preview = try home.med("export", "--dry-run").output
        #expect(
            preview.hasPrefix(
                "GET http://127.0.0.1:\(port.number)/linky\n# HELP myelectricaldata_consumption_daily_kwh "))
        let test = try home.med("test", "prometheus")
        #expect(test.output.contains("Refuses whoever lacks the password"), "\(test.output)")
        #expect(!test.output.contains("s3cret"))
        run.terminate()
        #expect(try home.med("status").output.contains("prometheus"))
        let entries = try await home.store().logEntries(of: InstanceID(exporterKey: "prometheus"), limit: 100)
        #expect(entries.contains { $0.outcome == .delivered && $0.detail == "the current state was collected" })
        #expect(!home.log.contains("s3cret"))
        // It is served for the test when nothing else serves it.
        let alone = try home.med("test", "prometheus")
        #expect(alone.output.contains("served for this test only"), "\(alone.output)")
    }

    /// A scrape that was late on a busy machine is followed by one that is not.
    private func waitUntilUp(_ prometheus: PrometheusServer) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let targets = try await prometheus.targets()
            if targets.map(\.health) == ["up"], targets.map(\.lastError) == [""] { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        Issue.record("\(try await prometheus.targets())")
    }

    private func value(of metric: String, in prometheus: PrometheusServer) async throws -> PrometheusServer.Series {
        let deadline = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < deadline {
            if let series = try await prometheus.query(metric).first { return series }
            try await Task.sleep(for: .milliseconds(200))
        }
        let targets = try await prometheus.targets()
        throw TestServerError("Prometheus has no \(metric): \(targets)")
    }

    private func status(of url: String, host: String? = nil) async throws -> Int {
        let client = try HTTPClient()
        let response = try await client.send(
            HTTPRequest(.get, try HTTPURL(url), headers: host.map { ["Host": $0] } ?? [:]))
        await client.close(gracePeriod: .zero)
        return response.status
    }

    @Test("The main server has /metrics and /health, whatever the exporters; a busy address is a warning")
    func mainServer() async throws {
        let files = try HouseholdFiles(from: "2024-02-01", days: 3)
        let port = try ReservedPort()
        let busy = try HTTPPeer { _ in [.close] }
        let home = try MedHome()
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls: [{id: "01234567890123"}]
            server: {listen: [127.0.0.1:\(busy.port), 127.0.0.1:\(port.number)]}
            """, to: "config.yaml")
        try home.med("import", files.files[0])
        let run = try home.start(environment: ["SERVER_LISTEN": ""])
        defer { run.kill() }
        try await Poll.until("the second address", timeout: .seconds(60)) {
            home.log.contains("listening") && home.log.contains("delivery goes on without this address")
        }
        #expect(home.log.contains("127.0.0.1:\(busy.port) is taken already"))
        #expect(run.isRunning)
        let client = try HTTPClient()
        let metrics = try await client.send(HTTPRequest(.get, try HTTPURL("http://127.0.0.1:\(port.number)/metrics")))
        let text = String(decoding: metrics.body, as: UTF8.self)
        let expected = try #require(files.consumption["2024-02-03"])
        #expect(
            text.contains(
                "\nmyelectricaldata_consumption_daily_kwh{pdl=\"01234567890123\"} "
                    + "\(Expect.kilowattHours(expected.wattMinutes))\n"))
        #expect(metrics.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(try await status(of: "http://127.0.0.1:\(port.number)/health") == 200)
        #expect(try await status(of: "http://127.0.0.1:\(port.number)/") == 404)
        await client.close(gracePeriod: .zero)
        run.terminate()
    }

    @Test("A busy port of the exporter is a clear error, and the program goes on")
    func busyPort() async throws {
        let busy = try HTTPPeer { _ in [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)), .close] }
        let home = try MedHome()
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            prometheus: {enabled: true, port: \(busy.port)}
            """, to: "config.yaml")
        let run = try home.start()
        defer { run.kill() }
        try await Poll.until("the error", timeout: .seconds(60)) {
            home.log.contains("127.0.0.1:\(busy.port) is taken already by another program")
        }
        #expect(run.isRunning)
        let test = try home.med("test", "prometheus", expecting: 77)
        #expect(test.output.contains("Another program answers on 127.0.0.1:\(busy.port)."), "\(test.output)")
        run.terminate()
    }

    /// What a day of the file must be, from household.py's whole numbers.
    private static func kilowattHours(_ days: [String: HouseholdFiles.ExpectedDay], _ prefix: String) -> String {
        Expect.kilowattHours(days.filter { $0.key.hasPrefix(prefix) }.values.reduce(0) { $0 + $1.wattMinutes })
    }

    @Test("The OpenMetrics file gives Prometheus three years of two PDL")
    func history() async throws {
        // With 2024's 29 February and six changes of the clocks.
        let houses = [
            try HouseholdFiles(pdl: "01234567890123", from: "2022-01-01", days: 1_095, seed: 7, hasProduction: true),
            try HouseholdFiles(pdl: "98765432109876", from: "2022-01-01", days: 1_095, seed: 8),
        ]
        let home = try MedHome()
        try home.configure(port: 1, pdls: houses.map(\.pdl), mqtt: [])
        for house in houses { for file in house.files { try home.med("import", file) } }
        try await writeNational(to: home)
        let path = home.directory.path("history.om")
        let begin = ContinuousClock.now
        try home.med("export", "--exporter", "prometheus", "--openmetrics", path)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        print("history of 2 PDL, 3 years: \(size) bytes in \(ContinuousClock.now - begin)")
        let prometheus = try await PrometheusServer.started(openMetrics: path)
        // 2025-01-01 12:00 UTC
        let end = 1_735_732_800
        var compared = 0
        for house in houses {
            for (direction, days) in [("consumption", house.consumption), ("production", house.production)] {
                guard !days.isEmpty else { continue }
                let name = "myelectricaldata_\(direction)"
                let daily = try await prometheus.query("\(name)_daily_kwh{pdl=\"\(house.pdl)\"}[1200d]", at: end)
                let found = Dictionary(
                    uniqueKeysWithValues: try #require(daily.first?.values).map { (Self.day($0.time), $0.value) })
                #expect(found == days.mapValues { Expect.kilowattHours($0.wattMinutes) }, "\(house.pdl) \(direction)")
                compared += found.count
                for (suffix, length) in [("monthly", 7), ("yearly", 4)] {
                    let totals = try await prometheus.query(
                        "\(name)_\(suffix)_kwh{pdl=\"\(house.pdl)\"}[1200d]", at: end)
                    let found = Dictionary(
                        uniqueKeysWithValues: try #require(totals.first?.values).map {
                            (String(Self.day($0.time).prefix(length)), $0.value)
                        })
                    let periods = Set(days.keys.map { String($0.prefix(length)) })
                    #expect(found.count == periods.count)
                    for period in periods { #expect(found[period] == Self.kilowattHours(days, period), "\(period)") }
                    compared += found.count
                }
                let points = try await prometheus.query(
                    "count_over_time(\(name)_load_watts{pdl=\"\(house.pdl)\"}[1200d])", at: end)
                #expect(points.first?.value?.value == String(days.values.reduce(0) { $0 + $1.points }))
            }
            let offPeak = try await prometheus.query(
                "myelectricaldata_consumption_hc_kwh{pdl=\"\(house.pdl)\"}[1200d]", at: end)
            let found = Dictionary(
                uniqueKeysWithValues: try #require(offPeak.first?.values).map { (Self.day($0.time), $0.value) })
            #expect(found == house.consumption.mapValues { Expect.kilowattHours($0.hcWattMinutes) })
            compared += found.count
        }
        let tempo = try await prometheus.query("myelectricaldata_tempo_color[1200d]", at: end)
        // The colours begin at 06:00: from `TZ=Europe/Paris date -d "2024-01-15 06:00" +%s` and the next day.
        #expect(tempo.first?.values?.map { "\(Int($0.time)) \($0.value)" } == ["1705294800 3", "1705381200 1"])
        let hours = try await prometheus.query("count_over_time(myelectricaldata_ecowatt_hour_level[1200d])", at: end)
        #expect(hours.first?.value?.value == "24")
        print("compared with Prometheus: \(compared) days, months and years")
        #expect(compared > 4 * 1_095)
    }

    private func writeNational(to home: MedHome) async throws {
        let store = try home.store()
        let now = UTCInstant(utcYear: 2025, month: 1, day: 1)
        let days = ["2024-01-15", "2024-01-16", "2024-01-17"].compactMap(Day.init)
        _ = try await store.write(
            zip(days, [TempoColor.red, .blue, nil]).map {
                TempoData(day: $0, color: $1, isFinal: $1 != nil, recordedAt: now)
            }, at: now)
        _ = try await store.write(
            [EcowattData(day: days[0], level: 2, hours: Array(repeating: 1, count: 24), recordedAt: now)], at: now)
    }

    /// The civil day in Paris that begins at an instant, by Foundation's calendar; anything else if none does.
    private static func day(_ time: Double) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: time))
        guard parts.hour == 0, parts.minute == 0, parts.second == 0 else { return "not midnight: \(time)" }
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }
}
