import MEDCore
import MEDHTTP

/// One GET of a national service, and what follows from a response that is no answer.
struct NationalCall: Sendable {
    let client: HTTPClient
    /// The service's name, as a household knows it.
    let service: String

    /// The body of a 2xx.
    ///
    /// - Parameter authentication: `nil` for what is public.
    func body(
        of url: HTTPURL, authentication: HTTPAuthentication? = nil, at now: UTCInstant
    ) async throws(GatewayFault) -> [UInt8] {
        let response = try await response(of: url, authentication: authentication)
        guard response.isSuccess else { throw fault(response, at: now) }
        return response.body
    }

    /// The response, whatever its status.
    func response(of url: HTTPURL, authentication: HTTPAuthentication?) async throws(GatewayFault) -> HTTPResponse {
        // A whole season of the most talkative service is below 100 kB.
        let request = HTTPRequest(
            .get, url, headers: ["Accept": "application/json"], bodyLimit: 4 << 20, authentication: authentication)
        return try await send(request)
    }

    /// Sends a request; a fault of the transport becomes one of the service.
    func send(_ request: HTTPRequest) async throws(GatewayFault) -> HTTPResponse {
        do {
            return try await client.send(request)
        } catch {
            let isPassing = error.isTransient || error.code == .cancelled || error.code == .closed
            throw GatewayFault(
                isPassing ? .transient(retryAfter: nil) : .permanent, code: error.code.rawValue,
                message: .unreachable(service, error.code.rawValue))
        }
    }

    /// What a status means: RTE's own list has 401, 403, 408, 429, 500, 503 and 509 ("all clients together have reached
    /// the limit"); the v1 gateway says 409 for its quota.
    func fault(_ response: HTTPResponse, at now: UTCInstant) -> GatewayFault {
        let wait = response.retryAfter(now: now.secondsSinceEpoch)
        let code = Self.errorCode(response.body) ?? "HTTP \(response.status)"
        switch response.status {
        case 409, 429, 509:
            return GatewayFault(.waitUntil(wait.map(now.advanced(by:))), code: code, message: .tooManyCalls(service))
        case 401: return GatewayFault(.permanent, code: code, message: .refusedAccess(service))
        case 403: return GatewayFault(.permanent, code: code, message: .notSubscribed(service))
        case 404: return GatewayFault(.noData, code: code, message: .holdsNothing(service))
        case 400 where code.hasSuffix("_F03"):
            return GatewayFault(.rangeTooLong, code: code, message: .question(service))
        case 400 where code.hasSuffix("_F04") || code.hasSuffix("_F05"):
            return GatewayFault(.endTooLate, code: code, message: .question(service))
        case 400, 405...407, 410...428: return GatewayFault(.permanent, code: code, message: .question(service))
        default:
            return GatewayFault(.transient(retryAfter: wait), code: code, message: .outOfOrder(service, code))
        }
    }

    /// A body that is not the JSON it should be: a login page, half an answer. It may be whole next time.
    func unreadable() -> GatewayFault {
        GatewayFault(.transient(retryAfter: nil), code: "unreadable", message: .outOfOrder(service, "JSON ?"))
    }

    /// RTE's `error`, such as `TMPLIKSUPCON_TMPLIKCAL_F04`. Only a code is taken over: free text might repeat what was
    /// sent.
    static func errorCode(_ body: [UInt8]) -> String? {
        struct Body: Decodable { let error: NationalJSON.Text }
        guard let code = NationalJSON.decode(Body.self, from: body)?.error.value, (1...64).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
        else { return nil }
        return code
    }
}
