import Logging
import MEDCore
import MEDFiles

extension MatrixRow {
    static let files = MatrixRow(
        key: "files",
        consumption: .writes(
            "`{pdl}-consumption-daily.csv`, `{pdl}-consumption-half-hourly-{year}.csv` (`.jsonl`), `{pdl}-daily.xlsx`, "
                + "`{pdl}-half-hourly-{year}.xlsx`: Wh, kWh, W, VA, EUR",
            golden: [
                "/srv/electricity/12345678901234-consumption-daily.csv": """
                date,value_wh,value_kwh,tariff,hc_wh,hc_kwh,hp_wh,hp_kwh,blue_hc_wh,blue_hp_wh,white_hc_wh,white_hp_wh,red_hc_wh,red_hp_wh,energy_cost_eur,subscription_eur,max_power_va,max_power_time,pdl
                2024-01-15,15234,15.234,HC/HP,8500,8.5,6734,6.734,,,,,,,,,,,12345678901234

                """,
                "/srv/electricity/12345678901234-consumption-daily.jsonl": """
                {"date":"2024-01-15","value_wh":15234,"value_kwh":15.234,"tariff":"HC/HP","hc_wh":8500,"hc_kwh":8.5,"hp_wh":6734,"hp_kwh":6.734,"blue_hc_wh":null,"blue_hp_wh":null,"white_hc_wh":null,"white_hp_wh":null,"red_hc_wh":null,"red_hp_wh":null,"energy_cost_eur":null,"subscription_eur":null,"max_power_va":null,"max_power_time":null,"pdl":"12345678901234"}

                """,
                "/srv/electricity/12345678901234-consumption-half-hourly-2024.csv": """
                date,time,start_utc,minutes,power_w,value_wh,value_kwh,quality,pdl
                2024-01-15,00:00,2024-01-14T23:00:00Z,30,470,235,0.235,measured,12345678901234
                2024-01-15,00:30,2024-01-14T23:30:00Z,30,396,198,0.198,measured,12345678901234

                """,
            ]
        ) { try exporter().preview([document(curve: twoSlots)]) },
        production: .writes(
            "`{pdl}-production-daily.csv`, `{pdl}-production-half-hourly-{year}.csv` (`.jsonl`), `{pdl}-daily.xlsx`, "
                + "`{pdl}-half-hourly-{year}.xlsx`: Wh, kWh, W",
            golden: [
                "/srv/electricity/12345678901234-production-daily.csv": """
                date,value_wh,value_kwh,pdl
                2024-01-15,3210,3.21,12345678901234

                """
            ]
        ) { try exporter().preview([document(january15, .production, wattHours: 3_210)]) },
        tempo: .writes(
            "`med-tempo.csv` (`.jsonl`, `.xlsx`): `date`, `color`, `final`, `start_utc`, `end_utc`",
            golden: [
                "/srv/electricity/med-tempo.csv": """
                date,color,final,start_utc,end_utc
                2024-01-15,BLANC,true,2024-01-15T05:00:00Z,2024-01-16T05:00:00Z

                """
            ]
        ) { try exporter().preview([tempoDay]) },
        ecowatt: .writes(
            "`med-ecowatt.csv` (`.jsonl`, `.xlsx`): `date`, `level` (1–3), `h00` … `h23` (0–3)",
            golden: [
                "/srv/electricity/med-ecowatt.csv": """
                date,level,h00,h01,h02,h03,h04,h05,h06,h07,h08,h09,h10,h11,h12,h13,h14,h15,h16,h17,h18,h19,h20,h21,h22,h23
                2024-01-15,2,0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,,

                """
            ]
        ) { try exporter().preview([ecowattDay]) },
        currentState: .nothing(
            fr: "des fichiers d'historique, pas d'état", en: "files of history, not of a state"))

    private static let twoSlots = LoadCurve(slots: [
        LoadSlot(startMinute: 0, minutes: 30, watts: 470), LoadSlot(startMinute: 30, minutes: 30, watts: 396),
    ])

    private static func exporter() throws -> FileExporter {
        try FileExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID("files"),
                values: ["folder": .string("/srv/electricity"), "formats": .list(["csv", "jsonl"])],
                manifest: FileExporter.manifest),
            dependencies: ExporterDependencies(
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "test",
                now: { recorded }))
    }
}
