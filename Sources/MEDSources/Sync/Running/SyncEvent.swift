public import MEDCore

/// What happens during a sync, as it happens.
public enum SyncEvent: Hashable, Sendable {
    /// A question leaves.
    case asked(ReadingRequest)
    /// Its answer is stored. `issues` are the values that could not be used, in the words of the answer.
    case stored(ReadingRequest, SavedReadings, issues: [String])
    /// Days of an answered question that are still missing, or known in part; in rising order.
    case gap(SyncSeries, days: [Day])
    /// A question failed; the plan draws its conclusions.
    case failed(ReadingRequest, GatewayFault)
    /// A series is not asked for any more until the household acts; also said at the start of every sync.
    case blocked(SyncSeries, LocalizedText)
    /// Nothing may be asked before that instant.
    case waiting(until: UTCInstant, SyncWait)
    /// What was remembered of earlier syncs could not be read; calls may be made twice.
    case memoryLost
    /// The sync has ended.
    case finished(SyncReport)
}
