/// How an ``HTTPClient`` works, whatever it sends.
public struct HTTPConfiguration: Sendable, Hashable {
    /// The `User-Agent` of requests that bring none.
    public var userAgent: String
    /// Threads that move bytes; an origin belongs to one of them. One thread does tens of thousands of small requests
    /// a second. 1 to 64.
    public var threads: Int
    /// How long an unused connection stays open. At least 1 s.
    public var idleTimeout: Duration
    /// Whether HTTP/2 is offered over TLS.
    public var allowsHTTP2: Bool
    /// Whether `http_proxy`, `https_proxy` and `no_proxy` are followed.
    ///
    /// Requests with ``HTTPAddressPolicy/publicOnly`` never use a proxy, which would resolve names on its own.
    public var usesEnvironmentProxies: Bool

    /// A configuration; the defaults suit exporters and plants alike.
    public init(
        userAgent: String = "swift-myelectricaldata",
        threads: Int = 1,
        idleTimeout: Duration = .seconds(100),
        allowsHTTP2: Bool = true,
        usesEnvironmentProxies: Bool = false
    ) {
        self.userAgent = userAgent
        self.threads = threads
        self.idleTimeout = idleTimeout
        self.allowsHTTP2 = allowsHTTP2
        self.usesEnvironmentProxies = usesEnvironmentProxies
    }
}
