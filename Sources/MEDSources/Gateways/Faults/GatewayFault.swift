public import MEDCore

/// Why a gateway did not answer with data, and what follows from it.
public struct GatewayFault: Error, Hashable, Sendable {
    /// What has to happen before the same question may be asked again.
    public enum Class: Hashable, Sendable {
        /// Nothing helps until the household acts: a wrong token, the load curve not collected, an unknown PDL.
        case permanent
        /// The consent is lost or the customer has moved: this PDL is not asked about any more until the household acts.
        case consentLost
        /// Enedis holds nothing so early: ask from a later day on; `nil` when the answer does not say from which.
        case startTooEarly(earliest: Day?)
        /// The end lies in the future: ask until an earlier day.
        case endTooLate
        /// Too many days in one call.
        case rangeTooLong
        /// No data for these days yet: a gap, asked again later.
        case noData
        /// A quota or a throttle: no call of this account before that instant; `nil` when the answer does not say when.
        case waitUntil(UTCInstant?)
        /// Passes by itself: a time-out, a 5xx, an answer that cannot be read. Asked again after a back-off, and not
        /// before `retryAfter` where the server named it.
        case transient(retryAfter: Duration?)
    }

    /// How much of an account a permanent fault stops.
    public enum Scope: Hashable, Sendable {
        /// The series that was asked for: a load curve that is not collected, a direction that the meter does not have.
        case series
        /// All series of the meter: an unknown PDL, one that the key is not for.
        case meter
        /// All meters of the account: a wrong key, an address that cannot be used.
        case account
    }

    /// What follows.
    public let kind: Class
    /// How far it reaches when it is permanent.
    public let scope: Scope
    /// The code as Enedis or the gateway wrote it (`ADAM-DC-0008`), or the HTTP status; for logs and support.
    public let code: String
    /// What the household reads. It never holds a token.
    public let message: LocalizedText

    /// A fault.
    public init(_ kind: Class, scope: Scope = .series, code: String, message: LocalizedText) {
        self.kind = kind
        self.scope = scope
        self.code = code
        self.message = message
    }
}
