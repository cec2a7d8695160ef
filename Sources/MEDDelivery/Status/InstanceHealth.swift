public import MEDCore

/// How an exporter instance is doing, for `med status` and the page.
public struct InstanceHealth: Hashable, Sendable {
    /// In one word.
    public enum Word: String, Hashable, Sendable {
        /// The last attempt succeeded, or nothing had to be sent yet.
        case active
        /// The last attempt failed; it is tried again.
        case failing
        /// It is not tried again until the configuration changes or the user says so.
        case blocked
        /// The configuration turns its sending off.
        case held

        /// How much it matters to the household.
        var severity: Int {
            switch self {
            case .active: 0
            case .held: 1
            case .failing: 2
            case .blocked: 3
            }
        }
    }

    /// In one word.
    public var word: Word
    /// Why, without secrets.
    public var reason: LocalizedText?
    /// Since when.
    public var since: UTCInstant?
    /// When it is tried again.
    public var nextAttempt: UTCInstant?

    /// An instance that is well, or the given way.
    public init(
        word: Word = .active, reason: LocalizedText? = nil, since: UTCInstant? = nil, nextAttempt: UTCInstant? = nil
    ) {
        self.word = word
        self.reason = reason
        self.since = since
        self.nextAttempt = nextAttempt
    }
}
