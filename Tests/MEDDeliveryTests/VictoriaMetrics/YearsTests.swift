import Foundation
import MEDCore
import MEDExporters
import MEDStoreSQLite
import MEDTesting
import TestServers
import Testing

/// Three years of two meters, Tempo and EcoWatt on a real VictoriaMetrics: its own queries give the totals.
@Suite(.timeLimit(.minutes(10)))
struct YearsTests {
    private static let days = 1_096

    @Test(arguments: [nil, "1ms"])
    func queriesGiveTheTotals(_ deduplication: String?) async throws {
        let seed = UInt64.random(in: 0...1_000_000)
        let years = try MadeUpYears(from: "2021-09-01", days: Self.days, seed: seed)
        let server = try await VictoriaMetricsServer.started(.with { $0.deduplication = deduplication })
        let scene = try MetricsScene(at: UTCInstant(utcYear: 2026, month: 1, day: 1))
        try await years.write(into: scene.store, at: scene.clock.now)
        try await scene.deliver(to: server.url)
        #expect(try await scene.isDelivered())
        #expect(try await scene.evidence() == ["verified"])

        try server.flush()
        for meter in years.meters { try expect(meter, at: server) }
        try expectNational(years, at: server)
        let samples = years.meters.reduce(0) { sum, meter in
            sum + meter.days.reduce(0) { $0 + meter.samples($1) }
        }
        let count = try server.value(#"sum(count_over_time({pdl!=""}[10y]))"#, at: 1_767_225_600)
        #expect(count == Double(samples))
        print("victoriametrics: seed \(seed), dedup \(deduplication ?? "off"), \(samples) samples of \(Self.days) days")

        let digest = try await scene.exporter(server.url).digest(
            of: #require(PDL(years.meters[1].pdl)), .consumption,
            days: #require(Day("2021-09-01"))...#require(Day("2024-08-31")))
        let expected = years.meters[1].days.compactMap { day in day.wattHours.map { (day.date, $0) } }
        #expect(digest.count == expected.count)
        for (date, wattHours) in expected {
            #expect(try digest[#require(Day(date))] == Energy(wattHours: wattHours))
        }
    }

    /// Every day by its sample, days of 23 and 25 hours by their window, months and years by their sums.
    private func expect(_ meter: MadeUpYears.Meter, at server: VictoriaMetricsServer) throws {
        let name = "myelectricaldata_\(meter.direction)"
        let selector = #"{pdl="\#(meter.pdl)"}"#
        #expect(
            try samples("\(name)_daily_kwh\(selector)", at: server)
                == meter.days.reduce(into: [:]) { all, day in
                    if let wattHours = day.wattHours { all[day.start] = wattHours }
                })
        let watts = try samples("\(name)_load_watts\(selector)", at: server, scale: 1)
        for day in meter.days {
            for (index, power) in day.watts.enumerated() {
                #expect(watts[day.start + Int64(index) * 1_800] == power.map(Int64.init))
            }
        }
        for day in meter.days where day.end - day.start != 86_400 {
            let window = day.end - day.start
            let known = day.watts.compactMap(\.self)
            #expect(
                try server.value("sum_over_time(\(name)_load_watts\(selector)[\(window)s])", at: day.end - 1)
                    == Double(known.reduce(0) { $0 + Int($1) }))
            #expect(
                try server.value("count_over_time(\(name)_load_watts\(selector)[\(window)s])", at: day.end - 1)
                    == Double(known.count))
        }
        for (period, wattHours) in meter.totals {
            let days = meter.days.filter { $0.date.hasPrefix(period) }
            let (first, last) = (try #require(days.first), try #require(days.last))
            let rounded = days.reduce(0) { $0 + ($1.wattHours ?? 0) }
            let sum = try #require(
                try server.value(
                    "sum_over_time(\(name)_daily_kwh\(selector)[\(last.end - first.start)s])", at: last.end - 1))
            #expect(Int64((sum * 1_000).rounded()) == rounded)
            let word = period.count == 4 ? "yearly" : "monthly"
            let toDate = try #require(
                try server.value(
                    "last_over_time(\(name)_\(word)_kwh\(selector)[\(last.end - first.start)s])", at: last.end - 1))
            #expect(Int64((toDate * 1_000).rounded()) == wattHours)
        }
        for register in Set(meter.days.flatMap(\.registers.keys)) {
            #expect(
                try samples("\(name)_register_kwh{pdl=\"\(meter.pdl)\",register=\"\(register)\"}", at: server)
                    .filter { $0.value != 0 }
                    == meter.days.reduce(into: [:]) { all, day in
                        if let wattHours = day.registers[register], wattHours != 0 { all[day.start] = wattHours }
                    })
        }
    }

    private func expectNational(_ years: MadeUpYears, at server: VictoriaMetricsServer) throws {
        let colors = try samples("myelectricaldata_tempo_color", at: server, scale: 1)
        #expect(colors.count == years.national.count)
        let levels = try samples("myelectricaldata_ecowatt_level", at: server, scale: 1)
        let meter = years.meters[0]
        for (day, national) in zip(meter.days, years.national.dropFirst()) {
            // The clocks change before 06:00: that is 18 hours before the next midnight.
            #expect(colors[day.end - 18 * 3_600] == Int64(national.color))
            #expect(levels[day.start] == Int64(national.level))
        }
        let hours = try samples("myelectricaldata_ecowatt_hour_level", at: server, scale: 1)
        let known = years.national.dropFirst().filter { day in
            meter.days.contains { $0.date == day.date && $0.end - $0.start == 86_400 }
        }
        for national in known {
            let day = try #require(meter.days.first { $0.date == national.date })
            for (hour, level) in national.hours.enumerated() {
                #expect(hours[day.start + Int64(hour) * 3_600] == level.map(Int64.init))
            }
        }
    }

    /// The samples of one series by second, in thousandths or whole; a second that comes twice fails.
    private func samples(
        _ selector: String, at server: VictoriaMetricsServer, scale: Double = 1_000
    ) throws -> [Int64: Int64] {
        var samples: [Int64: Int64] = [:]
        for line in try server.export(selector) {
            let line = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let values = try #require(line["values"] as? [NSNumber])
            let times = try #require(line["timestamps"] as? [NSNumber])
            for (time, value) in zip(times, values) {
                let second = time.int64Value / 1_000
                #expect(samples[second] == nil, "a sample twice at \(second)")
                samples[second] = Int64((value.doubleValue * scale).rounded())
            }
        }
        return samples
    }
}
