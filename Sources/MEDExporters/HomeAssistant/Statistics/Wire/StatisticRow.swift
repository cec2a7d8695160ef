import MEDCore

/// A row of a statistic: the hour that begins at `start`.
struct StatisticRow: Equatable {
    /// A full hour of UTC.
    let start: UTCInstant
    /// What the hour adds, in millionths; `nil` for an hour of which nothing is known, which only carries the sum on.
    let state: Int64?
    /// The running total at the end of the hour, in millionths.
    let sum: Int64
}
