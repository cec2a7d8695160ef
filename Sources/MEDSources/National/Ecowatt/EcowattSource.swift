public import MEDCore

/// A service that knows RTE's EcoWatt signals: RTE, a gateway.
///
/// One call is one HTTP request (besides RTE's token).
public protocol EcowattSource: Sendable {
    /// A short name that does not change, such as `rte`: what is remembered of a source is kept under it.
    var name: String { get }

    /// Asks for today and the days after it, as far as the source knows them (up to three at RTE).
    func signals(at now: UTCInstant) async throws(GatewayFault) -> EcowattAnswer
}
