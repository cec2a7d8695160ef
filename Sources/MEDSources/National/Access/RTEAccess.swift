import MEDCore
import MEDHTTP

/// Calls of one of RTE's APIs, with its authorization.
struct RTEAccess: Sendable {
    let authorization: RTEAuthorization
    let call: NationalCall
    let server: HTTPURL

    /// The body of an answer. A token that RTE refuses is renewed once: it may have been revoked before its time.
    func body(of url: HTTPURL, at now: UTCInstant) async throws(GatewayFault) -> [UInt8] {
        let token = try await authorization.token(at: now)
        let response = try await call.response(
            of: url, authentication: .bearer(token.reveal(), for: server.origin))
        if response.isSuccess { return response.body }
        guard response.status == 401 else { throw call.fault(response, at: now) }
        await authorization.refuse(token)
        let renewed = try await authorization.token(at: now)
        return try await call.body(
            of: url, authentication: .bearer(renewed.reveal(), for: server.origin), at: now)
    }
}
