import MEDCore

/// How far back Enedis answers: 24 months and 15 days for a load curve, 36 months and 15 days for daily values
/// (DataConnect's catalogue of data).
enum HistoryLimit {
    /// The first day that is still answered on `today`.
    static func firstDay(of kind: ReadingKind, on today: Day) -> Day {
        let years = kind == .loadCurve ? 2 : 3
        // 29 February has no namesake two or three years earlier.
        let sameDate =
            Day(year: today.year - years, month: today.monthOfYear, day: today.dayOfMonth)
            ?? Day(year: today.year - years, month: today.monthOfYear, day: today.dayOfMonth - 1)
        return (sameDate ?? today.advanced(by: -365 * years)).advanced(by: -15)
    }
}
