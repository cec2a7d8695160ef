public import MEDCore

/// What outcomes do to a lane: the lane's state machine, without I/O.
///
/// A store hands in the claim and what it knows, and writes what comes out, in one transaction.
public struct LaneSettlement: Hashable, Sendable {
    /// The largest revision below which every record is delivered, skipped or kept as an exception.
    public private(set) var acked: Int64
    /// Exceptions to write (replacing an earlier one of the same record).
    public private(set) var kept: [LaneException] = []
    /// Records whose exception, if any, is to be deleted.
    public private(set) var settled: [RecordKey] = []
    /// Until when the lane rests, because its exceptions are used up and the next record failed; `nil` when it goes on.
    /// Retries that are due are still sent: each that succeeds makes room.
    public private(set) var pausedUntil: UTCInstant?

    /// Settles `claim`.
    ///
    /// - Parameters:
    ///   - result: The outcomes; a record that is not mentioned is kept for a retry, or, when the destination failed in
    ///     the middle, stops the lane before it.
    ///   - existing: The exceptions that the lane holds, by record.
    ///   - isCurrent: Whether a revision is still the newest of its record. An outcome for an older one changes nothing:
    ///     the newer one lies ahead of the lane.
    ///   - bounds: How many exceptions the lane may hold.
    ///   - fraction: Draws a number from 0 to 1 for the jitter.
    public init(
        _ claim: LaneClaim, result: ExportResult, existing: Set<RecordKey>, bounds: LaneBounds, now: UTCInstant,
        isCurrent: (ClaimedRecord) -> Bool, fraction: () -> Double
    ) {
        acked = claim.acked
        var room = bounds.exceptions - existing.count
        var lastSettled = claim.acked
        var isBlocked = false
        for record in claim.records {
            let isAhead = record.revision > claim.acked
            if isAhead && isBlocked { continue }
            let answer = result.outcome(for: record.key)
            if answer == nil && result.interruption != nil {
                isBlocked = isBlocked || isAhead
                continue
            }
            let outcome = answer ?? .retry(after: nil, reason: "not mentioned by the exporter")
            switch outcome {
            case .delivered, .skipped:
                settled.append(record.key)
                // An exception of a record ahead stays: a late worker made it while this claim was under way.
                if !isAhead && existing.contains(record.key) { room += 1 }
            case .retry, .rejected:
                guard isCurrent(record) else { break }
                let exception = Self.exception(
                    record, outcome: outcome, backoff: bounds.backoff, now: now, fraction: fraction())
                // What lies behind the lane is kept in any case: nothing else remembers it.
                if isAhead && !existing.contains(record.key) {
                    guard room > 0 else {
                        isBlocked = true
                        pausedUntil = max(
                            exception.nextAttempt,
                            Self.rest(after: existing.count, backoff: bounds.backoff, now: now, fraction: fraction()))
                        continue
                    }
                    room -= 1
                }
                kept.append(exception)
            }
            if isAhead { lastSettled = record.revision }
        }
        acked = isBlocked ? lastSettled : max(claim.acked, claim.through)
    }

    /// The longer the lane's list of failures, the longer it rests; at least the base of the back-off.
    private static func rest(after failures: Int, backoff: Backoff, now: UTCInstant, fraction: Double) -> UTCInstant {
        let wait = max(backoff.base, backoff.wait(afterFailures: failures, fraction: fraction))
        return now.advanced(by: wait)
    }

    private static func exception(
        _ record: ClaimedRecord, outcome: ExportOutcome, backoff: Backoff, now: UTCInstant, fraction: Double
    ) -> LaneException {
        let attempts = record.attempts + 1
        var wait = backoff.wait(afterFailures: attempts, fraction: fraction)
        var state = LaneException.State.retry
        var reason = ""
        switch outcome {
        case .retry(let after, let why):
            reason = why
            if let after { wait = max(wait, after) }
        case .rejected(let why):
            reason = why
            state = .dead
        case .delivered, .skipped:
            break
        }
        return LaneException(
            record: record.key, revision: record.revision, state: state, reason: reason, attempts: attempts,
            nextAttempt: now.advanced(by: wait))
    }
}
