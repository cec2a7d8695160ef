public import MEDCore

/// A leased lane with the records to deliver.
public struct LaneClaim: Hashable, Sendable {
    /// The lane's number in its store.
    public let lane: Int64
    /// The fencing token: a later lease has a higher one, and an acknowledgement with an old one is refused.
    public let token: Int64
    /// Whose records.
    public let stream: StreamID
    /// Which export.
    public let series: Series
    /// The largest revision below which everything is settled.
    public let acked: Int64
    /// The revision that `acked` becomes when every record of this claim is settled.
    public let through: Int64
    /// The exporter's state, as committed with the last acknowledgement.
    public let state: [UInt8]
    /// Whether an earlier attempt that was noted as in flight was never settled: the records may be there already.
    public let mayHaveBeenSent: Bool
    /// The records: retries that are due, then the window after `acked` in the order of revisions.
    public let records: [ClaimedRecord]

    /// A claim.
    public init(
        lane: Int64, token: Int64, stream: StreamID, series: Series, acked: Int64, through: Int64, state: [UInt8],
        mayHaveBeenSent: Bool, records: [ClaimedRecord]
    ) {
        self.lane = lane
        self.token = token
        self.stream = stream
        self.series = series
        self.acked = acked
        self.through = through
        self.state = state
        self.mayHaveBeenSent = mayHaveBeenSent
        self.records = records
    }
}
