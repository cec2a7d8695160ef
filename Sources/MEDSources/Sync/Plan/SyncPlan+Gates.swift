import MEDCore

extension SyncPlan {
    /// Seconds beyond which a remembered wait is not believed: a clock that was wrong, or an answer from a broken server.
    static let longestWait = 8 * 86_400
    static let longestRetry: Int64 = 2 * 86_400

    /// What holds a question back.
    struct Gate {
        let until: UTCInstant
        let reason: SyncWait
        /// Whether a look would have been let through.
        var isOfBackfill = false
    }

    /// What holds `candidate` back at `now`; `nil` when it may be asked.
    func gate(for candidate: Candidate, at now: UTCInstant) -> Gate? {
        if let until = ledger.waits(at: now) {
            return Gate(until: until, reason: ledger.failures > 0 ? .backoff : .gateway)
        }
        let left = callsPerDay - ledger.callsMade(at: now, limits: limits)
        if left <= 0 { return Gate(until: nextQuota(after: now), reason: .quota) }
        if !candidate.isLook && left <= reserve(at: now) {
            return Gate(until: nextQuota(after: now), reason: .quota, isOfBackfill: true)
        }
        let room = ledger.pace.room(at: now, limit: limits.callsPerSecond)
        return room > now ? Gate(until: room, reason: .pace) : nil
    }

    /// Calls a day, as the gateway said last, and never more than the household wants.
    var callsPerDay: Int {
        max(1, min(ledger.callsPerDay ?? limits.callsPerDay, limits.ownCallsPerDay ?? .max))
    }

    /// When the calls are counted anew, and a little later: a million installations wait for the same midnight.
    func nextQuota(after now: UTCInstant) -> UTCInstant {
        limits.quotaDay.end(at: now).advanced(bySeconds: phase.seconds(of: 3_600))
    }

    /// Calls that the back-fill leaves for what is still to come today: for each series that may be asked a look and one
    /// retry, but never more than half of the day's, so that the back-fill comes to its end.
    private func reserve(at now: UTCInstant) -> Int {
        let yesterday = Day(containing: now).previous
        let calls = order.reduce(0) { sum, series in
            if ledger.block(of: series) != nil || known[series]?.contains(yesterday) == true { return sum }
            return sum + max(0, 2 - (ledger.series[series]?.gaps[yesterday]?.times ?? 0))
        }
        return min(calls, callsPerDay / 2)
    }
}
