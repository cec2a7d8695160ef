/// What a gateway allows, and how far back Enedis answers.
public struct GatewayLimits: Hashable, Sendable {
    /// When a day's quota begins anew.
    public enum QuotaDay: Hashable, Sendable {
        /// At midnight in France, as the v1 gateway's `quota_reset_at` (23:59:59.999999) says.
        case paris
        /// At midnight UTC, as the v2 gateway's settings say.
        case utc
    }

    /// Days per call of a load curve: 7 at Enedis.
    public var curveDaysPerCall: Int
    /// Days per call of daily values: 365 at Enedis.
    public var dailyDaysPerCall: Int
    /// Calls a second, over all meters of the account: 5 at Enedis.
    public var callsPerSecond: Int
    /// Calls a day, over all meters of the account, until the gateway says another figure.
    public var callsPerDay: Int
    /// Calls a day that the household wants at most, whatever the gateway says; `nil` for as many as that allows.
    public var ownCallsPerDay: Int?
    /// When the day's calls are counted anew.
    public var quotaDay: QuotaDay

    /// Limits; the defaults are those of Enedis and of the v1 gateway.
    public init(
        curveDaysPerCall: Int = 7, dailyDaysPerCall: Int = 365, callsPerSecond: Int = 5, callsPerDay: Int = 500,
        quotaDay: QuotaDay = .paris
    ) {
        self.curveDaysPerCall = curveDaysPerCall
        self.dailyDaysPerCall = dailyDaysPerCall
        self.callsPerSecond = callsPerSecond
        self.callsPerDay = callsPerDay
        self.quotaDay = quotaDay
    }

    /// Most days that one call of a series may span.
    public func daysPerCall(of kind: ReadingKind) -> Int {
        kind == .loadCurve ? curveDaysPerCall : dailyDaysPerCall
    }
}
