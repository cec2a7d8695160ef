import Synchronization

/// A Jeedom box over real sockets: core 4.5.3 with the plugin Virtual, quirk by quirk.
public final class FakeJeedom: Sendable {
    /// What a test lets it answer instead; nil: what it would.
    public typealias Interception = @Sendable (HTTPPeer.Request) -> [HTTPPeer.Step]?

    private final class Inside: Sendable {
        let core: Mutex<FakeJeedomCore>
        let interception = Mutex<Interception?>(nil)
        let now: @Sendable () -> Int64

        init(_ core: FakeJeedomCore, now: @escaping @Sendable () -> Int64) {
            self.core = Mutex(core)
            self.now = now
        }

        func steps(_ request: HTTPPeer.Request) -> [HTTPPeer.Step] {
            if let steps = interception.withLock({ $0 })?(request) { return steps }
            let (answer, pause) = core.withLock { Self.answer(request, &$0, now()) }
            let whole = HTTPPeer.Step.response(
                answer.status, headers: answer.headers, bytes: Array(answer.body.utf8))
            return pause > .zero ? [.pause(pause), whole] : [whole]
        }

        private static func answer(
            _ request: HTTPPeer.Request, _ core: inout FakeJeedomCore, _ now: Int64
        ) -> (FakeAnswer, Duration) {
            if core.isBanned(at: now) { return (FakeJeedomCore.banned, .zero) }
            var fields = FakeTarget(request.target).query
            if request.header("Content-Type")?.hasPrefix("application/x-www-form-urlencoded") == true {
                let text = String(decoding: request.body, as: UTF8.self).replacing("+", with: "%20")
                fields += FakeTarget("?" + text).query
            }
            guard FakeTarget(request.target).path.suffix(3) == ["core", "api", "jeeApi.php"] else {
                return (FakeAnswer(404, type: "text/html", text: "<title>404 Not Found</title>"), .zero)
            }
            if fields.contains(where: { $0.name == "type" && !$0.value.isEmpty }) {
                let (answer, isLate) = core.http(fields, now: now)
                return (answer, isLate ? core.options.sleep : .zero)
            }
            return (core.jsonRPC(request.body, now: now), .zero)
        }
    }

    private let inside: Inside
    private let peer: HTTPPeer

    /// Starts it on a free port of the loopback; it ends with its owner.
    ///
    /// - Parameter now: seconds since 1970.
    public init(
        _ equipments: [FakeJeedomEquipment], options: FakeJeedomOptions, now: @escaping @Sendable () -> Int64
    ) throws {
        let inside = Inside(FakeJeedomCore(equipments, options), now: now)
        self.inside = inside
        peer = try HTTPPeer { inside.steps($0) }
    }

    /// `http://127.0.0.1:port`.
    public var url: String { peer.url("") }

    /// What was asked so far.
    public var requests: [HTTPPeer.Request] { peer.requests }

    /// How many connections there were.
    public var connections: Int { peer.connections }

    /// Every event that a command took, in their order.
    public var events: [FakeJeedomEvent] { inside.core.withLock { $0.taken } }

    /// A command as it is now.
    public func command(_ id: Int) -> FakeJeedomCommand? { inside.core.withLock { $0.command(id) } }

    /// The history of a command, by datetime; of two rows of one time the later one.
    public func history(of id: Int) -> [String: String] {
        inside.core.withLock { core in (core.archive[id] ?? [:]).merging(core.history[id] ?? [:]) { $1 } }
    }

    /// The equipments as they are now.
    public var equipments: [FakeJeedomEquipment] { inside.core.withLock { $0.equipments } }

    /// Puts rows into the history of a command.
    public func setHistory(_ rows: [String: String], of id: Int) { inside.core.withLock { $0.history[id] = rows } }

    /// Changes the equipments.
    public func change(_ body: @Sendable (inout [FakeJeedomEquipment]) -> Void) {
        inside.core.withLock { body(&$0.equipments) }
    }

    /// Changes the set-up.
    public func changeOptions(_ body: @Sendable (inout FakeJeedomOptions) -> Void) {
        inside.core.withLock { body(&$0.options) }
    }

    /// What is answered from now on; nil: what it would answer.
    public func intercept(_ interception: Interception?) { inside.interception.withLock { $0 = interception } }

    /// Does what the box does every hour with its history.
    public func archive() { inside.core.withLock { $0.archive(now: inside.now()) } }

    /// Ends it.
    public func stop() { peer.stop() }
}
