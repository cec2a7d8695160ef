import MEDCore
import MEDHTTP

/// A destination that speaks HTTP: where it is, how it is trusted, who we are there.
struct HTTPDestination: Sendable {
    /// What a household calls it in messages: `VictoriaMetrics`, `Jeedom`.
    let name: String
    /// Its URL, without credentials.
    let url: HTTPURL
    let tls: HTTPTLS
    /// Sent with every request to `url`'s origin; `nil`: none, or those of the URL.
    let authentication: HTTPAuthentication?
    /// For one request, at most.
    let deadline: Duration

    init(
        name: String, url: HTTPURL, tls: HTTPTLS = HTTPTLS(), authentication: HTTPAuthentication? = nil,
        deadline: Duration = .seconds(30)
    ) {
        self.name = name
        self.url = url
        self.tls = tls
        self.authentication = authentication
        self.deadline = deadline
    }

    /// `host:port`, for messages.
    var endpoint: String { "\(url.origin.host):\(url.origin.port)" }

    /// A request to `url`, or to another URL of the same destination; credentials never leave their origin.
    func request(
        _ method: HTTPMethod = .get, _ target: HTTPURL? = nil, headers: HTTPHeaders = [:], body: [UInt8] = [],
        bodyLimit: Int = 16 << 20
    ) -> HTTPRequest {
        HTTPRequest(
            method, target ?? url, headers: headers, body: body, deadline: deadline, bodyLimit: bodyLimit, tls: tls,
            authentication: authentication)
    }

    /// Sends a request to the whole response, whatever its status.
    ///
    /// - Throws: `ExporterFault` when there is none, `CancellationError`.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        do throws(HTTPFault) {
            return try await SharedHTTPClient.client().send(request)
        } catch {
            throw error.exporterFault(self)
        }
    }

    /// What a status that is not a success says of the whole destination; `nil` when it says something of the request
    /// only (400, 409, 413, 422), which the exporter has to judge.
    ///
    /// - Parameter now: For a `Retry-After` that names an instant.
    func fault(of response: HTTPResponse, now: UTCInstant) -> ExporterFault? {
        let text = HTTPStatusText(response.status, destination: self)
        switch response.status {
        case 200...299, 400, 409, 413, 415, 422: return nil
        case 408, 425, 429, 500...599:
            return .unreachable(
                retryAfter: response.retryAfter(now: now.secondsSinceEpoch), reason: text.causeAndHint)
        default: return .blocked(cause: text.causeAndHint)
        }
    }
}
