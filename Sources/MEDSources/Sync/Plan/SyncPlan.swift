public import MEDCore

/// Which question to ask a gateway next, and when: a state machine without I/O, one per account at a gateway.
///
/// What is missing is what the store does not cover; the ledger only says what must not be asked yet. The newest days come
/// first: a household wants yesterday before the year before last. Every question is as long as the gateway allows, so
/// that a back-fill takes the fewest calls: 24 months and 15 days of load curve are ⌈days/7⌉, 36 months and 15 days of
/// daily values four.
///
/// - A day is asked for from 06:00 Paris of the next day on, at the moment of `SyncPhase`.
/// - **The daily look** asks for the seven days that end yesterday, in the one call that yesterday takes anyway: what came
///   late and what Enedis corrected within a week arrives at no extra call.
/// - **Gaps** are asked for again after `GapSchedule`, together with their neighbours; those inside an answer that held
///   other days once more at the next look. A range without data is never cut into days.
/// - **The back-fill** leaves the calls that today's looks still need.
/// - **Faults** block, clamp or delay as their class says; whatever the gateway names as a time is kept.
///
/// A step looks at every series once: meant for the meters of an account, not for those of a region.
public struct SyncPlan: Sendable {
    /// What is remembered between runs.
    public internal(set) var ledger: SyncLedger

    let limits: GatewayLimits
    let phase: SyncPhase
    let order: [SyncSeries]
    /// Days of which the store has the whole of a series.
    var known: [SyncSeries: Set<Day>] = [:]
    /// Days that are neither known nor out of reach, in rising order, as of `today`.
    var missing: [SyncSeries: [Day]] = [:]
    /// The newest day that may be asked for.
    var newest: Day?
    var today: Day?

    /// A plan.
    ///
    /// - Parameters:
    ///   - meters: What to fetch with this account.
    ///   - phase: When in the morning the new day is looked for.
    ///   - coverage: What the store holds, for all of the time that Enedis answers (36 months and 15 days); days that are
    ///     left out count as unknown.
    public init(
        limits: GatewayLimits, meters: [SyncMeter], phase: SyncPhase, ledger: SyncLedger,
        coverage: [SyncSource: [DayCoverage]]
    ) {
        self.limits = limits
        self.phase = phase
        self.ledger = ledger
        order = meters.flatMap(\.series)
        // Remembered: whoever syncs next need not know the contract, and must not walk through the years before it.
        for meter in meters {
            guard let earliest = meter.earliest else { continue }
            for series in meter.series {
                let said = self.ledger.series[series]?.earliest
                self.ledger.series[series, default: SeriesMemory()].earliest = max(earliest, said ?? earliest)
            }
        }
        for series in order {
            let days = coverage[SyncSource(of: series)] ?? []
            known[series] = Set(days.lazy.filter(series.isComplete).map(\.day))
        }
    }

    /// What to do at `now`. A question counts as a call from here on, whether it is answered or not.
    public mutating func next(at now: UTCInstant) -> SyncStep {
        refresh(at: now)
        var best: Candidate?
        var held: UTCInstant?
        var nextDue = phase.nextLook(after: now)
        for series in order where ledger.block(of: series) == nil {
            guard let range = dueRange(of: series, at: now) else {
                if let due = nextGap(of: series, after: now) { nextDue = min(nextDue, due) }
                continue
            }
            if let retry = ledger.series[series]?.retryAt, retry > now, retry.seconds(since: now) <= Self.longestRetry {
                held = min(held ?? retry, retry)
                continue
            }
            let candidate = Candidate(
                series: series, range: range, isLook: range.upperBound == newest,
                lastAnswer: ledger.series[series]?.lastAnswer)
            if best.map(candidate.isBefore) ?? true { best = candidate }
        }
        guard let best else {
            return held.map { .wait(until: min($0, nextDue), for: .backoff) } ?? .done(nextLook: nextDue)
        }
        if let gate = gate(for: best, at: now) {
            // A look that becomes due, or a retry of one, may go before a back-fill that waits for its quota.
            let until = gate.isOfBackfill ? [gate.until, nextDue, held].compactMap(\.self).min() : nil
            return .wait(until: until ?? gate.until, for: gate.reason)
        }
        ledger.count(callAt: now, limits: limits)
        return .ask(request(best))
    }

    /// Days of a series that the store does not have as a whole, within what the gateway may be asked for; in rising order.
    /// Empty before the first `next(at:)`.
    public func missingDays(of series: SyncSeries) -> [Day] { missing[series] ?? [] }

    private func request(_ candidate: Candidate) -> ReadingRequest {
        let gaps = ledger.series[candidate.series]?.gaps ?? [:]
        // A cache may have kept the gap as well.
        let isFirstTime = !candidate.isLook && !candidate.range.contains { gaps[$0] != nil }
        return ReadingRequest(
            pdl: candidate.series.pdl, direction: candidate.series.direction, kind: candidate.series.kind,
            days: candidate.range, usesCache: isFirstTime)
    }
}

/// A question that is due.
struct Candidate {
    let series: SyncSeries
    let range: ClosedRange<Day>
    /// Whether it asks for the newest day.
    let isLook: Bool
    let lastAnswer: UTCInstant?

    /// Newest days first; among equals the series that waits longest, then the order of the meters.
    func isBefore(_ other: Candidate) -> Bool {
        if range.upperBound != other.range.upperBound { return range.upperBound > other.range.upperBound }
        return (lastAnswer?.secondsSinceEpoch ?? .min) < (other.lastAnswer?.secondsSinceEpoch ?? .min)
    }
}
