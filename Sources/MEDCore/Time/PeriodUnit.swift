/// The kinds of calendar periods over which totals are kept.
public enum PeriodUnit: String, Hashable, Sendable, CaseIterable {
    /// Calendar months.
    case month
    /// Calendar years.
    case year

    /// The period of this kind in which `day` lies.
    public func period(containing day: Day) -> Period {
        switch self {
        case .month: .month(containing: day)
        case .year: .year(containing: day)
        }
    }

    /// The periods that have a day of `days`, in order.
    public func periods(in days: ClosedRange<Day>) -> [Period] {
        var periods: [Period] = []
        var day = days.lowerBound
        while day <= days.upperBound {
            let period = period(containing: day)
            periods.append(period)
            day = period.days.upperBound.next
        }
        return periods
    }
}
