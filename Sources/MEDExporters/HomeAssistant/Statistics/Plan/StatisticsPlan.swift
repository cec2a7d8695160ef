import MEDCore

/// Which rows of a PDL have to be sent, because its batch changed some days.
///
/// Home Assistant overwrites a row by its hour and leaves the later ones as they are: a changed day moves the running sum of
/// all that follow, so that everything from the first changed day on is sent again, unless the sums come out as they were.
struct StatisticsPlan: Equatable {
    /// A day of the store.
    struct StoredDay {
        let amounts: DayAmounts
        let revision: Int64
        var day: Day { amounts.day }
    }

    /// The rows of one statistic.
    struct Series: Equatable {
        let kind: StatisticKind
        /// The first day of its own rows.
        let anchor: Day
        /// Days to send.
        let days: ClosedRange<Day>
        /// What the days from `anchor` to the one before `days` add up to, in millionths.
        let base: Int64
        /// Whether the sum before `anchor` has to be asked for: the statistic is new here, or begins earlier than it did.
        let needsOffset: Bool
        /// Where the rows that were sent earlier begin; `nil` when there are none.
        let formerAnchor: Day?
    }

    private(set) var series: [Series] = []
    /// The last day of which rows will be there.
    let through: Day
    /// The highest revision of the batch and of those before it.
    let seenRevision: Int64

    /// Plans.
    ///
    /// - Parameters:
    ///   - state: What the lane remembers; `nil`: nothing was sent.
    ///   - stored: The days of the store up to the last that matters, in order.
    ///   - batch: The day and the revision of each record, not empty.
    init(state: StatisticsState?, stored: [StoredDay], batch: [(day: Day, revision: Int64)]) {
        let days = batch.map(\.day)
        let (first, last) = (days.min() ?? Day(number: 0), days.max() ?? Day(number: 0))
        through = max(last, state?.sentThrough ?? last)
        seenRevision = max(state?.seenRevision ?? 0, batch.map(\.revision).max() ?? 0)
        let begin = Self.begin(state, batch) ?? first
        let newest = batch.map(\.revision).max() ?? 0
        let hasLaterChanges = stored.contains { $0.day > last && $0.revision > newest }
        var kinds = Set(stored.flatMap(\.amounts.amounts.keys))
        if let state { kinds.formUnion(state.series.keys) }
        for kind in kinds.sorted() {
            let former = state?.series[kind]
            guard
                let anchor = [former?.anchor, stored.first { $0.amounts.amounts[kind] != nil }?.day].compactMap(\.self)
                    .min()
            else { continue }
            let isMoved = former.map { anchor < $0.anchor } ?? true
            let from = isMoved ? anchor : max(begin, anchor)
            var end = through
            if let state, let former, !isMoved, state.isComplete, through == state.sentThrough, !hasLaterChanges {
                let sum = former.offset + Self.sum(stored, kind) { $0 >= anchor && $0 <= through }
                // The later rows stand on a sum that did not change.
                if sum == former.lastSum { end = last }
            }
            guard from <= end else { continue }
            series.append(
                Series(
                    kind: kind, anchor: anchor, days: from...end,
                    base: Self.sum(stored, kind) { $0 >= anchor && $0 < from }, needsOffset: isMoved,
                    formerAnchor: former?.anchor))
        }
    }

    /// The first day whose rows are not what they should be.
    private static func begin(_ state: StatisticsState?, _ batch: [(day: Day, revision: Int64)]) -> Day? {
        guard let state, !state.isComplete else { return nil }
        // What an unfinished export already brought is not sent a second time.
        let new = batch.filter { $0.day > state.validThrough || $0.revision > state.seenRevision }.map(\.day)
        return min(new.min() ?? state.validThrough.next, state.validThrough.next)
    }

    private static func sum(_ stored: [StoredDay], _ kind: StatisticKind, where isIn: (Day) -> Bool) -> Int64 {
        stored.reduce(0) { isIn($1.day) ? $0 + ($1.amounts.amounts[kind] ?? 0) : $0 }
    }
}
