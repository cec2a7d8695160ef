/// A gateway to a `FakeEnedis`: the v1 or the v2 gateway of MyElectricalData, or Conso API, over real sockets.
public final class FakeGateway: FakeServer {
    /// The calls and the faults to come.
    public let log = FakeLog()
    /// What answers.
    let core: FakeGatewayCore
    private let peer: HTTPPeer

    /// Starts it on a free port of the loopback; it ends with its owner.
    ///
    /// - Parameters:
    ///   - token: what `Authorization` must hold: as it is for v1, after `Bearer ` for the others.
    ///   - quota: calls to Enedis per day; the day begins in France for v1 and Conso API, at UTC for v2.
    ///   - national: Tempo and EcoWatt, which v1 and v2 pass on.
    ///   - now: seconds since 1970.
    public init(
        enedis: FakeEnedis, dialect: FakeDialect, token: String, quota: Int = 500,
        national: FakeNational = FakeNational(), options: FakeGatewayOptions = FakeGatewayOptions(),
        now: @escaping @Sendable () -> Int64
    ) throws {
        let core = FakeGatewayCore(
            enedis: enedis, national: national, dialect: dialect, token: token, quota: quota, options: options, now: now
        )
        let service = FakeService(
            log: log, now: now, describe: { core.describe($0, &$1) }, answer: { core.answer($0, &$1, $2) },
            refuse: { core.refuse($0, $1) })
        self.core = core
        peer = try HTTPPeer { service.steps($0) }
    }

    /// Where it is: without a path for v1, with `/api` for v2 and Conso API, never with a slash at the end.
    public var url: String { peer.url(core.dialect == .v1 ? "" : "/api") }

    /// Calls to Enedis made in the quota's day that an instant belongs to.
    public func callsOfQuotaDay(at instant: Int64) -> Int { core.quota.made(at: instant) }

    /// Another quota from now on.
    public func setQuota(_ calls: Int) { core.quota.set(calls) }

    /// Another token from now on: the one known so far is wrong.
    public func setToken(_ token: String) { core.setToken(token) }

    /// Ends it: new connections are refused, open ones closed.
    public func stop() { peer.stop() }
}
