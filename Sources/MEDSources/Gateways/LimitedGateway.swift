public import MEDCore

/// A gateway under limits of the household's own: fewer calls a day than it allows, or never from its cache.
public struct LimitedGateway: Gateway {
    /// The gateway's limits, with the household's calls a day.
    public let limits: GatewayLimits
    private let gateway: any Gateway
    private let usesCache: Bool

    /// - Parameters:
    ///   - callsPerDay: `nil` for what the gateway allows.
    ///   - usesCache: whether questions may be answered from the gateway's cache at all.
    public init(_ gateway: any Gateway, callsPerDay: Int?, usesCache: Bool) {
        self.gateway = gateway
        self.usesCache = usesCache
        var limits = gateway.limits
        limits.ownCallsPerDay = callsPerDay
        self.limits = limits
    }

    /// Asks the gateway.
    public func readings(
        _ request: ReadingRequest, at now: UTCInstant
    ) async throws(GatewayFault) -> GatewayReadings {
        var request = request
        request.usesCache = request.usesCache && usesCache
        return try await gateway.readings(request, at: now)
    }

    /// Asks the gateway.
    public func contract(of pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayContract {
        try await gateway.contract(of: pdl, at: now)
    }

    /// Asks the gateway.
    public func access(to pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayAccess {
        try await gateway.access(to: pdl, at: now)
    }
}
