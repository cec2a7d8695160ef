public import MEDCore

/// A service that hands over what Enedis holds of a household's meters: the v1 and v2 gateways of MyElectricalData and
/// Conso API.
///
/// Each method is one HTTP request. Gateways disagree on paths, headers, envelopes and on what a stamp means (the end of
/// a slot, or its start); all of that ends here: what comes out are readings by day.
public protocol Gateway: Sendable {
    /// What the gateway allows.
    var limits: GatewayLimits { get }

    /// Asks for readings.
    ///
    /// - Returns: what the answer held, which may be less than was asked for: Enedis leaves gaps out without a word.
    func readings(_ request: ReadingRequest, at now: UTCInstant) async throws(GatewayFault) -> GatewayReadings

    /// Asks what Enedis knows of the supply contract.
    func contract(of pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayContract

    /// Asks whether the household's consent holds and what is left of the quota.
    func access(to pdl: PDL, at now: UTCInstant) async throws(GatewayFault) -> GatewayAccess
}
