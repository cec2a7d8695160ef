import MEDCore

/// What the outcome of a batch's writing means for each of its days.
struct BatchOutcomes: Sendable {
    let check: WriteCheck
    let now: UTCInstant
    /// How long the server keeps data; asked for only when something is missing.
    let retention: Retention?

    /// The outcomes of `days`, in order.
    func outcomes(of days: [Day]) -> [ExportOutcome] {
        switch check {
        case .found: days.map { _ in .delivered(.verified(at: now)) }
        case .unreadable: days.map { _ in .delivered(.acknowledged) }
        case .undeletable:
            days.map { _ in
                .rejected(
                    reason: "a correction needs delete_series, which this server does not allow; allow it, then requeue"
                )
            }
        case .missing(let seconds): missing(seconds, days)
        }
    }

    private func missing(_ seconds: Set<Int64>, _ days: [Day]) -> [ExportOutcome] {
        let sorted = seconds.sorted()
        let tooOld = days.filter { isTooOld($0) && $0.holds(any: sorted) }
        return days.map { day in
            if !seconds.isEmpty, !day.holds(any: sorted) { return .delivered(.verified(at: now)) }
            guard isTooOld(day) else {
                return .retry(after: .seconds(15), reason: "answered with 204, but not found when read back")
            }
            // A lane keeps 1,000 failures at the most and rests when they are used up: years of days would stop the
            // newest ones. One of a batch stands for all.
            guard day == tooOld.max(), let first = tooOld.min(), let retention else {
                return .skipped(SkipReason("older than the server keeps"))
            }
            return .rejected(
                reason: "the server keeps \(retention.days) days only and dropped \(first) to \(day): start it with "
                    + "\(Retention.flag(for: first, at: now)), then replay")
        }
    }

    /// Whether the server drops the beginning of a day.
    private func isTooOld(_ day: Day) -> Bool {
        retention.map { now.seconds(since: day.start) > $0.seconds } ?? false
    }
}

extension Day {
    /// Whether one of the instants, which are in order, lies in the day.
    fileprivate func holds(any seconds: [Int64]) -> Bool {
        let (start, end) = (start.secondsSinceEpoch, end.secondsSinceEpoch)
        var (low, high) = (0, seconds.count)
        while low < high {
            let middle = (low + high) / 2
            if seconds[middle] < start { low = middle + 1 } else { high = middle }
        }
        return low < seconds.count && seconds[low] < end
    }
}
