import FoundationEssentials
public import MEDCore
public import MEDHTTP

/// Access to RTE's APIs: OAuth 2.0 client credentials (RFC 6749 §4.4) at `/token/oauth/`.
///
/// A token is kept until shortly before it expires (two hours at RTE); however many calls need one at the same time, one
/// request gets it. Neither the secret nor a token is in any fault.
public actor RTEAuthorization {
    /// RTE's server.
    public static let server = "https://digital.iservices.rte-france.com"
    /// Seconds before its end from which a token is not used any more: a call may take 30 s, and clocks differ.
    static let margin = 120

    private struct Token: Sendable {
        let secret: Secret
        let goodUntil: UTCInstant
    }

    private let clientID: String
    private let clientSecret: Secret
    private let call: NationalCall
    private let server: HTTPURL
    private var token: Token?
    private var renewal: Task<Result<Token, GatewayFault>, Never>?

    /// Access with the credentials of an application created on data.rte-france.com; nothing is asked yet.
    public init(clientID: String, clientSecret: Secret, client: HTTPClient, server: HTTPURL) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        call = NationalCall(client: client, service: "RTE")
        self.server = server
    }

    /// A token that is good at `now`.
    ///
    /// - Throws: `permanent` when RTE refuses the credentials; the transport's and the server's faults.
    func token(at now: UTCInstant) async throws(GatewayFault) -> Secret {
        if let token, now < token.goodUntil { return token.secret }
        let renewal = self.renewal ?? Task { await renewed(at: now) }
        self.renewal = renewal
        return try await withTaskCancellationHandler {
            await renewal.value
        } onCancel: {
            renewal.cancel()
        }.get().secret
    }

    /// Forgets a token that RTE refused, unless it has been replaced meanwhile.
    func refuse(_ secret: Secret) {
        if token?.secret == secret { token = nil }
    }

    private func renewed(at now: UTCInstant) async -> Result<Token, GatewayFault> {
        let result = await ask(at: now)
        renewal = nil
        if case .success(let token) = result { self.token = token }
        return result
    }

    private func ask(at now: UTCInstant) async -> Result<Token, GatewayFault> {
        struct Answer: Decodable {
            let access_token: String
            let expires_in: NationalJSON.Integer?
        }
        do throws(GatewayFault) {
            let request: HTTPRequest
            do {
                request = HTTPRequest(
                    .post, try server.appending(path: "token/oauth/"),
                    headers: ["Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"],
                    body: Array("grant_type=client_credentials".utf8), bodyLimit: 1 << 16,
                    authentication: .basic(
                        user: clientID, password: clientSecret.reveal(), for: server.origin))
            } catch {
                throw GatewayFault(.permanent, code: error.code.rawValue, message: .question(call.service))
            }
            let response = try await call.send(request)
            switch response.status {
            case 200...299: break
            // RFC 6749 §5.2: wrong credentials are 400 (`invalid_client`) or 401.
            case 400, 401, 403:
                throw GatewayFault(
                    .permanent, code: "HTTP \(response.status)", message: .refusedAccess(call.service))
            default: throw call.fault(response, at: now)
            }
            guard let answer = NationalJSON.decode(Answer.self, from: response.body), !answer.access_token.isEmpty
            else {
                throw call.unreadable()
            }
            // Without a length a token is used for this call only.
            let seconds = max(0, min(answer.expires_in?.value ?? 0, 86_400) - Self.margin)
            return .success(
                Token(secret: Secret(answer.access_token), goodUntil: now.advanced(bySeconds: seconds)))
        } catch {
            return .failure(error)
        }
    }
}
