import MEDCore

/// When a day that Enedis did not have, or had in part, is asked for again.
///
/// What is missing in the morning is often there at noon, and what is missing after a month hardly ever comes: a gap is
/// asked for again six hours later, at the next morning's look, and from then on each time its age has doubled, after a
/// month once a month, after a year once a quarter (but see `SyncPlan` for answers with holes). The wait follows from the day's age alone, so that neither a restart
/// nor a call that brought the gap along can shorten or stretch it. It ends where Enedis' history ends.
enum GapSchedule {
    private static let hour = 3_600
    private static let day = 24 * hour

    /// When to ask again, after an answer at `now` of which `youngest` is the newest day that is still missing.
    static func nextAttempt(youngest: Day, phase: SyncPhase, at now: UTCInstant) -> UTCInstant {
        let age = Int(now.seconds(since: youngest.next.instant(minuteOfDay: 6 * 60)))
        if age < 6 * hour { return now.advanced(bySeconds: 6 * hour) }
        if age < day { return phase.nextLook(after: now) }
        let wait = age <= 30 * day ? age : min(max(30 * day, age / 4), 90 * day)
        // At the hour of the look, where it may share the call that the new day takes anyway.
        return max(phase.look(on: Day(containing: now.advanced(bySeconds: wait))), phase.nextLook(after: now))
    }
}
