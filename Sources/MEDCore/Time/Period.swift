/// A calendar month or year, the spans over which totals are kept.
public enum Period: Hashable, Comparable, Sendable {
    /// A month of a year, 1 to 12.
    case month(year: Int, month: Int)
    /// A whole year.
    case year(Int)

    /// The month in which `day` lies.
    public static func month(containing day: Day) -> Period { .month(year: day.year, month: day.monthOfYear) }

    /// The year in which `day` lies.
    public static func year(containing day: Day) -> Period { .year(day.year) }

    /// Whether it is a month or a year.
    public var unit: PeriodUnit {
        switch self {
        case .month: .month
        case .year: .year
        }
    }

    /// First and last day.
    public var days: ClosedRange<Day> {
        switch self {
        case .month(let year, let month):
            let first = Day(number: Int32(CivilDate(year: year, month: month, day: 1).daysSinceEpoch))
            return first...first.advanced(by: CivilDate.lengthOfMonth(month, in: year) - 1)
        case .year(let year):
            let first = Day(number: Int32(CivilDate(year: year, month: 1, day: 1).daysSinceEpoch))
            return first...first.advanced(by: CivilDate.isLeap(year) ? 365 : 364)
        }
    }
}

extension Period: CustomStringConvertible {
    /// `2024-01` for a month, `2024` for a year.
    public var description: String {
        switch self {
        case .month: String(days.lowerBound.description.prefix(7))
        case .year: String(days.lowerBound.description.prefix(4))
        }
    }
}
