import MEDCore
import MEDExporters
import TestServers
import Testing

/// The connection test, which sends no data, and the marked event on request, which does.
@Suite(.timeLimit(.minutes(2)))
struct WebhookConnectionTests {
    private func stages(_ result: ConnectionTestResult) -> [String] {
        result.stages.map { "\($0.name.rawValue) \($0.outcome)" }
    }

    private static func head(_ status: Int) -> [HTTPPeer.Step] {
        [.text("HTTP/1.1 \(status) Status\r\nContent-Length: 0\r\n\r\n")]
    }

    @Test func aHeadRequestAsInDocument001() async throws {
        let peer = try HTTPPeer { _ in Self.head(200) }
        let result = try await webhook(
            peer.url("/linky?a=1"),
            ["headers": .map(["X-Key": "1", "X-Day": "{{date}}"]), "token": .secret(Secret("t0ken"))]
        ).testConnection()
        #expect(result.success)
        #expect(
            stages(result) == [
                "resolve passed", "connect passed", "tls notCheckable", "authenticate passed", "write notCheckable",
            ])
        let request = try #require(peer.requests.first)
        #expect(peer.requests.count == 1)
        #expect(request.method == "HEAD")
        #expect(request.target == "/linky?a=1")
        #expect(request.body.isEmpty)
        #expect(request.header("X-Key") == "1")
        #expect(request.header("X-Day") == nil)
        #expect(request.header("Authorization") == "Bearer t0ken")
    }

    @Test(arguments: [405, 501])
    func aReceiverWithoutHeadIsReachable(_ status: Int) async throws {
        let peer = try HTTPPeer { _ in Self.head(status) }
        let result = try await webhook(peer.url()).testConnection()
        #expect(result.success)
        #expect(result.stages.last?.outcome == .notCheckable)
        #expect(result.stages.last?.detail.french == "Joignable, ne répond pas à HEAD")
    }

    @Test(arguments: [
        (401, "authenticate"), (403, "write"), (404, "write"), (302, "write"), (500, "write"), (410, "write"),
    ])
    func refusalsAreNamed(_ status: Int, _ stage: String) async throws {
        let peer = try HTTPPeer { _ in Self.head(status) }
        let result = try await webhook(peer.url()).testConnection()
        #expect(!result.success)
        #expect(result.failure?.name.rawValue == stage)
        #expect(result.failure?.detail.french.contains("HTTP \(status)") == true)
        #expect(result.failure?.hint?.french.isEmpty == false)
    }

    /// A HEAD request to `…?svalue=0` would switch something.
    @Test(arguments: [
        ("/json.htm?idx=7&svalue={{value_wh}}", "GET", "/json.htm"), ("/json.htm?do=1", "GET", "/json.htm"),
        ("/items/{{pdl}}/state", "POST", "/items/"), ("/hook/{{{key}}}?a=1", "POST", "/hook/s3cr3t?a=1"),
    ])
    func aTestWritesNothingByItsAddress(_ url: String, _ method: String, _ asked: String) async throws {
        let peer = try HTTPPeer { _ in Self.head(asked.hasPrefix("/hook") ? 200 : 404) }
        let result = try await webhook(
            peer.url(url), ["method": .string(method), "key": .secret(Secret("s3cr3t"))]
        ).testConnection()
        #expect(result.success)
        #expect(peer.requests.map(\.target) == [asked])
    }

    @Test func nobodyThere() async throws {
        let port = try ReservedPort()
        let result = try await webhook("http://127.0.0.1:\(port.number)/").testConnection()
        #expect(result.failure?.name == .connect)
        #expect(result.failure?.detail.french == "Rien n'écoute sur 127.0.0.1:\(port.number).")
        let metadata = try await webhook("http://169.254.169.254/").testConnection()
        #expect(metadata.failure?.name == .resolve)
    }

    @Test func theTestEventIsMarkedAndSigned() async throws {
        let peer = try HTTPPeer { _ in [.response(202)] }
        let result = try await webhook(peer.url(), ["secret": .secret(Secret(signingSecret))]).sendTestEvent()
        #expect(result.success)
        #expect(result.stages.first { $0.name == .write }?.detail.french == "Message de test accepté (HTTP 202)")
        let request = try #require(peer.requests.first)
        #expect(request.method == "POST")
        #expect(
            String(decoding: request.body, as: UTF8.self) == #"{"type":"test","timestamp":"2024-01-15T10:30:00Z"}"#)
        #expect(request.header("webhook-signature")?.hasPrefix("v1,") == true)
    }

    @Test func aRefusedTestEventSaysWhy() async throws {
        let peer = try HTTPPeer { _ in [.response(400, "invalid_payload")] }
        let result = try await webhook(peer.url()).sendTestEvent()
        #expect(
            result.failure?.detail.english == "The receiver refuses the test event (HTTP 400). invalid_payload")
    }

    @Test func whereNothingCanBeMarkedNothingIsSent() async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        let result = try await webhook(peer.url("/?v={{value_wh}}"), ["method": .string("GET")]).sendTestEvent()
        #expect(result.stages.first { $0.name == .write }?.outcome == .notCheckable)
        #expect(peer.requests.isEmpty)
    }
}
