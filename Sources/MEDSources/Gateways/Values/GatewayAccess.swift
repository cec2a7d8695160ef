public import MEDCore

/// What a gateway says of the household's consent and quota.
public struct GatewayAccess: Hashable, Sendable {
    /// Whether the gateway may ask Enedis for this meter.
    public var isValid: Bool
    /// When the consent ends; `nil` when the gateway does not say.
    public var consentEnds: UTCInstant?
    /// Calls made since the quota began anew.
    public var callsMade: Int?
    /// Calls allowed per day.
    public var quota: Int?
    /// When the quota begins anew.
    public var quotaResets: UTCInstant?
    /// Whether the gateway has shut this account out.
    public var isBanned: Bool
    /// The gateway's own words, where it has any.
    public var information: String?

    /// Whether the day's calls are used up, as far as the gateway says: v1 calls the access invalid then, too.
    public var isQuotaUsed: Bool {
        guard let callsMade, let quota, quota > 0 else { return false }
        return callsMade >= quota
    }

    /// An answer of which only the given parts are known.
    public init(
        isValid: Bool, consentEnds: UTCInstant? = nil, callsMade: Int? = nil, quota: Int? = nil,
        quotaResets: UTCInstant? = nil, isBanned: Bool = false, information: String? = nil
    ) {
        self.isValid = isValid
        self.consentEnds = consentEnds
        self.callsMade = callsMade
        self.quota = quota
        self.quotaResets = quotaResets
        self.isBanned = isBanned
        self.information = information
    }
}
