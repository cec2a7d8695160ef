/// RTE's APIs over real sockets: tokens, Tempo, EcoWatt.
public final class FakeRTE: FakeServer {
    /// The calls and the faults to come.
    public let log = FakeLog()
    private let peer: HTTPPeer
    private let core: FakeRTECore

    /// Starts it on a free port of the loopback; it ends with its owner.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    public init(
        national: FakeNational, clientID: String, clientSecret: String,
        options: FakeRTEOptions = FakeRTEOptions(), now: @escaping @Sendable () -> Int64
    ) throws {
        let core = FakeRTECore(national: national, id: clientID, secret: clientSecret, options: options)
        let service = FakeService(
            log: log, now: now, describe: { core.describe($0, &$1) },
            answer: { request, call, _ in core.answer(request, &call) },
            refuse: { fault, _ in core.refuse(fault) })
        self.core = core
        peer = try HTTPPeer { service.steps($0) }
    }

    /// Where it is, in place of `https://digital.iservices.rte-france.com`; no slash at the end.
    public var url: String { peer.url("") }

    /// How many tokens it has given out.
    public var tokens: Int { core.tokens }

    /// Ends it: new connections are refused, open ones closed.
    public func stop() { peer.stop() }
}
