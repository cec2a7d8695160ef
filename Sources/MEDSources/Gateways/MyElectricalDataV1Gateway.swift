public import MEDCore
public import MEDHTTP

/// The first MyElectricalData gateway, `https://myelectricaldata.fr`.
///
/// The key is sent as it is in `Authorization`, without a scheme; `/cache` at the end of a path asks for the gateway's
/// cache. Load curves are stamped with the END of the slot, days are `[start; end[`, 409 is the day's quota.
public struct MyElectricalDataV1Gateway: Gateway {
    /// 7 days of load curve and 365 of daily values a call, 500 calls a day, counted anew at midnight in France.
    public let limits = GatewayLimits()
    let transport: GatewayTransport

    /// A gateway for the meters of one account.
    ///
    /// - Parameter baseURL: `nil` for the official one, which is reached over HTTPS at public addresses only; any other may
    ///   be in the household's network.
    public init(client: HTTPClient, baseURL: HTTPURL? = nil, token: Secret) {
        transport = GatewayTransport(client: client, gateway: .v1, baseURL: baseURL, token: token)
    }

    /// Asks for readings.
    public func readings(
        _ request: ReadingRequest, at now: UTCInstant
    ) async throws(GatewayFault) -> GatewayReadings {
        let answer = try await transport.send(httpRequest(for: request, at: now))
        return try answer.readings(for: request, at: now)
    }

    /// Asks for the contract, past the gateway's cache: a change of contract is what one asks for.
    public func contract(of pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayContract {
        try await transport.send(httpRequest(path: "contracts/\(pdl.digits)")).contract(of: pdl, at: now)
    }

    /// Asks `valid_access`.
    public func access(to pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayAccess {
        try await transport.send(httpRequest(path: "valid_access/\(pdl.digits)")).access(to: pdl, at: now)
    }

    func httpRequest(for request: ReadingRequest, at now: UTCInstant) throws(GatewayFault) -> HTTPRequest {
        let (start, end) = try request.bounds(at: now, gateway: .v1)
        let series =
            switch (request.kind, request.direction) {
            case (.loadCurve, .consumption): "consumption_load_curve"
            case (.loadCurve, .production): "production_load_curve"
            case (.dailyEnergy, .consumption): "daily_consumption"
            case (.dailyEnergy, .production): "daily_production"
            case (.maxPower, _): "daily_consumption_max_power"
            }
        let cache = request.usesCache ? "cache/" : ""
        return try httpRequest(path: "\(series)/\(request.pdl.digits)/start/\(start)/end/\(end)/\(cache)")
    }

    private func httpRequest(path: String) throws(GatewayFault) -> HTTPRequest {
        try transport.request(
            path: path,
            headers: [
                "Accept": "application/json", "Content-Type": "application/json", "call-service": "myelectricaldata",
                "version": ClientSignature.version, "User-Agent": ClientSignature.userAgent,
            ]
        ) { origin in .header("Authorization", transport.token.reveal(), for: origin) }
    }
}
