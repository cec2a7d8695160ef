/// The status of the service as document 003 publishes it.
public struct ServiceStatus: Hashable, Sendable {
    /// Whether anything is wrong.
    public enum Health: String, Hashable, Sendable {
        /// Nothing is.
        case ok
        /// `errors` says what.
        case error
        /// The service is not running: its last will.
        case offline
    }

    /// Whether anything is wrong.
    public var health: Health
    /// When sources were last looked at.
    public var lastSync: UTCInstant?
    /// When they will be looked at next.
    public var nextSync: UTCInstant?
    /// How many PDLs the store knows.
    public var pdlCount: Int
    /// What is wrong, without secrets.
    public var errors: [String]

    /// A status.
    public init(
        health: Health = .ok, lastSync: UTCInstant? = nil, nextSync: UTCInstant? = nil, pdlCount: Int = 0,
        errors: [String] = []
    ) {
        self.health = health
        self.lastSync = lastSync
        self.nextSync = nextSync
        self.pdlCount = pdlCount
        self.errors = errors
    }
}
