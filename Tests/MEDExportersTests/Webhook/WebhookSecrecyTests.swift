import MEDCore
import MEDExporters
import TestServers
import Testing

/// No secret in any log, error, result or preview, whatever a receiver sends back.
@Suite(.timeLimit(.minutes(2)))
struct WebhookSecrecyTests {
    private static let canary = "c4n4ry"
    private static let signing = "whsec_c4n4ryc4n4ryc4n4ryc4n4ryc4n4ry12"
    private static let values: [String: ConfigurationValue] = [
        "key": .secret(Secret("\(canary)/key&x")), "secret": .secret(Secret(signing)),
        "previous_secret": .secret(Secret(signing)), "username": .string("me"),
        "password": .secret(Secret("\(canary)-pass")), "headers": .map(["X-Api": "Token \(canary)-header"]),
        "body": .string("{\"k\":\"{{key}}\",\"d\":\"{{date}}\"}"),
    ]

    /// Answers all that it was told, percent-encoded, in JSON and in base64.
    private static func echo(_ status: Int) throws -> HTTPPeer {
        try HTTPPeer { request in
            let text = request.lines.joined(separator: " ") + String(decoding: request.body, as: UTF8.self)
            return [.response(status, request.method == "HEAD" ? "" : text)]
        }
    }

    /// As it is, and at the end of `me:` in base64.
    private static let forms = [canary, "bWU6YzRuNHJ5"]

    @Test(arguments: [200, 302, 400, 401, 404, 410, 413, 422, 429, 500])
    func nothingOfItIsRepeated(_ status: Int) async throws {
        let peer = try Self.echo(status)
        let log = LogCapture()
        let exporter = try webhook(
            peer.url("/hook/{{{key}}}/{{key}}?api_key=\(Self.canary)-url"), Self.values, log: log)
        let result = try await exporter.export([document()])
        let said = [
            "\(result.outcome(for: document().key).debugDescription)", "\(result.interruption.debugDescription)",
            "\(await exporter.testConnection())", "\(await exporter.sendTestEvent())",
            exporter.preview([document()]).map {
                $0.address + String(decoding: $0.body, as: UTF8.self) + $0.manner
            }.joined(),
            "\(exporter)", String(reflecting: exporter), log.text,
        ].joined(separator: "\n")
        let sent = peer.requests.map { $0.lines.joined() + String(decoding: $0.body, as: UTF8.self) }.joined()
        for secret in Self.forms { #expect(sent.contains(secret), "the receiver does get it") }
        for secret in Self.forms { #expect(!said.contains(secret), "\(said)") }
        #expect(log.text.contains("…1234"))
        #expect(!log.text.contains("12345678901234"))
        if status == 400 { #expect(said.contains("rejected(reason: \"HTTP 400: POST /hook/***")) }
    }

    @Test func thePreviewShowsTheRestToTheByte() throws {
        let exporter = try webhook("http://10.0.0.1/hook/{{{key}}}?day={{date}}&token=abcdef", Self.values)
        let message = try #require(exporter.preview([document()]).first)
        #expect(message.address == "http://10.0.0.1/hook/***?day=2024-01-15&token=***")
        #expect(String(decoding: message.body, as: UTF8.self) == "{\"k\":\"***\",\"d\":\"2024-01-15\"}")
        #expect(
            message.manner
                == "POST, X-Api, Content-Type, Idempotency-Key, webhook-id, webhook-timestamp, webhook-signature")
    }

    @Test func aTemplateThatDoesNotFitADayIsShown() throws {
        let exporter = try webhook(
            "http://10.0.0.1/", ["body": .string("{\"hc\":{{hc_kwh}}}"), "exports": .list(["consumption"])])
        let message = try #require(exporter.preview([document(registers: [])]).first)
        #expect(message.manner.hasPrefix("not sent: The template of body does not give JSON"))
    }
}
