import Logging
import MEDCore
import MEDExporters

extension MatrixRow {
    static let mqtt = MatrixRow(
        key: "mqtt",
        consumption: .writes(
            "`…/{pdl}/history/consumption/{date}` (kWh), `history: true`",
            golden: [
                "med/12345678901234/history/consumption/2024-01-15":
                    #"{"value":15.234,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15","tariff":"HC/HP","hc":8.5,"hp":6.734}"#
            ]
        ) { try exporter().preview([document()]) },
        production: .writes(
            "`…/{pdl}/history/production/{date}` (kWh), `history: true`",
            golden: [
                "med/12345678901234/history/production/2024-01-15":
                    #"{"value":3.21,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#
            ]
        ) { try exporter().preview([document(january15, .production, wattHours: 3_210)]) },
        tempo: .nothing(fr: "dans l'état courant seulement", en: "in the current state only"),
        ecowatt: .nothing(fr: "dans l'état courant seulement", en: "in the current state only"),
        currentState: .writes(
            "`…/{pdl}/consumption/daily` (kWh), `/daily/hc`, `/daily/hp`, `/daily/bleu_hc` … `/daily/rouge_hp`, "
                + "`/month`, `/year`, `/detailed`, `…/max_power` (kVA), `…/production/…`, `…/tempo/today`, `/tomorrow`, "
                + "`/remaining`, `…/ecowatt/current`, `/forecast`",
            golden: [
                "med/12345678901234/consumption/daily":
                    #"{"value":15.234,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15","tariff":"HC/HP","hc":8.5,"hp":6.734}"#,
                "med/12345678901234/consumption/daily/hc":
                    #"{"value":8.5,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
                "med/12345678901234/consumption/month":
                    #"{"value":230,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01"}"#,
                "med/12345678901234/max_power":
                    #"{"value":6.5,"unit":"kVA","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15","at":"2024-01-15T19:42:00+01:00"}"#,
                "med/12345678901234/production/daily":
                    #"{"value":3.21,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
                "med/tempo/today":
                    #"{"color":"BLANC","code":"WHITE","date":"2024-01-15","final":true,"start":"2024-01-15T06:00:00+01:00","end":"2024-01-16T06:00:00+01:00"}"#,
                "med/ecowatt/current":
                    #"{"level":2,"hour_level":1,"date":"2024-01-15","hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null]}"#,
            ]
        ) { try exporter().preview(fullState()) })

    private static func exporter() throws -> MQTTExporter {
        try MQTTExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID("mqtt"), values: ["topic_prefix": .string("med"), "history": .boolean(true)],
                manifest: MQTTExporter.manifest),
            dependencies: ExporterDependencies(
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "test",
                now: { recorded }))
    }
}
