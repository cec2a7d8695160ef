import MEDCore

/// How far back Tempo colours go.
enum TempoHistory {
    /// The first day of RTE's calendar, 2014-09-01: days since 1970-01-01.
    static let firstDay = Day(number: 16_314)
}
