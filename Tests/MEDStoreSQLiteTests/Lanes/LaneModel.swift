import MEDCore
import MEDStore

/// What a lane must do, written a second time and as simply as possible: dictionaries, no positions but `acked`.
struct LaneModel {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    struct Claimed {
        let claim: LaneClaim
        /// Whether its lease was taken away or given up; a settle must then be refused.
        var isLost = false
        var leaseEnds: UTCInstant
    }

    static let bound = 6
    /// What each import that counts says: watts by day.
    var imports: [(id: ImportID, watts: [Day: Int32])] = []
    /// The newest revision of each day, and its watts; `nil` for a tombstone.
    var latest: [Day: Int64] = [:]
    var watts: [Day: Int32] = [:]
    var head: Int64 = 0
    var acked: Int64 = 0
    /// Days whose newest revision is delivered or skipped, kept for a retry, or dead.
    var settled: Set<Day> = []
    var retrying: Set<Day> = []
    var dead: Set<Day> = []
    /// Revisions that may be at the destination although nobody said so.
    var maybeSent: Set<Int64> = []
    var redeliveries = 0
    var lostLeases = 0
    var claims: [Int: Claimed] = [:]
    /// Whether the lane has an owner, be it one that has crashed.
    var isLeased = false
    /// Whether a claim was noted as in flight and none was settled since.
    var isInFlight = false
    /// Whether the lane stopped before a record that fails, its exceptions being used up.
    var isResting = false
    /// The number of the lane in the present epoch, as its claims tell it.
    var epochLane: Int64 = 0

    // MARK: Readings

    /// Makes days what the imports say; returns how many changed.
    mutating func recompute(_ days: some Sequence<Day>) -> Int {
        var changed = 0
        for day in days.sorted() {
            let merged = imports.last { $0.watts[day] != nil }?.watts[day]
            guard merged != watts[day] else { continue }
            changed += 1
            watts[day] = merged
            head += 1
            latest[day] = head
            settled.remove(day)
            retrying.remove(day)
            dead.remove(day)
        }
        return changed
    }

    // MARK: Lanes

    private func isAhead(_ day: Day) -> Bool { latest[day, default: 0] > acked }

    /// The claim that holds the lane at `now`.
    private func holder(at now: UTCInstant) -> Int? {
        claims.first { !$0.value.isLost && $0.value.leaseEnds > now }?.key
    }

    mutating func claimed(_ claim: LaneClaim?, by worker: Int, limit: Int, now: UTCInstant) throws {
        guard let claim else {
            let ahead = latest.values.count { $0 > acked }
            // A lane with failures may rest; one without must go on.
            if holder(at: now) == nil && ahead > 0 && !isResting {
                throw Failure(description: "\(ahead) records lie ahead, none was claimed")
            }
            return
        }
        if let holder = holder(at: now) { throw Failure(description: "claimed although worker \(holder) holds it") }
        for key in claims.keys { claims[key]?.isLost = true }
        claims[worker] = Claimed(claim: claim, leaseEnds: now.advanced(bySeconds: 60))
        guard claim.mayHaveBeenSent == isInFlight else {
            throw Failure(description: "mayHaveBeenSent is \(claim.mayHaveBeenSent)")
        }
        (isLeased, isInFlight) = (true, true)
        epochLane = claim.lane
        let ahead = claim.records.filter { $0.revision > claim.acked }
        let expected = latest.values.filter { $0 > acked }.sorted().prefix(ahead.count)
        guard claim.acked == acked, claim.records.count <= limit, ahead.map(\.revision) == Array(expected) else {
            throw Failure(description: "claimed \(ahead.map(\.revision)) after \(acked), expected \(Array(expected))")
        }
        for record in claim.records {
            let day = record.key.day
            guard latest[day] == record.revision else { throw Failure(description: "\(day): not the newest revision") }
            if case .day(let document) = record.content, document.curve.slots.first?.watts != watts[day] {
                throw Failure(description: "\(day): not its readings")
            }
            if !isAhead(day) && !retrying.contains(day) {
                throw Failure(description: "\(day): delivered twice without cause")
            }
            if maybeSent.remove(record.revision) != nil { redeliveries += 1 }
        }
    }

    /// The worker is gone, and with it what it had not settled.
    mutating func crashed(_ worker: Int, sent: some Sequence<ClaimedRecord>) {
        for record in sent { maybeSent.insert(record.revision) }
        claims[worker] = nil
    }

    mutating func settled(_ worker: Int, _ result: ExportResult, isRefused: Bool, now: UTCInstant) throws {
        guard let claimed = claims.removeValue(forKey: worker) else { return }
        guard isRefused == claimed.isLost else {
            throw Failure(
                description: "a \(claimed.isLost ? "lost" : "valid") claim was \(isRefused ? "" : "not ")refused")
        }
        if isRefused {
            lostLeases += 1
            return sentLate(claimed.claim)
        }
        (isLeased, isInFlight, isResting) = (false, false, false)
        var position = claimed.claim.acked
        for record in claimed.claim.records {
            let isNews = record.revision > claimed.claim.acked
            if isNews && isResting { continue }
            if latest[record.key.day] == record.revision { settle(record, result, isNews: isNews) }
            if isNews && !isResting { position = record.revision }
        }
        acked = isResting ? position : claimed.claim.through
    }

    private mutating func settle(_ record: ClaimedRecord, _ result: ExportResult, isNews: Bool) {
        let day = record.key.day
        let isKept = retrying.contains(day) || dead.contains(day)
        switch result.outcome(for: record.key) {
        case .delivered, .skipped:
            // What a late worker may have overwritten while this claim was under way goes again.
            if isNews && isKept { return }
            retrying.remove(day)
            settled.insert(day)
        case .rejected, .retry, nil:
            if isNews && !isKept && retrying.count + dead.count >= Self.bound {
                isResting = true
                return
            }
            if case .rejected = result.outcome(for: record.key) {
                retrying.remove(day)
                dead.insert(day)
            } else {
                retrying.insert(day)
            }
        }
    }

    private mutating func sentLate(_ claim: LaneClaim) {
        guard epochLane == claim.lane else { return }
        for record in claim.records {
            let day = record.key.day
            if (!isAhead(day) || isLeased) && !dead.contains(day) { retrying.insert(day) }
            maybeSent.insert(record.revision)
        }
    }

    // MARK: The user

    mutating func requeued() {
        retrying.formUnion(dead)
        dead = []
    }

    mutating func replayed(_ days: ClosedRange<Day>?) {
        for key in claims.keys { claims[key]?.isLost = true }
        isLeased = false
        if let days {
            for day in latest.keys where days.contains(day) && !isAhead(day) {
                dead.remove(day)
                retrying.insert(day)
            }
        } else {
            acked = 0
            isResting = false
            (settled, retrying, dead) = ([], [], [])
        }
    }
}
