import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// URL, headers and body as Mustache templates.
@Suite(.timeLimit(.minutes(2)))
struct WebhookTemplateTests {
    private let hostile = "a\"b\\c\nd&e=f<g>,'h %\r\nX-Evil: 1"

    private func body(
        _ template: String, _ type: String = "application/json", instance: String = "webhook",
        _ day: DayDocument = document()
    ) throws -> String {
        let exporter = try webhook(
            "http://127.0.0.1/", ["body": .string(template), "content_type": .string(type)], instance: instance)
        return String(decoding: try #require(exporter.preview([day]).first).body, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("{{#registers}}", "body, ligne 1 : une section ouverte ({{#…}} ou {{^…}}) ne se ferme pas."),
            ("{\n\"a\": {{value_kwh}\n}", "body, ligne 2 : "),
            (
                "{{#registers}}\n1\n{{/register}}",
                "body, ligne 3 : une section se ferme sous un autre nom que celui de son ouverture."
            ),
            ("{\n\n\"a\": {{value_kw}}\n}", "body, ligne 3 : nom inconnu : value_kw."),
            ("{{round(value_kwh)}}", "body, ligne 1 : fonction inconnue : round."),
            ("{{> header}}", "body, ligne 1 : les gabarits inclus n'existent pas ici."),
            ("{{=<% %>=}}", "body, ligne 1 : les délimiteurs ne se changent pas."),
            ("{{% CONTENT_TYPE:TEXT}}", "body, ligne 1 : l'échappement suit content_type"),
            ("{\"a\": {{tariff}}}", "Le gabarit de body ne donne pas du JSON"),
        ])
    func mistakesAreFoundBeforeAnythingIsSent(_ template: String, _ message: String) throws {
        let text = try refusal(["body": .string(template)])
        #expect(text.french.hasPrefix(message), "\(text.french)")
        #expect(!text.english.isEmpty && text.english != text.french)
    }

