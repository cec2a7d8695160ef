/// How a ``VictoriaMetricsServer`` is started.
public struct VictoriaMetricsOptions: Sendable {
    /// `-retentionPeriod`; nil: the server's own default, one month.
    public var retention: String? = "20y"
    /// `-dedup.minScrapeInterval`; nil: none, so that a sample sent twice is there twice.
    public var deduplication: String?
    /// User and password of basic authentication; nil: anybody may do anything.
    public var login: (user: String, password: String)?
    /// `-forceFlushAuthKey`: with one, clients cannot flush; the tests can.
    public var flushKey: String?
    /// `-deleteAuthKey`: with one, clients cannot delete series.
    public var deleteKey: String?
    /// `-http.pathPrefix`, such as `/insert/0`.
    public var pathPrefix: String?

    /// Without authentication and without deduplication, 20 years.
    public init() {}

    /// The defaults, changed.
    public static func with(_ change: (inout VictoriaMetricsOptions) -> Void) -> VictoriaMetricsOptions {
        var options = VictoriaMetricsOptions()
        change(&options)
        return options
    }
}
