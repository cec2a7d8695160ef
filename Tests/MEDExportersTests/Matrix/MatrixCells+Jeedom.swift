import Logging
import MEDCore
import MEDExporters

extension MatrixRow {
    static let jeedom = MatrixRow(
        key: "jeedom",
        consumption: .writes(
            "`cmd::event` daté / dated, `method: jsonrpc`: `consumption_daily`, `consumption_hc`, `consumption_hp` (kWh), "
                + "`max_power` (kVA)",
            golden: [
                "jsonrpc \(address)": """
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":456,"value":15.234,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":457,"value":8.5,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":458,"value":6.734,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":460,"value":6.5,"datetime":"2024-01-15 19:42:07"}}
                """
            ]
        ) {
            let peak = MaxPower(
                power: ApparentPower(voltAmperes: 6_500), instant: fixture(UTCInstant("2024-01-15T18:42:07Z")))
            return named("jsonrpc", try exporter().preview([document(maxPower: peak)]))
        },
        production: .writes(
            "`cmd::event` daté / dated, `method: jsonrpc`: `production_daily` (kWh)",
            golden: [
                "jsonrpc \(address)": """
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":459,"value":3.21,"datetime":"2024-01-15 00:00:00"}}
                """
            ]
        ) { named("jsonrpc", try exporter().preview([document(january15, .production, wattHours: 3_210)])) },
        tempo: .nothing(
            fr: "dans l'état courant seulement, sans historique",
            en: "in the current state only, without history"),
        ecowatt: .nothing(fr: "dans l'état courant seulement", en: "in the current state only"),
        currentState: .writes(
            "`jsonrpc`, `virtual`: `consumption_daily`, `consumption_hc`, `consumption_hp`, `production_daily` (kWh), "
                + "`max_power` (kVA), `tempo_today`, `tempo_tomorrow`, `ecowatt` (0–3); `mqtt`: `jeedom/{pdl}/…`",
            golden: [
                "jsonrpc \(address)": """
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":456,"value":15.234,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":457,"value":8.5,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":458,"value":6.734,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":460,"value":6.5,"datetime":"2024-01-15 19:42:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":459,"value":3.21,"datetime":"2024-01-15 00:00:00"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":461,"value":"BLANC"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":462,"value":"INCONNU"}}
                {"jsonrpc":"2.0","id":1,"method":"cmd::event","params":{"apikey":"•••","id":463,"value":1}}
                """,
                "virtual \(address)": """
                apikey=•••&plugin=virtual&type=event&id=456&value=15.234
                apikey=•••&plugin=virtual&type=event&id=457&value=8.5
                apikey=•••&plugin=virtual&type=event&id=458&value=6.734
                apikey=•••&plugin=virtual&type=event&id=460&value=6.5
                apikey=•••&plugin=virtual&type=event&id=459&value=3.21
                apikey=•••&plugin=virtual&type=event&id=461&value=BLANC
                apikey=•••&plugin=virtual&type=event&id=462&value=INCONNU
                apikey=•••&plugin=virtual&type=event&id=463&value=1
                """,
                "mqtt jeedom/12345678901234/consumption/daily": "15.234",
                "mqtt jeedom/12345678901234/consumption/daily/hc": "8.5",
                "mqtt jeedom/12345678901234/consumption/daily/hp": "6.734",
                "mqtt jeedom/12345678901234/max_power": "6.5",
                "mqtt jeedom/12345678901234/production/daily": "3.21",
                "mqtt jeedom/tempo/today": "BLANC",
                "mqtt jeedom/ecowatt/current": "1",
            ]
        ) {
            try ["jsonrpc", "virtual", "mqtt"].flatMap { method in
                named(method, try exporter(method).preview(fullState()))
            }
        })

    private static let address: String = "http://jeedom.local/core/api/jeeApi.php"

    private static func exporter(_ method: String = "jsonrpc") throws -> JeedomExporter {
        try JeedomExporter(
            configuration: jeedomConfiguration(
                "http://jeedom.local",
                nationalCommands.merging([
                    "method": .string(method),
                    "api_key": .secret(Secret(method == "virtual" ? virtualKey : coreKey)),
                ]) { $1 }),
            dependencies: jeedomDependencies())
    }

    /// The methods have the same address.
    private static func named(_ method: String, _ messages: [PreviewedMessage]) -> [PreviewedMessage] {
        messages.map { PreviewedMessage(address: "\(method) \($0.address)", body: $0.body, manner: $0.manner) }
    }
}
