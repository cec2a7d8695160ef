import Foundation
import Logging
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WebhookExporterTests {
    private let peer = HTTPPeer()

    private func exporter(_ values: [String: ConfigurationValue] = [:]) throws -> WebhookExporter {
        var values = values
        values["url"] = .string("http://hook.invalid/linky")
        let configuration = ExporterConfiguration(
            instance: InstanceID("webhook"), values: values, manifest: WebhookExporter.manifest)
        let dependencies = ExporterDependencies(logger: Logger(label: "test"), installationID: "test") {
            Sample.instant
        }
        var exporter = try WebhookExporter(configuration: configuration, dependencies: dependencies)
        exporter.session = peer
        return exporter
    }

    private let context = ExportContext(instance: InstanceID("webhook"))

    @Test func payloadIsThatOfTheSpecification() async throws {
        let exporter = try exporter(["headers": .map(["X-Key": "1"])])
        let day = ConsumptionData(try Sample.document())
        let result = try await exporter.exportConsumption([day], in: context)
        #expect(result.outcome(for: day.key) == .delivered(.acknowledged))
        let request = try #require(await peer.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == "http://hook.invalid/linky")
        #expect(request.headers == ["X-Key": "1"])
        let body = try #require(JSONSerialization.jsonObject(with: Data((request.body ?? "").utf8)) as? [String: Any])
        #expect(Set(body.keys) == ["type", "pdl", "date", "value_kwh", "timestamp"])
        #expect(body["type"] as? String == "consumption")
        #expect(body["pdl"] as? String == "01234567890123")
        #expect(body["date"] as? String == "2024-01-15")
        #expect(body["value_kwh"] as? Double == 15.234)
        #expect(body["timestamp"] as? String == "2024-01-16T10:30:00Z")
    }

    @Test func refusedRecordIsKeptWithItsReason() async throws {
        await peer.answer([HTTPReply(status: 200), HTTPReply(status: 500, text: "later")])
        let days = [try Sample.document(day: "2024-01-15"), try Sample.document(day: "2024-01-16")].map(
            ConsumptionData.init)
        let result = try await exporter(["method": .string("PUT")]).exportConsumption(days, in: context)
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
        #expect(result.outcome(for: days[1].key) == .retry(after: nil, reason: "later"))
        #expect(await peer.requests.map(\.method) == ["PUT", "PUT"])
    }

    @Test func unknownValueIsNotSent() async throws {
        let day = ConsumptionData(try Sample.document(wattHours: nil))
        let result = try await exporter().exportConsumption([day], in: context)
        #expect(result.outcome(for: day.key) == .skipped(.noValue))
        #expect(await peer.requests.isEmpty)
    }

    @Test func testOfTheConnectionIsAHeadRequest() async throws {
        await peer.answer([HTTPReply(status: 204), HTTPReply(status: 404), nil])
        let exporter = try exporter()
        let reached = await exporter.testConnection()
        #expect(reached.success)
        #expect(reached.message.english == "HTTP 204")
        #expect(!(await exporter.testConnection()).success)
        let failed = await exporter.testConnection()
        #expect(!failed.success)
        #expect(failed.message.french == "refused")
        #expect(await peer.requests.allSatisfy { $0.method == "HEAD" && $0.body == nil })
    }

    @Test func exportsThatItDoesNotHaveAreSkipped() async throws {
        let exporter = try exporter()
        let day = ProductionData(try Sample.document(.production))
        #expect(
            try await exporter.exportProduction([day], in: context).outcome(for: day.key) == .skipped(.notSupported))
        let tempo = TempoData(day: day.date, color: .red, isFinal: true, recordedAt: Sample.instant)
        #expect(try await exporter.exportTempo([tempo], in: context).outcome(for: tempo.key) == .skipped(.notSupported))
        let ecowatt = EcowattData(day: day.date, level: 1, hours: [], recordedAt: Sample.instant)
        #expect(
            try await exporter.exportEcowatt([ecowatt], in: context).outcome(for: ecowatt.key)
                == .skipped(.notSupported))
        #expect(
            WebhookExporter.backfill(for: ExporterConfiguration(instance: InstanceID("webhook"), values: [:]))
                == .fromNow)
        #expect(await peer.requests.isEmpty)
    }
}

/// The other end: it records requests and answers as told, 200 when told nothing; `nil` refuses the connection.
private actor HTTPPeer: HTTPSession {
    struct Request: Sendable {
        var method: String
        var url: String
        var headers: [String: String]
        var body: String?
    }

    struct Refusal: Error, CustomStringConvertible {
        let description = "refused"
    }

    private(set) var requests: [Request] = []
    private var replies: [HTTPReply?] = []

    func answer(_ replies: [HTTPReply?]) {
        self.replies = replies
    }

    func request(_ method: String, _ url: String, headers: [String: String], body: String?) async throws -> HTTPReply {
        requests.append(Request(method: method, url: url, headers: headers, body: body))
        guard let reply = replies.isEmpty ? HTTPReply(status: 200) : replies.removeFirst() else { throw Refusal() }
        return reply
    }
}
