import MEDCore
import MEDExporters
import Synchronization
import TestServers
import Testing

/// The file for promtool, to the byte.
@Suite(.timeLimit(.minutes(1)))
struct OpenMetricsHistoryTests {
    private func history(
        _ documents: [DayDocument], totals: [PeriodTotal] = [], tempo: [TempoData] = [], ecowatt: [EcowattData] = []
    ) -> OpenMetricsHistory {
        let keys = Set(documents.map { [$0.pdl.digits, $0.direction.rawValue] })
        let meters = keys.map { key in
            let days = documents.filter { $0.pdl.digits == key[0] && $0.direction.rawValue == key[1] }
            return OpenMetricsHistory.Meter(
                pdl: days[0].pdl, direction: days[0].direction,
                days: (days.map(\.day).min() ?? january15)...(days.map(\.day).max() ?? january15))
        }
        return OpenMetricsHistory(meters: meters, tempo: tempo, ecowatt: ecowatt, labels: ["home": "paris"]) { meter in
            AsyncThrowingStream { continuation in
                for document in documents where meter.holds(document) { continuation.yield(document) }
                continuation.finish()
            }
        } totals: { _, unit in
            totals.filter { $0.period.unit == unit }
        }
    }

    private func text(_ history: OpenMetricsHistory) async throws -> String {
        var bytes: [UInt8] = []
        _ = try await history.write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Two days of which the first has a curve; a colour that is unknown, the days on which the clocks change.
    @Test func seriesStandTogetherInTheOrderOfTime() async throws {
        let next = january15.advanced(by: 1)
        let march = fixture(Day("2024-03-31"))
        let october = fixture(Day("2024-10-27"))
        let text = try await text(
            history(
                [
                    document(curve: threeSlots),
                    document(
                        next, wattHours: 20_000,
                        registers: [(.hc, Energy(wattHours: 1)), (.hp, Energy(wattHours: 19_999))]),
                ],
                totals: [
                    total(.month(year: 2024, month: 1), wattHours: 35_234), total(.year(2024), wattHours: 35_234),
                ],
                tempo: [
                    TempoData(day: january15, color: .red, isFinal: true, recordedAt: recorded),
                    TempoData(day: next, color: nil, isFinal: false, recordedAt: recorded),
                    TempoData(day: march, color: .blue, isFinal: true, recordedAt: recorded),
                ],
                ecowatt: [
                    EcowattData(day: march, level: 1, hours: [0, 1, 2, 3, 0], recordedAt: recorded),
                    EcowattData(day: october, level: nil, hours: [0, nil, 2, 3], recordedAt: recorded),
                ]))
        let samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let pdl = #"pdl="12345678901234""#
        // From `TZ=Europe/Paris date -d … +%s`.
        #expect(
            samples == [
                #"myelectricaldata_consumption_daily_kwh{\#(pdl),home="paris"} 15.234 1705273200"#,
                #"myelectricaldata_consumption_daily_kwh{\#(pdl),home="paris"} 20 1705359600"#,
                #"myelectricaldata_consumption_hc_kwh{\#(pdl),home="paris"} 8.5 1705273200"#,
                #"myelectricaldata_consumption_hc_kwh{\#(pdl),home="paris"} 0.001 1705359600"#,
                #"myelectricaldata_consumption_hp_kwh{\#(pdl),home="paris"} 6.734 1705273200"#,
                #"myelectricaldata_consumption_hp_kwh{\#(pdl),home="paris"} 19.999 1705359600"#,
                #"myelectricaldata_consumption_register_kwh{\#(pdl),register="hc",home="paris"} 8.5 1705273200"#,
                #"myelectricaldata_consumption_register_kwh{\#(pdl),register="hc",home="paris"} 0.001 1705359600"#,
                #"myelectricaldata_consumption_register_kwh{\#(pdl),register="hp",home="paris"} 6.734 1705273200"#,
                #"myelectricaldata_consumption_register_kwh{\#(pdl),register="hp",home="paris"} 19.999 1705359600"#,
                #"myelectricaldata_consumption_monthly_kwh{\#(pdl),home="paris"} 35.234 1704063600"#,
                #"myelectricaldata_consumption_yearly_kwh{\#(pdl),home="paris"} 35.234 1704063600"#,
                #"myelectricaldata_consumption_load_watts{\#(pdl),home="paris"} 469 1705273200"#,
                #"myelectricaldata_consumption_load_watts{\#(pdl),home="paris"} 397 1705275000"#,
                #"myelectricaldata_consumption_load_watts{\#(pdl),home="paris"} 400 1705276800"#,
                #"myelectricaldata_tempo_color{day="today",home="paris"} 3 1705294800"#,
                #"myelectricaldata_tempo_color{day="today",home="paris"} 1 1711857600"#,
                #"myelectricaldata_ecowatt_level{home="paris"} 1 1711839600"#,
                // 02:00 is left out on this day, and 03:00 comes an hour after 01:00.
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 0 1711839600"#,
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 1 1711843200"#,
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 3 1711846800"#,
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 0 1711850400"#,
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 0 1729980000"#,
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 2 1729987200"#,
                #"myelectricaldata_ecowatt_hour_level{home="paris"} 3 1729994400"#,
            ])
        #expect(text.hasSuffix("\n# EOF\n"))
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }.count == 10)
    }

    @Test func anEmptyHistoryIsAnEmptyFile() async throws {
        #expect(
            try await text(
                OpenMetricsHistory(
                    meters: [], documents: { _ in AsyncThrowingStream { $0.finish() } },
                    totals: { _, _ in [] })) == "# EOF\n")
    }

    /// A year of half-hours leaves in pieces of a day.
    @Test func noMoreThanADayOfACurveIsHeld() async throws {
        let curve = LoadCurve(slots: (0..<48).map { LoadSlot(startMinute: $0 * 30, minutes: 30, watts: 500) })
        let days = (0..<365).map { document(january15.advanced(by: $0), curve: curve) }
        var largest = 0
        var total = 0
        let count = try await history(days).write {
            largest = max(largest, $0.count)
            total += $0.count
        }
        print("a year: \(count) samples, \(total) bytes, at most \(largest) at a time")
        #expect(count >= 365 * 48)
        #expect(largest < 365 * 2 * 120)
    }
}

extension OpenMetricsHistory.Meter {
    fileprivate func holds(_ document: DayDocument) -> Bool {
        document.pdl == pdl && document.direction == direction
    }
}
