public import MEDCore

/// What is known of Tempo, as the schedule needs it.
public struct TempoView: Sendable {
    /// The days that the store holds with a colour.
    var known: [Day: TempoData] = [:]
    /// The first day whose colour is wanted besides the running season.
    let from: Day?

    /// A view.
    ///
    /// - Parameters:
    ///   - days: stored days.
    ///   - from: the first day of a household's readings under a Tempo contract; `nil` without any.
    public init(_ days: [TempoData], from: Day? = nil) {
        self.from = from
        for day in days where day.color != nil { known[day.day] = day }
    }

    /// The days whose colours are wanted at `now`: whole seasons, from the one in which the readings begin to tomorrow,
    /// and the day before the readings, whose colour their first six hours have.
    public func wanted(at now: UTCInstant) -> ClosedRange<Day> {
        let tomorrow = Day(containing: now).next
        let first = min(from ?? tomorrow, tomorrow.previous)
        let season = TempoSeason(containing: first).days.lowerBound
        return max(min(season, first.previous), TempoHistory.firstDay)...tomorrow
    }

    func isFinal(_ day: Day) -> Bool { known[day]?.isFinal ?? false }

    /// What an answer would tell that is not known yet.
    func isOpen(_ day: Day) -> Bool { !isFinal(day) }
}
