public import MEDCore

extension GatewayLimits.QuotaDay {
    /// The number of the quota day that `now` lies in.
    public func number(at now: UTCInstant) -> Int64 {
        switch self {
        case .paris: Int64(Day(containing: now).number)
        case .utc: now.secondsSinceEpoch / 86_400
        }
    }

    /// When the calls are counted anew.
    func end(at now: UTCInstant) -> UTCInstant {
        switch self {
        case .paris: Day(containing: now).end
        case .utc: UTCInstant(secondsSinceEpoch: (number(at: now) + 1) * 86_400)
        }
    }
}
