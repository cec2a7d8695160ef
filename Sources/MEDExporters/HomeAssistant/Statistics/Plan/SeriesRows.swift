import MEDCore

/// Makes the rows of one statistic, day by day.
struct SeriesRows {
    let series: StatisticsPlan.Series
    let offset: Int64
    private(set) var rows: [StatisticRow] = []
    /// The newest own row so far.
    private(set) var last: (start: UTCInstant, sum: Int64)?
    private var sum: Int64
    /// Rows of another tool from the first own day on. Those in hours that the store does not know must not keep their sums,
    /// which are of another count.
    private var foreign: ArraySlice<(start: UTCInstant, sum: Int64)>

    /// The day after the last of which everything was made.
    private var next: Day
    /// Up to this day, from `formerAnchor` on, own rows may be there: a day without a value has to carry the sum on, in
    /// place of what it had.
    private let sentThrough: Day?
    /// The sum that Home Assistant had in the hour before the first of `foreign`.
    private var lastForeign: Int64?

    /// - Parameters:
    ///   - offset: The sum before the first own row.
    ///   - foreign: Rows that are there and are not of this series' own count, in order.
    ///   - before: The sum before the first of them; `nil`: not known.
    init(
        _ series: StatisticsPlan.Series, offset: Int64, foreign: [(start: UTCInstant, sum: Int64)],
        before: Int64? = nil, sentThrough: Day?
    ) {
        self.series = series
        self.offset = offset
        self.sentThrough = sentThrough
        next = series.days.lowerBound
        self.foreign = foreign[...]
        lastForeign = before
        sum = offset + series.base
    }

    /// A day's hours, after everything before it.
    mutating func add(_ day: Day, _ hours: [Int64]) {
        fill(through: day.previous)
        append(day, hours)
        next = day.next
    }

    /// Days without a value up to and including `last`.
    mutating func fill(through last: Day) {
        let end = min(last, series.days.upperBound)
        while next <= end {
            if let sentThrough, next <= sentThrough, next >= series.formerAnchor ?? next {
                append(next, [Int64?](repeating: nil, count: next.lengthInMinutes / 60))
            }
            next = next.next
        }
    }

    private mutating func append(_ day: Day, _ hours: [Int64?]) {
        for (hour, amount) in hours.enumerated() {
            let start = day.start.advanced(bySeconds: 3_600 * hour)
            carry(to: start)
            if foreign.first?.start == start { lastForeign = foreign.removeFirst().sum }
            sum += amount ?? 0
            rows.append(StatisticRow(start: start, state: amount, sum: sum))
            last = (start, sum)
        }
    }

    /// After the last day: what another tool has beyond it goes on from our sum.
    mutating func finish() {
        fill(through: series.days.upperBound)
        carry(to: series.days.upperBound.end)
        guard let first = foreign.first else { return }
        // The first one's own amount cannot be told when nothing of that tool stands before it.
        let before = lastForeign ?? first.sum
        // Nothing to send when they stand on that sum already.
        for row in foreign where sum != before {
            rows.append(StatisticRow(start: row.start, state: nil, sum: sum + row.sum - before))
        }
        foreign = []
    }

    /// The rows made since the last time.
    mutating func take() -> [StatisticRow] {
        defer { rows = [] }
        return rows
    }

    /// Another tool's hours before `start` keep our sum.
    private mutating func carry(to start: UTCInstant) {
        while let row = foreign.first, row.start < start {
            lastForeign = row.sum
            rows.append(StatisticRow(start: row.start, state: nil, sum: sum))
            foreign.removeFirst()
        }
    }
}
