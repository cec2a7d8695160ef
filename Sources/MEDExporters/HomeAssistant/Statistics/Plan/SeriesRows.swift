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

    init(_ series: StatisticsPlan.Series, offset: Int64, foreign: [(start: UTCInstant, sum: Int64)]) {
        self.series = series
        self.offset = offset
        self.foreign = foreign[...]
        sum = offset + series.base
    }

    /// A day's hours; `nil` hours take back what an earlier version of the day had there.
    mutating func add(_ day: Day, _ hours: [Int64?]) {
        for (hour, amount) in hours.enumerated() {
            let start = day.start.advanced(bySeconds: 3_600 * hour)
            carry(to: start)
            if foreign.first?.start == start { foreign.removeFirst() }
            sum += amount ?? 0
            rows.append(StatisticRow(start: start, state: amount, sum: sum))
            last = (start, sum)
        }
    }

    /// After the last day: what another tool has beyond it goes on from our sum.
    mutating func finish() {
        carry(to: series.days.upperBound.end)
        guard let first = foreign.first else { return }
        // The first one's own amount cannot be told when nothing of that tool stands before it.
        let before = lastForeign ?? first.sum
        for row in foreign {
            rows.append(StatisticRow(start: row.start, state: nil, sum: sum + row.sum - before))
        }
        foreign = []
    }

    /// The rows made since the last time.
    mutating func take() -> [StatisticRow] {
        defer { rows = [] }
        return rows
    }

    private var lastForeign: Int64?

    /// Another tool's hours before `start` keep our sum.
    private mutating func carry(to start: UTCInstant) {
        while let row = foreign.first, row.start <= start {
            lastForeign = row.sum
            if row.start == start { return }
            rows.append(StatisticRow(start: row.start, state: nil, sum: sum))
            foreign.removeFirst()
        }
    }
}
