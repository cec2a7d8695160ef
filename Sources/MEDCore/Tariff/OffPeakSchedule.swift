/// When a contract with two registers is off-peak: the hours of its text, and what overrides them on some days.
///
/// All of it is civil days and wall clock: a weekend is Saturday 00:00 to Sunday 24:00, and the hours of a day say what
/// its own clock shows, so that `22H00-6H00` given for a Monday is Monday 00:00–06:00 and 22:00–24:00.
public struct OffPeakSchedule: Hashable, Sendable {
    /// The hours of any day; `nil` when only the parts below are off-peak.
    public var hours: OffPeakHours?
    /// Hours of parts of the year, instead of `hours`; the first season that holds the day counts.
    public var seasons: [OffPeakSeason]
    /// Hours of some weekdays (1 is Monday, 7 is Sunday), instead of those of the season.
    public var weekdays: [Int: OffPeakHours]
    /// Whether Saturdays and Sundays are off-peak all day.
    public var weekends: Bool
    /// Whose public holidays are off-peak all day; `nil` when none are.
    public var holidays: HolidayRegion?

    /// A schedule.
    public init(
        hours: OffPeakHours? = nil, seasons: [OffPeakSeason] = [], weekdays: [Int: OffPeakHours] = [:],
        weekends: Bool = false, holidays: HolidayRegion? = nil
    ) {
        self.hours = hours
        self.seasons = seasons
        self.weekdays = weekdays
        self.weekends = weekends
        self.holidays = holidays
    }

    /// The off-peak hours of a day; `nil` when the day has none at all.
    public func hours(on day: Day) -> OffPeakHours? {
        if weekends, day.weekday >= 6 { return .wholeDay }
        if let holidays, day.isPublicHoliday(in: holidays) { return .wholeDay }
        if !weekdays.isEmpty, let own = weekdays[day.weekday] { return own }
        if !seasons.isEmpty {
            let date = MonthDay(of: day)
            if let season = seasons.first(where: { $0.contains(date) }) { return season.hours }
        }
        return hours
    }

    /// Whether the schedule is nothing but the hours of the contract's text, in one season or several: what the counters
    /// `F1` and `F2` of an HC/HP calendar follow.
    var followsContractText: Bool { weekdays.isEmpty && !weekends && holidays == nil }
}
