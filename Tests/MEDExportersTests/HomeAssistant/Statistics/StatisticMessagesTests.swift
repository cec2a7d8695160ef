import MEDCore
import Testing

@testable import MEDExporters

/// Every message, byte for byte.
@Suite struct StatisticMessagesTests {
    private let rows = [
        StatisticRow(start: fixture(UTCInstant("2026-11-18T22:00:00Z")), state: 500_000, sum: 800_500_000),
        StatisticRow(start: fixture(UTCInstant("2026-11-18T23:00:00Z")), state: nil, sum: 800_500_000),
    ]

    private func text(_ kind: StatisticKind, _ version: String) -> String {
        HomeAssistantMessages.importStatistics(
            id: 7, kind, of: meter, rows: rows, version: HomeAssistantVersion(version))
    }

    @Test(arguments: ["2025.11.0", "2025.11.0b1", "2025.12.3", "2026.2.3", "2026.11.0", "2027.1.0", "", "dev"])
    func importFrom2025_11(version: String) {
        #expect(
            text(.consumption, version)
                == #"{"id":7,"type":"recorder/import_statistics","metadata":{"source":"myelectricaldata","#
                + #""statistic_id":"myelectricaldata:12345678901234_consumption","#
                + #""name":"Linky 12345678901234 consommation","unit_of_measurement":"kWh","has_sum":true,"#
                + #""mean_type":0,"unit_class":"energy"},"stats":[{"start":"2026-11-18T22:00:00+00:00","state":0.5,"#
                + #""sum":800.5},{"start":"2026-11-18T23:00:00+00:00","sum":800.5}]}"#)
    }

    @Test(arguments: ["2024.3.3", "2025.10.4", "2025.9.0", "2023.12.0"])
    func importBefore2025_11(version: String) {
        #expect(
            text(.production, version)
                == #"{"id":7,"type":"recorder/import_statistics","metadata":{"source":"myelectricaldata","#
                + #""statistic_id":"myelectricaldata:12345678901234_production","#
                + #""name":"Linky 12345678901234 production","unit_of_measurement":"kWh","has_sum":true,"#
                + #""has_mean":false},"stats":[{"start":"2026-11-18T22:00:00+00:00","state":0.5,"sum":800.5},"#
                + #"{"start":"2026-11-18T23:00:00+00:00","sum":800.5}]}"#)
    }

    @Test func importOfACost() {
        #expect(
            text(.registerCost(.whiteHP), "2026.11.0").hasPrefix(
                #"{"id":7,"type":"recorder/import_statistics","metadata":{"source":"myelectricaldata","#
                    + #""statistic_id":"myelectricaldata:12345678901234_whitehp_consumption_cost","#
                    + #""name":"Linky 12345678901234 coût blanc HP","unit_of_measurement":"EUR","has_sum":true,"#
                    + #""mean_type":0,"unit_class":null},"stats":["#))
    }

    @Test func otherMessages() {
        #expect(
            HomeAssistantMessages.auth(Secret("abc\"d")) == #"{"type":"auth","access_token":"abc\"d"}"#)
        #expect(HomeAssistantMessages.recorderInfo(id: 3) == #"{"id":3,"type":"recorder/info"}"#)
        #expect(
            HomeAssistantMessages.sums(
                id: 4, of: ["a:b", "a:c"], from: fixture(UTCInstant("2026-11-18T22:00:00Z")),
                to: fixture(UTCInstant("2026-11-19T23:00:00Z")))
                == #"{"id":4,"type":"recorder/statistics_during_period","start_time":"2026-11-18T22:00:00+00:00","#
                + #""end_time":"2026-11-19T23:00:00+00:00","statistic_ids":["a:b","a:c"],"period":"hour","#
                + #""units":{"energy":"kWh"},"types":["sum"]}"#)
        #expect(
            HomeAssistantMessages.metadata(id: 5, of: ["a:b"])
                == #"{"id":5,"type":"recorder/get_statistics_metadata","statistic_ids":["a:b"]}"#)
        #expect(
            HomeAssistantMessages.clear(id: 6, []) == #"{"id":6,"type":"recorder/clear_statistics","statistic_ids":[]}"#
        )
    }

    @Test func identifiers() {
        #expect(
            StatisticKind.all.map { $0.id(of: otherMeter) }
                == [
                    "consumption", "consumption_cost", "production", "base_consumption", "hc_consumption",
                    "hp_consumption",
                    "bluehc_consumption", "bluehp_consumption", "whitehc_consumption", "whitehp_consumption",
                    "redhc_consumption", "redhp_consumption", "base_consumption_cost", "hc_consumption_cost",
                    "hp_consumption_cost", "bluehc_consumption_cost", "bluehp_consumption_cost",
                    "whitehc_consumption_cost", "whitehp_consumption_cost", "redhc_consumption_cost",
                    "redhp_consumption_cost",
                ].map { "myelectricaldata:01234567890123_" + $0 })
        for kind in StatisticKind.all { #expect(StatisticKind(code: kind.code) == kind) }
        #expect(Set(StatisticKind.all.map(\.code)).count == 21)
    }

    @Test(
        arguments: [
            (0, "0"), (1, "0.000001"), (500_000, "0.5"), (15_234_000, "15.234"), (-2_500_000, "-2.5"),
            (123_456_789_012, "123456.789012"), (1_000_000, "1"),
        ] as [(Int64, String)])
    func decimals(millionths: Int64, text: String) {
        var bytes: [UInt8] = []
        MillionthsText(millionths: millionths).append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
