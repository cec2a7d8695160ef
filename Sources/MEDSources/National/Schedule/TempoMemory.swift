import MEDCore

/// What a ``TempoSchedule`` remembers between runs. Instants are seconds since 1970, days count from 1970-01-01.
struct TempoMemory: Codable, Hashable, Sendable {
    struct Season: Codable, Hashable, Sendable {
        /// Answers that left days unknown.
        var attempts: Int
        var next: Int64
    }

    var lastAsked: Int64?
    var lastFailed = false
    /// Questions in a row that left something unknown.
    var failures = 0
    var callsOn: Int32?
    var calls = 0
    /// By the year in which the season begins.
    var seasons: [Int: Season] = [:]
    var holds = SourceHolds()
    /// Which source gave the colour of a recent day.
    var givers: [Int32: String] = [:]

    init(asked now: UTCInstant? = nil) {
        lastAsked = now?.secondsSinceEpoch
    }

    func callsLeft(on day: Day) -> Int {
        callsOn == day.number ? TempoSchedule.callsPerDay - calls : TempoSchedule.callsPerDay
    }

    mutating func countCall(on day: Day) {
        if callsOn != day.number { calls = 0 }
        callsOn = day.number
        calls += 1
    }

    /// Forgets what no question reaches any more.
    mutating func settle(on day: Day) {
        givers = givers.filter { Int($0.key) >= Int(day.number) - TempoSchedule.recentDays - 2 }
    }
}
