public import MEDCore

/// When a colour is provisional and when it is final.
///
/// RTE publishes the colour of day D on D−1. What it says at 10:30 is binding; before that it may show a pre-signal, often
/// from 06:30 on, and services have been seen to change until 11:15 (RTE's page of the Tempo calendar; rte-tempo issues 5
/// and 10). RTE's own entries carry an `updated_date`, 10:20 on ordinary days.
public enum TempoPublication {
    /// Minute of D−1 from which an answer is final: 11:30.
    public static let settled = 11 * 60 + 30
    /// Minute of D−1 before which an entry's own date makes it a pre-signal: 10:00.
    public static let preSignal = 10 * 60
    /// Minute of D−1 from which even an entry of the early morning is final: 14:00. RTE does not promise to touch an
    /// entry that it confirms.
    public static let confirmed = 14 * 60

    /// Whether the colour that a source gives for `day` at `now` may not be changed any more.
    ///
    /// - Parameter updated: when the source itself last touched the entry; `nil` when it does not say.
    public static func isFinal(_ day: Day, at now: UTCInstant, updated: UTCInstant? = nil) -> Bool {
        if now >= day.start { return true }
        guard now >= day.previous.instant(minuteOfDay: settled) else { return false }
        guard let updated, updated < day.previous.instant(minuteOfDay: preSignal) else { return true }
        // A gateway may still serve what it fetched at breakfast.
        return now >= day.previous.instant(minuteOfDay: confirmed)
    }
}
