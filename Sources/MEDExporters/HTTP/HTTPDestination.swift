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
    /// With a memory an address that has worked is not given up for a 404 or a 405: a reverse proxy gives its own page
    /// while the server behind it starts again. `nil`: such an answer always blocks.
    let memory: HTTPDestinationMemory?

    init(
        name: String, url: HTTPURL, tls: HTTPTLS = HTTPTLS(), authentication: HTTPAuthentication? = nil,
        deadline: Duration = .seconds(30), memory: HTTPDestinationMemory? = nil
    ) {
        self.name = name
        self.url = url
        self.tls = tls
        self.authentication = authentication
        self.deadline = deadline
        self.memory = memory
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
            let response = try await SharedHTTPClient.client().send(request)
            if response.isSuccess { memory?.noteSuccess() }
            return response
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
        case 404 where memory?.hasWorked == true, 405 where memory?.hasWorked == true:
            return .unreachable(
                retryAfter: response.retryAfter(now: now.secondsSinceEpoch),
                reason: text.cause.followed(
                    by: LocalizedText(
                        fr:
                            "Elle a répondu auparavant : l'envoi est retenté. Si cela dure, vérifiez le chemin de l'URL.",
                        en: "It did before: sending is tried again. If this lasts, check the path of the URL.")))
        default: return .blocked(cause: text.causeAndHint)
        }
    }
}
