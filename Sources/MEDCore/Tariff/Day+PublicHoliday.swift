extension Day {
    /// Whether the day is a French public holiday: computed, no table that runs out.
    public func isPublicHoliday(in region: HolidayRegion = .france) -> Bool {
        switch (monthOfYear, dayOfMonth) {
        case (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25): return true
        case (12, 26): return region == .alsaceMoselle
        // Easter is 22 March at the earliest, Whit Monday 14 June at the latest.
        case (3...6, _): break
        default: return false
        }
        switch Day.easterSunday(of: year).distance(to: self) {
        // Easter Monday, Ascension, Whit Monday.
        case 1, 39, 50: return true
        case -2: return region == .alsaceMoselle
        default: return false
        }
    }

    /// Easter Sunday by the Gregorian computus, in the form of Meeus, Jones and Butcher (Meeus, *Astronomical
    /// Algorithms*, chapter 8).
    static func easterSunday(of year: Int) -> Day {
        let goldenNumber = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let moonCorrection = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * goldenNumber + century - century / 4 - moonCorrection + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let late = (goldenNumber + 11 * epact + 22 * toSunday) / 451
        let fromMarch = epact + toSunday - 7 * late + 114
        let date = CivilDate(year: year, month: fromMarch / 31, day: fromMarch % 31 + 1)
        return Day(number: Int32(date.daysSinceEpoch))
    }
}
