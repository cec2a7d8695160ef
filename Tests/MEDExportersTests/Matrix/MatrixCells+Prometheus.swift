import MEDCore
import MEDExporters

extension MatrixRow {
    static let prometheus = MatrixRow(
        key: "prometheus",
        consumption: .writes(
            "`med export --exporter prometheus --openmetrics`: `myelectricaldata_consumption_daily_kwh{pdl}`, "
                + "`…_hc_kwh`, `…_hp_kwh`, `…_register_kwh{register}`, `…_monthly_kwh`, `…_yearly_kwh` (kWh), "
                + "`…_cost_eur{register}` (EUR), `…_load_watts` (W), `myelectricaldata_max_power_kva` (kVA)",
            golden: [
                file: """
                # HELP myelectricaldata_consumption_daily_kwh Energy drawn on the latest complete day
                # TYPE myelectricaldata_consumption_daily_kwh gauge
                # UNIT myelectricaldata_consumption_daily_kwh kwh
                myelectricaldata_consumption_daily_kwh{pdl="12345678901234"} 15.234 1705273200
                # HELP myelectricaldata_consumption_hc_kwh Energy drawn in off-peak hours (HC) of the latest complete day
                # TYPE myelectricaldata_consumption_hc_kwh gauge
                # UNIT myelectricaldata_consumption_hc_kwh kwh
                myelectricaldata_consumption_hc_kwh{pdl="12345678901234"} 8.5 1705273200
                # HELP myelectricaldata_consumption_hp_kwh Energy drawn in peak hours (HP) of the latest complete day
                # TYPE myelectricaldata_consumption_hp_kwh gauge
                # UNIT myelectricaldata_consumption_hp_kwh kwh
                myelectricaldata_consumption_hp_kwh{pdl="12345678901234"} 6.734 1705273200
                # HELP myelectricaldata_consumption_register_kwh Energy drawn on the latest complete day by tariff register
                # TYPE myelectricaldata_consumption_register_kwh gauge
                # UNIT myelectricaldata_consumption_register_kwh kwh
                myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="hc"} 8.5 1705273200
                myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="hp"} 6.734 1705273200
                # HELP myelectricaldata_consumption_monthly_kwh Energy drawn in the month of the latest complete day, to date
                # TYPE myelectricaldata_consumption_monthly_kwh gauge
                # UNIT myelectricaldata_consumption_monthly_kwh kwh
                myelectricaldata_consumption_monthly_kwh{pdl="12345678901234"} 230 1704063600
                # HELP myelectricaldata_consumption_yearly_kwh Energy drawn in the year of the latest complete day, to date
                # TYPE myelectricaldata_consumption_yearly_kwh gauge
                # UNIT myelectricaldata_consumption_yearly_kwh kwh
                myelectricaldata_consumption_yearly_kwh{pdl="12345678901234"} 230 1704063600
                # HELP myelectricaldata_consumption_load_watts Mean power drawn in the slot of the load curve that begins here
                # TYPE myelectricaldata_consumption_load_watts gauge
                # UNIT myelectricaldata_consumption_load_watts watts
                myelectricaldata_consumption_load_watts{pdl="12345678901234"} 469 1705273200
                myelectricaldata_consumption_load_watts{pdl="12345678901234"} 397 1705275000
                myelectricaldata_consumption_load_watts{pdl="12345678901234"} 400 1705276800
                # EOF

                """
            ]
        ) { try await history(document(curve: threeSlots)) },
        production: .writes(
            "`--openmetrics`: `myelectricaldata_production_daily_kwh{pdl}`, `…_monthly_kwh`, `…_yearly_kwh` (kWh), "
                + "`…_load_watts` (W)",
            golden: [
                file: """
                # HELP myelectricaldata_production_daily_kwh Energy fed in on the latest complete day
                # TYPE myelectricaldata_production_daily_kwh gauge
                # UNIT myelectricaldata_production_daily_kwh kwh
                myelectricaldata_production_daily_kwh{pdl="12345678901234"} 3.21 1705273200
                # HELP myelectricaldata_production_monthly_kwh Energy fed in in the month of the latest complete day, to date
                # TYPE myelectricaldata_production_monthly_kwh gauge
                # UNIT myelectricaldata_production_monthly_kwh kwh
                myelectricaldata_production_monthly_kwh{pdl="12345678901234"} 230 1704063600
                # HELP myelectricaldata_production_yearly_kwh Energy fed in in the year of the latest complete day, to date
                # TYPE myelectricaldata_production_yearly_kwh gauge
                # UNIT myelectricaldata_production_yearly_kwh kwh
                myelectricaldata_production_yearly_kwh{pdl="12345678901234"} 230 1704063600
                # EOF

                """
            ]
        ) { try await history(document(january15, .production, wattHours: 3_210)) },
        tempo: .writes(
            "`--openmetrics`: `myelectricaldata_tempo_color{day}` (1 bleu / blue, 2 blanc / white, 3 rouge / red)",
            golden: [
                file: """
                # HELP myelectricaldata_tempo_color Tempo colour of the tariff day, which begins at 06:00: 1 blue, 2 white, 3 red
                # TYPE myelectricaldata_tempo_color gauge
                myelectricaldata_tempo_color{day="today"} 2 1705294800
                # EOF

                """
            ]
        ) { try await history(tempo: [tempoDay]) },
        ecowatt: .writes(
            "`--openmetrics`: `myelectricaldata_ecowatt_level` (1–3), `myelectricaldata_ecowatt_hour_level` (0–3)",
            golden: [
                file: """
                # HELP myelectricaldata_ecowatt_level EcoWatt level of the day: 1 green, 2 orange, 3 red
                # TYPE myelectricaldata_ecowatt_level gauge
                myelectricaldata_ecowatt_level 2 1705273200
                # HELP myelectricaldata_ecowatt_hour_level EcoWatt level of the hour: 0 green and low-carbon, 1 green, 2 orange, 3 red
                # TYPE myelectricaldata_ecowatt_hour_level gauge
                myelectricaldata_ecowatt_hour_level 0 1705273200
                myelectricaldata_ecowatt_hour_level 3 1705280400
                # EOF

                """
            ]
        ) {
            try await history(ecowatt: [
                EcowattData(day: january15, level: 2, hours: [0, nil, 3], recordedAt: recorded)
            ])
        },
        currentState: .writes(
            "`GET /metrics`: les mêmes et / the same and `…_sync_status`, `…_last_sync_timestamp` (s), "
                + "`…_reading_timestamp_seconds` (s), `…_tempo_days_remaining{color}` (d)",
            golden: ["GET http://127.0.0.1:9090/metrics": PrometheusRendererTests.goldenText]
        ) {
            let status = ServiceStatus(
                health: .ok, lastSync: fixture(UTCInstant("2024-01-15T11:00:00Z")), pdlCount: 1)
            let body = PrometheusRenderer().render(fullState(), status, as: .text)
            return [PreviewedMessage(address: "GET http://127.0.0.1:9090/metrics", body: body, manner: "text 0.0.4")]
        })

    private static let file: String = "history.om"

    private static func history(
        _ document: DayDocument? = nil, tempo: [TempoData] = [], ecowatt: [EcowattData] = []
    ) async throws -> [PreviewedMessage] {
        let meters = [document].compactMap(\.self).map {
            OpenMetricsHistory.Meter(pdl: $0.pdl, direction: $0.direction, days: $0.day...$0.day)
        }
        let history = OpenMetricsHistory(meters: meters, tempo: tempo, ecowatt: ecowatt) { _ in
            AsyncThrowingStream { continuation in
                if let document { continuation.yield(document) }
                continuation.finish()
            }
        } totals: { meter, unit in
            [total(unit == .month ? .month(year: 2024, month: 1) : .year(2024), wattHours: 230_000, meter.direction)]
        }
        var bytes: [UInt8] = []
        _ = try await history.write { bytes += $0 }
        return [PreviewedMessage(address: file, body: bytes, manner: "OpenMetrics 1.0")]
    }
}
