/// The legal time of metropolitan France, as code.
///
/// Summer time (UTC+2) runs from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC
/// (directive 2000/84/EC); the rest of the year is UTC+1. Valid from 1996 on; tests compare it with zoneinfo from 2010
/// to 2037. It is code because MEDCore imports no Foundation, and because a household's right day must not depend on the
/// time zone files of its machine.
public enum ParisTime {
    /// Seconds to add to UTC to get the local time: 3,600 or 7,200.
    public static func offsetSeconds(at instant: UTCInstant) -> Int {
        let day = Int(instant.secondsSinceEpoch.flooredDivision(by: 86_400))
        let year = CivilDate(daysSinceEpoch: day).year
        return instant >= summerTimeStart(of: year) && instant < summerTimeEnd(of: year) ? 7_200 : 3_600
    }

    /// The instant at which summer time begins in `year`: the clocks jump from 02:00 to 03:00.
    public static func summerTimeStart(of year: Int) -> UTCInstant {
        lastSunday(of: 3, in: year)
    }

    /// The instant at which summer time ends in `year`: the clocks go back from 03:00 to 02:00.
    public static func summerTimeEnd(of year: Int) -> UTCInstant {
        lastSunday(of: 10, in: year)
    }

    /// What a clock on a French wall shows at `instant`.
    public static func localTime(at instant: UTCInstant) -> LocalTime {
        let offset = offsetSeconds(at: instant)
        let local = instant.secondsSinceEpoch + Int64(offset)
        let day = local.flooredDivision(by: 86_400)
        return LocalTime(day: Day(number: Int32(day)), secondOfDay: Int(local - day * 86_400), offsetSeconds: offset)
    }

    /// The instants at which a French wall clock shows `secondOfDay` on `day`.
    public static func instants(of day: Day, secondOfDay: Int) -> LocalTimeResolution {
        let local = Int64(day.number) * 86_400 + Int64(secondOfDay)
        let summer = UTCInstant(secondsSinceEpoch: local - 7_200)
        let winter = UTCInstant(secondsSinceEpoch: local - 3_600)
        switch (offsetSeconds(at: summer) == 7_200, offsetSeconds(at: winter) == 3_600) {
        case (true, true): return .twice(first: summer, second: winter)
        case (true, false): return .once(summer)
        case (false, true): return .once(winter)
        case (false, false): return .never
        }
    }

    private static func lastSunday(of month: Int, in year: Int) -> UTCInstant {
        let last = CivilDate(year: year, month: month, day: 31).daysSinceEpoch
        // 1970-01-01 was a Thursday: (days + 4) mod 7 is 0 on Sundays.
        let sunday = last - (last + 4) % 7
        return UTCInstant(secondsSinceEpoch: Int64(sunday) * 86_400 + 3_600)
    }
}
