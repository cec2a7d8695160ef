import MEDCore

/// The specification's own example of an exporter (document 001, a Python class), line by line: its names are ours.
struct WebhookExporter: Exporter {
    static let manifest = ExporterManifest(
        key: "webhook", name: LocalizedText(fr: "Webhook", en: "Webhook"),
        fields: [
            ConfigurationField("url", .url, isIdentity: true, label: LocalizedText(fr: "URL", en: "URL")),
            ConfigurationField("headers", .map, label: LocalizedText(fr: "En-têtes", en: "Headers")),
            ConfigurationField(
                "method", .choice(["POST", "PUT"]), default: .string("POST"),
                label: LocalizedText(fr: "Méthode", en: "Method")),
        ],
        backfill: .fromNow, idempotence: .none, batchLimit: 1)

    // def __init__(self, config: dict):
    //     self.url = config["url"]; self.headers = config.get("headers", {}); self.method = config.get("method", "POST")
    let url: String
    let headers: [String: String]
    let method: String
    var session: any HTTPSession = ClosedSession()

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        url = configuration.string("url") ?? ""
        headers = configuration.map("headers")
        method = configuration.string("method") ?? "POST"
    }

    // async def test_connection(self) -> ConnectionTestResult:
    func testConnection() async -> ConnectionTestResult {
        do {
            let response = try await session.request("HEAD", url, headers: headers, body: nil)
            return ConnectionTestResult(success: response.status < 400, message: "HTTP \(response.status)")
        } catch {
            return ConnectionTestResult(success: false, error: "\(error)")
        }
    }

    // async def export_consumption(self, data: ConsumptionData) -> ExportResult:
    func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        var result = ExportResult()
        for data in days {
            guard let energy = data.energy else {
                result.set(.skipped(.noValue), for: data.key)
                continue
            }
            let payload = """
                {"type":"consumption","pdl":"\(data.pdl.digits)","date":"\(data.date)",\
                "value_kwh":\(energy.kilowattHours),"timestamp":"\(data.recordedAt)"}
                """
            result.set(try await send(payload).outcome(for: data.key) ?? .retry(after: nil, reason: ""), for: data.key)
        }
        return result
    }

    // async def _send(self, payload: dict) -> ExportResult:
    private func send(_ payload: String) async throws -> ExportResult {
        let response = try await session.request(method, url, headers: headers, body: payload)
        return ExportResult(
            success: response.status < 400, recordsExported: 1, error: response.status < 400 ? nil : response.text)
    }
}

/// What document 001 takes from aiohttp.
protocol HTTPSession: Sendable {
    func request(_ method: String, _ url: String, headers: [String: String], body: String?) async throws -> HTTPReply
}

struct HTTPReply: Sendable {
    var status: Int
    var text = ""
}

/// The session of an exporter that was given none: nothing is reachable.
private struct ClosedSession: HTTPSession {
    func request(_ method: String, _ url: String, headers: [String: String], body: String?) async throws -> HTTPReply {
        throw ExporterFault.unreachable(retryAfter: nil, reason: LocalizedText(fr: "pas de session", en: "no session"))
    }
}
