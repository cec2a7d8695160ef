import MEDCore
import MEDExporters

extension MatrixRow {
    static let webhook = MatrixRow(
        key: "webhook",
        consumption: .writes(
            "`{\"type\":\"consumption\"}`: `value_kwh` (kWh), `pdl`, `date`, `timestamp`; gabarit / template: `body`",
            golden: [
                "http://node-red.lan:1880/linky":
                    #"{"type":"consumption","pdl":"12345678901234","date":"2024-01-15","value_kwh":15.234,"timestamp":"2024-01-15T10:30:00Z"}"#
            ]
        ) { try exporter().preview([document()]) },
        production: .writes(
            "`{\"type\":\"production\"}`: `value_kwh` (kWh), `pdl`, `date`, `timestamp`",
            golden: [
                "http://node-red.lan:1880/linky":
                    #"{"type":"production","pdl":"12345678901234","date":"2024-01-15","value_kwh":3.21,"timestamp":"2024-01-15T10:30:00Z"}"#
            ]
        ) { try exporter().preview([document(january15, .production, wattHours: 3_210)]) },
        tempo: .writes(
            "`{\"type\":\"tempo\"}`: `color`, `code`, `final`, `date`, `start`, `end`, `timestamp`",
            golden: [
                "http://node-red.lan:1880/linky":
                    #"{"type":"tempo","date":"2024-01-15","color":"BLANC","code":"WHITE","final":true,"start":"2024-01-15T06:00:00+01:00","end":"2024-01-16T06:00:00+01:00","timestamp":"2024-01-15T10:30:00Z"}"#
            ]
        ) { try exporter().preview([tempoDay]) },
        ecowatt: .writes(
            "`{\"type\":\"ecowatt\"}`: `level` (1–3), `hours` (24 × 0–3), `date`, `timestamp`",
            golden: [
                "http://node-red.lan:1880/linky":
                    #"{"type":"ecowatt","date":"2024-01-15","level":2,"hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null],"timestamp":"2024-01-15T10:30:00Z"}"#
            ]
        ) { try exporter().preview([ecowattDay]) },
        currentState: .nothing(
            fr: "un webhook reçoit des jours, pas un état", en: "a webhook is told days, not a state"))

    private static func exporter() throws -> WebhookExporter {
        try MEDExportersTests.webhook("http://node-red.lan:1880/linky")
    }
}
