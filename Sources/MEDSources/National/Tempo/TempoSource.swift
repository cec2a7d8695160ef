public import MEDCore

/// A service that knows the colours of Tempo days: RTE, a gateway, the public calendar.
///
/// One call is one HTTP request (besides RTE's token). Faults are those of gateways.
public protocol TempoSource: Sendable {
    /// A short name that does not change, such as `rte`: what is remembered of a source is kept under it.
    var name: String { get }

    /// Most days that one call may span.
    var daysPerCall: Int { get }

    /// Asks for the colours of whole days.
    ///
    /// - Parameters:
    ///   - days: at most ``daysPerCall``; days that lie too far ahead are left out by the source itself.
    ///   - now: when the question is asked: it decides what is provisional.
    /// - Returns: the days that the answer names, each once and inside `days`. One that it does not name is unknown.
    func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer
}
