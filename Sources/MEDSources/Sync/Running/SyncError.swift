/// Why a sync did not begin.
public enum SyncError: Error, Hashable, Sendable {
    /// Another sync of the same account is under way; two would spend the quota twice.
    case alreadyRunning
}
