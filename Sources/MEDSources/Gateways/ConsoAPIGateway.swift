public import MEDCore
public import MEDHTTP

/// Conso API, `https://conso.boris.sh/api`.
///
/// The key is a JWT that names the meters it is for. The body is the content of `meter_reading` without a wrapper; stamps
/// are the END of the slot. There is no cache, no contract and no question about consent.
public struct ConsoAPIGateway: Gateway {
    /// Those of Enedis; Conso API adds no quota of its own.
    public let limits = GatewayLimits()
    let transport: GatewayTransport
    private let userAgent: String

    /// A gateway for the meters of one key.
    ///
    /// - Parameters:
    ///   - baseURL: `nil` for the official one, which is reached over HTTPS at public addresses only; any other may be in
    ///     the household's network.
    ///   - userAgent: The service asks public tools for a clear one.
    public init(client: HTTPClient, baseURL: HTTPURL? = nil, token: Secret, userAgent: String? = nil) {
        transport = GatewayTransport(client: client, gateway: .consoAPI, baseURL: baseURL, token: token)
        self.userAgent = userAgent ?? ClientSignature.userAgent
    }

    /// Asks for readings.
    public func readings(
        _ request: ReadingRequest, at now: UTCInstant
    ) async throws(GatewayFault) -> GatewayReadings {
        let answer = try await transport.send(httpRequest(for: request, at: now))
        return try answer.readings(for: request, at: now)
    }

    /// There is no such question: always a permanent ``GatewayFault``, without a call.
    public func contract(of pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayContract {
        throw GatewayFault(
            .permanent, code: FaultCause.noContract.rawValue, message: FaultCause.noContract.text(gateway: .consoAPI))
    }

    /// Reads the key itself, without a call: its end and its meters. Of a key that is no JWT nothing is known, and the
    /// next call will say.
    public func access(to pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayAccess {
        guard let key = JSONWebToken(transport.token) else { return GatewayAccess(isValid: true) }
        let isFresh = key.expires.map { $0 > now } ?? true
        return GatewayAccess(isValid: isFresh && (key.meters?.contains(pdl) ?? true), consentEnds: key.expires)
    }

    func httpRequest(for request: ReadingRequest, at now: UTCInstant) throws(GatewayFault) -> HTTPRequest {
        let (start, end) = try request.bounds(at: now, gateway: .consoAPI)
        let series =
            switch (request.kind, request.direction) {
            case (.loadCurve, .consumption): "consumption_load_curve"
            case (.loadCurve, .production): "production_load_curve"
            case (.dailyEnergy, .consumption): "daily_consumption"
            case (.dailyEnergy, .production): "daily_production"
            case (.maxPower, _): "consumption_max_power"
            }
        return try transport.request(
            path: series,
            query: [
                (name: "prm", value: request.pdl.digits), (name: "start", value: "\(start)"),
                (name: "end", value: "\(end)"),
            ],
            headers: ["Accept": "application/json", "User-Agent": userAgent]
        ) { origin in .bearer(transport.token.reveal(), for: origin) }
    }
}
