import MEDCore

/// A stamp as a file writes it: a date, mostly a time, sometimes the offset that makes it an instant.
struct Stamp: Equatable {
    var day: Day
    /// Minutes on the clock since 00:00; 1,440 for `24:00`.
    var minuteOfDay: Int
    var second: Int
    /// `nil` when the file gives local time without saying so, as after a spreadsheet.
    var offsetMinutes: Int?
    /// `false` for a bare date.
    var hasTime: Bool

    /// Minutes from 1970-01-01T00:00 to the stamp: of UTC with an offset, on the French wall without.
    var minutes: Int32 { Int32(Int(day.number) * 1_440 + minuteOfDay - (offsetMinutes ?? 0)) }

    /// What a clock on a French wall shows, `nil` in the skipped hour; of the repeated hour without offset the first.
    var local: LocalTime? {
        instant.map(ParisTime.localTime(at:))
    }

    /// The instant, `nil` in the skipped hour; of the repeated hour without offset the first pass.
    var instant: UTCInstant? {
        if offsetMinutes != nil { return UTCInstant(secondsSinceEpoch: Int64(minutes) * 60 + Int64(second)) }
        let shown = minuteOfDay == 1_440 ? (day.next, 0) : (day, minuteOfDay * 60 + second)
        switch ParisTime.instants(of: shown.0, secondOfDay: shown.1) {
        case .once(let instant), .twice(let instant, _): return instant
        case .never: return nil
        }
    }

    /// The day that begins at the local midnight of this stamp; `nil` at any other time.
    ///
    /// In summer the portal writes 01:00+02:00 for the counters of local midnight (seen in real exports: the
    /// differences of such indexes equal the sums of the half-hours from midnight to midnight).
    var midnightDay: Day? {
        guard let local, second == 0 else { return nil }
        let isSummerArtefact = local.minuteOfDay == 60 && local.offsetSeconds == 7_200
        return local.minuteOfDay == 0 || isSummerArtefact ? local.day : nil
    }
}
