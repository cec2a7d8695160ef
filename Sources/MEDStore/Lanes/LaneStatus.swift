public import MEDCore

/// Where a lane stands.
public struct LaneStatus: Hashable, Sendable {
    /// Whose records.
    public let stream: StreamID
    /// Which export.
    public let series: Series
    /// The largest revision below which everything is settled.
    public let acked: Int64
    /// The stream's newest revision.
    public let head: Int64
    /// Records of the series that are still to be sent.
    public let pending: Int
    /// Records that wait for a retry.
    public let retrying: Int
    /// Dead letters.
    public let dead: Int

    /// A status.
    public init(stream: StreamID, series: Series, acked: Int64, head: Int64, pending: Int, retrying: Int, dead: Int) {
        self.stream = stream
        self.series = series
        self.acked = acked
        self.head = head
        self.pending = pending
        self.retrying = retrying
        self.dead = dead
    }

    /// Whether everything is settled up to the newest revision and nothing waits.
    public var isAtHead: Bool { acked == head && retrying == 0 && dead == 0 }
}
