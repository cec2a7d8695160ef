/// The lengths of time of which files of a meter have rows.
enum FileGranularity: String, Hashable, Sendable, CaseIterable {
    /// One row per day, all years in one file.
    case daily
    /// One row per slot of the load curve, a file per year.
    case halfHourly = "half_hourly"
}
