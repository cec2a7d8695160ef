import MEDCore
import Testing

/// A configuration of the integration guide and the request that it makes of 15 January: 15.234 kWh, 8.5 of them off-peak.
struct WebhookRecipe: Sendable, CustomTestStringConvertible {
    let name: String
    /// Path, query and method of the URL, headers, body: as they stand in the guide.
    var url: String
    var values: [String: ConfigurationValue] = [:]
    /// What has to arrive.
    let request: String
    let headers: [String: String]
    let body: String

    var testDescription: String { name }

    /// The lines that the guide has to hold, as YAML.
    var lines: [String] {
        var lines = ["url: \"\(url)\""]
        for (key, value) in values {
            switch value {
            case .string(let text):
                let isBlock = text.contains("\n") || text.contains("\"")
                lines += isBlock ? text.split(separator: "\n").map(String.init) : ["\(key): \"\(text)\""]
            case .list(let items): lines.append("\(key): [\(items.joined(separator: ", "))]")
            case .map(let pairs): lines += pairs.map { "\($0.key): \"\($0.value)\"" }
            case .secret(let secret): lines.append("\(key): \"\(secret.reveal())\"")
            case .integer, .boolean: break
            }
        }
        return lines
    }

    static let all = [
        WebhookRecipe(
            name: "ntfy", url: "http://ntfy.lan/linky",
            values: [
                "headers": .map(["Title": "Linky {{date}}", "Tags": "zap"]), "content_type": .string("text/plain"),
                "exports": .list(["consumption"]),
                "body": .string("{{comma(value_kwh)}} kWh{{#cost_eur}}, {{comma(cost_eur)}} €{{/cost_eur}}"),
            ],
            request: "POST /linky",
            headers: ["Title": "Linky 2024-01-15", "Tags": "zap", "Content-Type": "text/plain"],
            body: "15,234 kWh"),
        WebhookRecipe(
            name: "Node-RED", url: "http://node-red.lan:1880/linky", request: "POST /linky",
            headers: ["Content-Type": "application/json"],
            body:
                #"{"type":"consumption","pdl":"12345678901234","date":"2024-01-15","value_kwh":15.234,"timestamp":"2024-01-15T10:30:00Z"}"#
        ),
        WebhookRecipe(
            name: "InfluxDB 2", url: "http://influxdb.lan:8086/api/v2/write?org=maison&bucket=linky&precision=s",
            values: [
                "headers": .map(["Authorization": "Token {{key}}"]), "key": .secret(Secret("votre-jeton")),
                "content_type": .string("text/plain"), "exports": .list(["consumption", "production"]),
                "body": .string(
                    """
                    {{type}},pdl={{pdl}} value_wh={{value_wh}}i {{start_unix}}
                    {{#registers}}
                    {{type}}_register,pdl={{pdl}},register={{register}} value_wh={{value_wh}}i {{start_unix}}
                    {{/registers}}
                    """),
            ],
            request: "POST /api/v2/write?org=maison&bucket=linky&precision=s",
            headers: ["Authorization": "Token votre-jeton", "Content-Type": "text/plain"],
            body: """
                consumption,pdl=12345678901234 value_wh=15234i 1705273200
                consumption_register,pdl=12345678901234,register=hc value_wh=8500i 1705273200
                consumption_register,pdl=12345678901234,register=hp value_wh=6734i 1705273200

                """),
        WebhookRecipe(
            name: "openHAB", url: "http://openhab.lan:8080/rest/items/Linky_Jour/state",
            values: [
                "method": .string("PUT"), "token": .secret(Secret("oh.med.votre-jeton")),
                "content_type": .string("text/plain"), "exports": .list(["consumption"]),
                "body": .string("{{value_kwh}} kWh"),
            ],
            request: "PUT /rest/items/Linky_Jour/state",
            headers: ["Authorization": "Bearer oh.med.votre-jeton", "Content-Type": "text/plain"],
            body: "15.234 kWh"),
        WebhookRecipe(
            name: "Domoticz",
            url:
                "http://domoticz.lan:8080/json.htm?type=command&param=udevice&idx=7&nvalue=0&svalue=-1;{{value_wh}};{{date}}",
            values: ["method": .string("GET"), "exports": .list(["consumption"])],
            request:
                "GET /json.htm?type=command&param=udevice&idx=7&nvalue=0&svalue=-1;15234;2024-01-15",
            headers: [:], body: ""),
        WebhookRecipe(
            name: "Slack", url: "http://hooks.example.com/services/{{{key}}}",
            values: [
                "key": .secret(Secret("T000/B000/XXXX")), "exports": .list(["consumption", "tempo"]),
                "body": .string(
                    #"{"text":"{{#consumption}}{{date}} : {{comma(value_kwh)}} kWh{{/consumption}}{{#tempo}}Tempo {{date}} : {{color}}{{/tempo}}"}"#
                ),
            ],
            request: "POST /services/T000/B000/XXXX", headers: ["Content-Type": "application/json"],
            body: #"{"text":"2024-01-15 : 15,234 kWh"}"#),
    ]
}