    @Test func theFieldIsNamed() throws {
        #expect(try refusal("http://127.0.0.1/{{pld}}", [:]).english == "url, line 1: unknown name: pld.")
        #expect(
            try refusal(["headers": .map(["Title": "{{pld}}"])]).english == "headers.Title, line 1: unknown name: pld.")
    }

    @Test(arguments: ["http://{{pdl}}/", "http://127.0.0.1{{pdl}}/", "{{{key}}}", "", "ftp://127.0.0.1/"])
    func theHostIsNotATemplate(_ url: String) throws {
        #expect(try refusal(url, ["key": .secret(Secret("http://127.0.0.1/"))]).french.hasPrefix("url doit être"))
    }

    @Test func userAndPasswordDoNotStandInTheURL() throws {
        let text = try refusal("http://me:s3cret@127.0.0.1/", [:])
        #expect(text.english == "url: write user name and password into username and password.")
    }

    @Test(
        arguments: [
            (["Host": "a"], "headers: Host cannot be given; med writes it itself."),
            (["webhook-id": "a"], "headers: webhook-id cannot be given; med writes it itself."),
            (["Content-Type": "a"], "headers: Content-Type cannot be given; use content_type."),
            (["X Key": "a"], "headers: a header name has neither space, nor colon, nor accent."),
            (["X-Key": "a\r\nX-Evil: 1"], "The header X-Key would hold a line break or a control character."),
        ] as [([String: String], String)])
    func headersThatCannotBe(_ headers: [String: String], _ message: String) throws {
        #expect(try refusal(["headers": .map(headers)]).english == message)
    }

    @Test func contradictions() throws {
        #expect(try refusal(["method": .string("GET"), "body": .string("{}")]).english.hasPrefix("GET has no body"))
        #expect(
            try refusal(["headers": .map(["authorization": "x"]), "token": .secret(Secret("t"))]).english
                .hasPrefix("The header Authorization contradicts"))
        #expect(try refusal(["password": .secret(Secret("p"))]).english.hasPrefix("password is given without username"))
    }

    /// Text that a household chose (the name of the instance) stays a value wherever it stands.
    @Test(
        arguments: [
            ("application/json", "{\"a\":\"{{instance}}\"}", #"{"a":"webhook.a\"b\\c\nd&e=f<g>,'h %\r\nX-Evil: 1"}"#),
            (
                "application/x-www-form-urlencoded", "a={{instance}}&b=1",
                "a=webhook.a%22b%5Cc%0Ad%26e%3Df%3Cg%3E%2C%27h%20%25%0D%0AX-Evil%3A%201&b=1"
            ),
            (
                "application/xml", "<a b=\"{{instance}}\"/>",
                "<a b=\"webhook.a&quot;b\\c d&amp;e=f&lt;g&gt;,&#39;h %  X-Evil: 1\"/>"
            ),
            ("text/csv", "{{instance}},1", "\"webhook.a\"\"b\\c d&e=f<g>,'h %  X-Evil: 1\",1"),
            ("text/plain", "{{instance}}", "webhook.a\"b\\c d&e=f<g>,'h %  X-Evil: 1"),
        ])
    func valuesStayValues(_ type: String, _ template: String, _ expected: String) throws {
        #expect(try body(template, type, instance: "webhook." + hostile) == expected)
    }

    @Test func valuesStayValuesInTheURL() async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        _ = try await webhook(peer.url("/a/{{instance}}?b={{instance}}"), instance: "webhook./../x?y#&z é").export([
            document()
        ])
        #expect(
            peer.requests.first?.target
                == "/a/webhook.%2F..%2Fx%3Fy%23%26z%20%C3%A9?b=webhook.%2F..%2Fx%3Fy%23%26z%20%C3%A9")
    }

    /// Control characters become spaces; where the configuration asks for the raw value, nothing is sent.
    @Test func noHeaderBeginsInAValue() async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        let instance = "webhook.a\r\nX-Evil: 1"
        _ = try await webhook(peer.url(), ["headers": .map(["X-From": "{{instance}}"])], instance: instance).export([
            document()
        ])
        #expect(peer.requests.first?.header("X-From") == "webhook.a  X-Evil: 1")
        #expect(peer.requests.first?.header("X-Evil") == nil)
        #expect(throws: ExporterFault.self) {
            try webhook(peer.url(), ["headers": .map(["X-From": "{{{instance}}}"])], instance: instance)
        }
    }

    @Test func everyNameHasAValue() throws {
        let samples = Series.allCases.map {
            WebhookValues(
                record: WebhookSample.record($0), instance: InstanceID("webhook"), id: "msg", key: nil, now: recorded)
        }
        for name in WebhookName.allCases {
            #expect(samples.contains { $0.child(named: name.rawValue) != nil }, "\(name.rawValue)")
        }
    }

    @Test func valuesOfADay() throws {
        var day = document(
            curve: threeSlots,
            maxPower: MaxPower(
                power: ApparentPower(voltAmperes: 6_500), instant: fixture(UTCInstant("2024-01-15T18:42:00Z"))))
        var derived = day.derived
        derived.registers[0].cost = Cost(microEuros: 1_359_150)
        derived.registers[1].cost = Cost(microEuros: 1_400_000)
        derived.subscription = Cost(microEuros: 500_000)
        day = DayDocument(
            pdl: day.pdl, direction: day.direction, day: day.day, readings: day.readings, derived: derived,
            recordedAt: day.recordedAt)
        let template = """
            {{type}} {{pdl}} {{date}} {{value_wh}} {{value_kwh}} {{comma(value_kwh)}} {{tariff}} {{lowercased(tariff)}}
            {{hc_kwh}} {{hp_wh}} {{hc_cost_eur}} {{cost_eur}} {{subscription_eur}} {{max_power_va}} {{max_power_kva}}
            {{max_power_at}} {{start}} {{end}} {{start_unix}} {{end_unix}} {{timestamp}} {{timestamp_unix}} {{base_kwh}}|
            {{#registers}}{{register}}={{value_wh}}{{^last()}},{{/last()}}{{/registers}}
            {{#slots}}{{time}} {{watts}} {{minutes}} {{start_unix}};{{/slots}}
            {{#consumption}}drawn{{/consumption}}{{#production}}fed in{{/production}}
            """
        #expect(
            try body(template, "text/plain", day) == """
                consumption 12345678901234 2024-01-15 15234 15.234 15,234 HC/HP hc/hp
                8.5 6734 1.35915 2.75915 0.5 6500 6.5
                2024-01-15T19:42:00+01:00 2024-01-15T00:00:00+01:00 2024-01-16T00:00:00+01:00 1705273200 1705359600 \
                2024-01-15T10:30:00Z 1705314600 |
                hc=8500,hp=6734
                00:00 469 30 1705273200;00:30 397 30 1705275000;01:00 400 15 1705276800;
                drawn
                """)
    }

    @Test func tempoRegistersAddUpToHcAndHp() throws {
        let day = document(
            tariff: .tempo,
            registers: [
                (.blueHC, Energy(wattHours: 100)), (.whiteHC, Energy(wattHours: 20)), (.redHP, Energy(wattHours: 3)),
            ])
        #expect(
            try body("{{hc_kwh}} {{hp_wh}} {{blue_hc_wh}} {{blue_hp_wh}} {{red_hp_kwh}}", "text/plain", day)
                == "0.12 3 100 0 0.003")
    }

    @Test func whatIsUnknownIsAbsentAndATemplateMayLeaveARecordOut() async throws {
        #expect(
            try body("{\"hc\":{{#hc_kwh}}{{hc_kwh}}{{/hc_kwh}}{{^hc_kwh}}null{{/hc_kwh}}}", document(registers: []))
                == "{\"hc\":null}")
        let peer = try HTTPPeer { _ in [.response(200)] }
        let exporter = try webhook(peer.url(), ["body": .string("{{#tempo}}{\"c\":\"{{color}}\"}{{/tempo}}")])
        let result = try await exporter.export([document()])
        #expect(
            result.outcome(for: document().key) == .skipped(SkipReason("the template is empty for it")))
        #expect(peer.requests.isEmpty)
        let broken = try webhook(
            peer.url(), ["body": .string("{\"hc\":{{hc_kwh}}}"), "exports": .list(["consumption"])])
        let day = document(registers: [])
        guard case .rejected(let reason) = try await broken.export([day]).outcome(for: day.key) else {
            Issue.record("a body that is not JSON was sent")
            return
        }
        #expect(reason.contains("a value is unknown"))
        #expect(peer.requests.isEmpty)
    }
}

extension WebhookTemplateTests {
    fileprivate func body(_ template: String, _ day: DayDocument) throws -> String {
        try body(template, "application/json", day)
    }

    fileprivate func body(_ template: String, _ type: String, _ day: DayDocument) throws -> String {
        try body(template, type, instance: "webhook", day)
    }
}
