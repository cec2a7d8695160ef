public import MEDCore

/// Why a meter, or one series of it, is not asked about any more until the household acts.
public struct SyncBlock: Hashable, Sendable {
    /// When the gateway said so.
    public let since: UTCInstant
    /// The code as Enedis or the gateway wrote it.
    public let code: String
    /// What the household reads.
    public let message: LocalizedText

    /// A block.
    public init(since: UTCInstant, code: String, message: LocalizedText) {
        self.since = since
        self.code = code
        self.message = message
    }
}
