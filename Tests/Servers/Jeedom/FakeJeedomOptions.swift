/// How the box is set up.
public struct FakeJeedomOptions: Sendable {
    /// The core's API key.
    public var coreKey: String
    /// The Virtual plugin's.
    public var virtualKey: String
    /// A user's; nil: no user has one.
    public var userKey: String?
    /// `api::core::mode` and `api::virtual::mode`: those that are disabled.
    public var disabledModes: Set<String> = []
    /// `api::core::restricted`.
    public var isCoreRestricted = false
    /// How long the HTTP API sleeps before it refuses a key: 5 s in a box, nothing in most tests.
    public var sleep = Duration.zero
    /// `security::maxFailedLogin`: more than so many ban.
    public var maxFailedLogins = 6
    /// `security::bantime` in seconds.
    public var banSeconds: Int64 = 600
    /// `security::whiteips` holds 127.0.0.1, as it does at first.
    public var isLoopbackWhite = false

    /// A box with these keys.
    public init(coreKey: String, virtualKey: String) {
        self.coreKey = coreKey
        self.virtualKey = virtualKey
    }
}
