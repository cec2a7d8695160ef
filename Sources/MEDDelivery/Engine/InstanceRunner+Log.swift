import MEDCore
import MEDStore

extension InstanceRunner {
    /// The log line of one lane's part of a batch.
    func logEntry(
        _ claim: LaneClaim, result: ExportResult, isLost: Bool, started: ContinuousClock.Instant
    ) -> ExportLogEntry {
        var outcome = ExportLogEntry.Outcome.delivered
        var evidence: Evidence?
        var detail = ""
        for record in claim.records {
            switch result.outcome(for: record.key) {
            case .delivered(let found): evidence = min(evidence ?? found, found)
            case .skipped(let reason): if detail.isEmpty { detail = "skipped: \(reason)" }
            case .rejected(let reason): (outcome, detail) = (.rejected, "\(record.key.day): \(reason)")
            case .retry(_, let reason):
                if outcome == .delivered { (outcome, detail) = (.retry, "\(record.key.day): \(reason)") }
            case nil where result.interruption != nil:
                if outcome == .delivered { (outcome, detail) = (.unreachable, "\(record.key.day): no answer") }
            case nil:
                if outcome == .delivered { (outcome, detail) = (.retry, "\(record.key.day): not mentioned") }
            }
        }
        if isLost { (outcome, detail) = (.leaseLost, "the lease ended before the acknowledgement; sent again") }
        let days = claim.records.map(\.key.day)
        return ExportLogEntry(
            instant: clock.now(), instance: instance, stream: claim.stream, series: claim.series,
            records: claim.records.count,
            days: days.min().flatMap { first in days.max().map { first...$0 } }, revision: claim.through,
            outcome: outcome, evidence: evidence?.name, detail: detail, milliseconds: milliseconds(since: started))
    }

    /// The log line of something that belongs to no lane.
    func logEntry(
        _ outcome: ExportLogEntry.Outcome, records: Int, evidence: String?, detail: String = "",
        started: ContinuousClock.Instant
    ) -> ExportLogEntry {
        ExportLogEntry(
            instant: clock.now(), instance: instance, stream: nil, series: nil, records: records, days: nil,
            revision: nil, outcome: outcome, evidence: evidence, detail: detail,
            milliseconds: milliseconds(since: started))
    }

    private func milliseconds(since started: ContinuousClock.Instant) -> Int {
        let (seconds, attoseconds) = started.duration(to: .now).components
        return Int(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
