import MEDCore

extension SyncPlan {
    /// Days of every look: corrections and late values of a week ride along.
    static let lookDays = 7

    /// Brings the lists of missing days up to `now`: once a day there is one more, and one fewer at the other end.
    mutating func refresh(at now: UTCInstant) {
        let (newest, today) = (phase.newestDay(at: now), Day(containing: now))
        guard self.newest != newest || self.today != today else { return }
        let before = self.newest
        self.newest = newest
        self.today = today
        ledger.prune(on: today)
        for series in order {
            let first = firstDay(of: series)
            if let before, before <= newest {
                drop(series, before: first)
                list(series, from: max(first, before.next), through: newest)
            } else {
                // The first time, or after a clock that was set back.
                missing[series] = []
                list(series, from: first, through: newest)
            }
        }
    }

    private mutating func list(_ series: SyncSeries, from first: Day, through last: Day) {
        guard first <= last else { return }
        let known = known[series] ?? []
        missing[series, default: []] += (first...last).filter { !known.contains($0) }
    }

    /// Drops missing days that lie before what may be asked for.
    mutating func drop(_ series: SyncSeries, before first: Day) {
        guard let missing = missing[series], let oldest = missing.first, oldest < first else { return }
        self.missing[series] = Array(missing.drop { $0 < first })
    }

    /// The first day that may be asked for.
    func firstDay(of series: SyncSeries) -> Day {
        let limits = [
            today.map { HistoryLimit.firstDay(of: series.kind, on: $0) }, ledger.series[series]?.firstDay,
        ]
        return limits.compactMap(\.self).max() ?? Day(number: 0)
    }

    /// The next range of a series: from its newest day that is due, as far back as one call reaches and days are due. What
    /// is left of the call takes along neighbours that are missing but not due: they stay together from then on.
    func dueRange(of series: SyncSeries, at now: UTCInstant) -> ClosedRange<Day>? {
        guard let newest, let missing = missing[series] else { return nil }
        let memory = ledger.series[series]
        let isDue = { (day: Day) in memory?.gaps[day].map { Self.isDue($0, at: now) } ?? true }
        guard let end = missing.lastIndex(where: isDue) else { return nil }
        let upper = missing[end]
        let length = daysPerCall(of: series.kind)
        let reach = upper.advanced(by: 1 - length)
        guard upper < newest else {
            let lower = missing[...end].first { $0 >= reach && isDue($0) } ?? upper
            let week = upper.advanced(by: 1 - min(Self.lookDays, length))
            return probe(min(lower, max(week, firstDay(of: series))), upper, memory)...upper
        }
        let lower = missing[...end].first { $0 >= reach } ?? upper
        let last = missing[end...].last { $0 < newest && $0 < lower.advanced(by: length) } ?? upper
        return probe(lower, last, memory)...last
    }

    /// Where to begin after "too early" without a date: one day later at first, since limits are off by one more often than
    /// by a year; then in the middle of what is uncertain, which finds the first day of 365 in nine calls.
    private func probe(_ lower: Day, _ upper: Day, _ memory: SeriesMemory?) -> Day {
        guard let memory, memory.refusals > 1, lower < memory.accepted ?? .init(number: .max) else { return lower }
        return lower.advanced(by: lower.distance(to: upper) / 2)
    }

    /// When the next gap of a series that is not due yet becomes so.
    func nextGap(of series: SyncSeries, after now: UTCInstant) -> UTCInstant? {
        guard let gaps = ledger.series[series]?.gaps, let missing = missing[series] else { return nil }
        return missing.lazy.compactMap { gaps[$0]?.next }.filter { $0 > now }.min()
    }

    /// A gap that is due later than any schedule would put it was dated by a clock that was wrong.
    private static func isDue(_ gap: SeriesMemory.Gap, at now: UTCInstant) -> Bool {
        gap.next <= now || gap.next.seconds(since: now) > 100 * 86_400
    }

    func daysPerCall(of kind: ReadingKind) -> Int {
        let allowed = max(1, limits.daysPerCall(of: kind))
        return min(allowed, ledger.daysPerCall[kind] ?? allowed)
    }
}
