/// A part of the year with off-peak hours of its own, such as the summer of a contract whose afternoons are off-peak then.
public struct OffPeakSeason: Hashable, Sendable {
    /// Its first date.
    public let first: MonthDay
    /// Its last date, included; before `first` when the season goes across the new year.
    public let last: MonthDay
    /// Its off-peak hours.
    public let hours: OffPeakHours

    /// A season.
    public init(from first: MonthDay, through last: MonthDay, hours: OffPeakHours) {
        self.first = first
        self.last = last
        self.hours = hours
    }

    /// Whether a date of the year lies in it.
    public func contains(_ date: MonthDay) -> Bool {
        first <= last ? first <= date && date <= last : first <= date || date <= last
    }
}
