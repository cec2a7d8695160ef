/// What became of one record.
public enum ExportOutcome: Hashable, Sendable {
    /// It is there.
    case delivered(Evidence)
    /// It does not go there, and that is right.
    case skipped(SkipReason)
    /// Not now; again after that time, or by the lane's own back-off.
    case retry(after: Duration?, reason: String)
    /// The destination will never take it: it is named in the dead letters until it is requeued or corrected.
    case rejected(reason: String)
}
