/// A Tempo season: 1 September to 31 August.
public struct TempoSeason: Hashable, Sendable {
    /// The year in which it begins.
    public let startYear: Int

    /// The season in which a tariff day lies.
    public init(containing day: Day) {
        startYear = day.monthOfYear >= 9 ? day.year : day.year - 1
    }

    /// First and last day.
    public var days: ClosedRange<Day> {
        Period.month(year: startYear, month: 9).days
            .lowerBound...Period.month(year: startYear + 1, month: 8).days
            .upperBound
    }

    /// 365 or 366.
    public var lengthInDays: Int { days.lowerBound.distance(to: days.upperBound) + 1 }
}
