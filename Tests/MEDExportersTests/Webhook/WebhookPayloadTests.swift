import MEDCore
import MEDExporters
import TestServers
import Testing

/// The bytes on the wire.
@Suite(.timeLimit(.minutes(2)))
struct WebhookPayloadTests {
    private let peer: HTTPPeer

    init() throws { peer = try HTTPPeer { _ in [.response(204)] } }

    private func lastBody() throws -> String {
        String(decoding: try #require(peer.requests.last).body, as: UTF8.self)
    }

    @Test func aDayIsDocument001sPayload() async throws {
        let result = try await webhook(peer.url("/linky"), ["headers": .map(["X-Key": "1"])]).export([document()])
        #expect(result.outcome(for: document().key) == .delivered(.acknowledged))
        #expect(result.interruption == nil)
        let request = try #require(peer.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/linky")
        #expect(request.header("X-Key") == "1")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Idempotency-Key") == request.header("webhook-id"))
        #expect(request.header("webhook-signature") == nil)
        #expect(
            try lastBody()
                == #"{"type":"consumption","pdl":"12345678901234","date":"2024-01-15","value_kwh":15.234,"timestamp":"2024-01-15T10:30:00Z"}"#
        )
    }

    @Test func theOtherThreeExports() async throws {
        let exporter = try webhook(peer.url())
        _ = try await exporter.exportProduction(
            [ProductionData(document(january15, .production, wattHours: 3_210))], in: webhookContext)
        #expect(
            try lastBody()
                == #"{"type":"production","pdl":"12345678901234","date":"2024-01-15","value_kwh":3.21,"timestamp":"2024-01-15T10:30:00Z"}"#
        )
        _ = try await exporter.exportTempo([tempoDay], in: webhookContext)
        #expect(
            try lastBody()
                == #"{"type":"tempo","date":"2024-01-15","color":"BLANC","code":"WHITE","final":true,"start":"2024-01-15T06:00:00+01:00","end":"2024-01-16T06:00:00+01:00","timestamp":"2024-01-15T10:30:00Z"}"#
        )
        _ = try await exporter.exportEcowatt([ecowattDay], in: webhookContext)
        #expect(
            try lastBody()
                == #"{"type":"ecowatt","date":"2024-01-15","level":2,"hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null],"timestamp":"2024-01-15T10:30:00Z"}"#
        )
    }

    @Test func exportsThatAreOffAndDaysWithoutValueAreSkipped() async throws {
        let exporter = try webhook(peer.url(), ["exports": .list(["tempo"])])
        #expect(try await exporter.export([document()]).outcome(for: document().key) == .skipped(.turnedOff))
        let unknown = TempoData(day: january15, color: nil, isFinal: false, recordedAt: recorded)
        #expect(
            try await exporter.exportTempo([unknown], in: webhookContext).outcome(for: unknown.key)
                == .skipped(.noValue))
        let without = document(wattHours: nil)
        #expect(try await webhook(peer.url()).export([without]).outcome(for: without.key) == .skipped(.noValue))
        #expect(peer.requests.isEmpty)
    }

    /// A home that heats by the colour must hear that it is unknown again; it is never taken for blue.
    @Test func aColourThatIsUnknownAgainIsToldAsUnknown() async throws {
        let unknown = TempoData(day: january15, color: nil, isFinal: false, recordedAt: recorded)
        let context = ExportContext(instance: InstanceID("webhook"), corrections: [unknown.key])
        let result = try await webhook(peer.url()).exportTempo([unknown], in: context)
        #expect(result.outcome(for: unknown.key) == .delivered(.acknowledged))
        #expect(try lastBody().contains(#""color":null,"code":null,"final":false"#))
    }

    @Test(arguments: ["PUT", "PATCH", "DELETE"])
    func methodsWithABody(_ method: String) async throws {
        _ = try await webhook(peer.url(), ["method": .string(method)]).export([document()])
        let request = try #require(peer.requests.first)
        #expect(request.method == method)
        #expect(!request.body.isEmpty)
    }

    @Test(arguments: ["GET", "HEAD", "OPTIONS"])
    func methodsWithoutABody(_ method: String) async throws {
        let peer = try HTTPPeer { _ in [.bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))] }
        let result = try await webhook(peer.url("/a?w={{value_wh}}"), ["method": .string(method)]).export([document()])
        #expect(result.outcome(for: document().key) == .delivered(.acknowledged))
        let request = try #require(peer.requests.first)
        #expect(request.method == method)
        #expect(request.target == "/a?w=15234")
        #expect(request.body.isEmpty)
        #expect(request.header("Content-Type") == nil)
    }
}
