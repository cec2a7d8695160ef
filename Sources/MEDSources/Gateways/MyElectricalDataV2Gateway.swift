public import MEDCore
public import MEDHTTP

/// The second MyElectricalData gateway, `https://www.v2.myelectricaldata.fr/api`.
///
/// The key is the client secret, sent as a bearer token. Answers come in an envelope `{success, data, error}`, with status
/// 200 for errors too; load curves are stamped with the START of the slot.
public struct MyElectricalDataV2Gateway: Gateway {
    /// 1,000 calls a day with the gateway's cache, 50 without, counted anew at midnight UTC (`config/settings.py`).
    public let limits = GatewayLimits(callsPerDay: 1_000, quotaDay: .utc)
    let transport: GatewayTransport

    /// A gateway for the meters of one account.
    ///
    /// - Parameter baseURL: `nil` for the official one, which is reached over HTTPS at public addresses only; any other may
    ///   be in the household's network.
    public init(client: HTTPClient, baseURL: HTTPURL? = nil, token: Secret) {
        transport = GatewayTransport(client: client, gateway: .v2, baseURL: baseURL, token: token)
    }

    /// Asks for readings.
    public func readings(
        _ request: ReadingRequest, at now: UTCInstant
    ) async throws(GatewayFault) -> GatewayReadings {
        let answer = try await transport.send(httpRequest(for: request, at: now))
        return try answer.readings(for: request, at: now)
    }

    /// Asks for the contract.
    public func contract(of pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayContract {
        try await transport.send(httpRequest(path: "enedis/contract/\(pdl.digits)")).contract(of: pdl, at: now)
    }

    /// Looks the meter up in the account's list: the gateway says nothing of consent or quota. `isValid` is whether it is
    /// there and active.
    public func access(to pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayAccess {
        try await transport.send(httpRequest(path: "pdl")).access(to: pdl, at: now)
    }

    func httpRequest(for request: ReadingRequest, at now: UTCInstant) throws(GatewayFault) -> HTTPRequest {
        let (start, end) = try request.bounds(at: now, gateway: .v2)
        let series =
            switch (request.kind, request.direction) {
            case (.loadCurve, .consumption): "consumption/detail"
            case (.loadCurve, .production): "production/detail"
            case (.dailyEnergy, .consumption): "consumption/daily"
            case (.dailyEnergy, .production): "production/daily"
            case (.maxPower, _): "power"
            }
        var query = [(name: "start", value: "\(start)"), (name: "end", value: "\(end)")]
        if request.usesCache { query.append((name: "use_cache", value: "true")) }
        return try httpRequest(path: "enedis/\(series)/\(request.pdl.digits)", query: query)
    }

    private func httpRequest(
        path: String, query: [(name: String, value: String)] = []
    ) throws(GatewayFault) -> HTTPRequest {
        try transport.request(
            path: path, query: query,
            headers: ["Accept": "application/json", "User-Agent": ClientSignature.userAgent]
        ) { origin in .bearer(transport.token.reveal(), for: origin) }
    }
}
