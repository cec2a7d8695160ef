public import Logging
public import MEDCore
public import MEDStore

/// Delivers to one destination, and to no other: what happens to one instance never reaches another.
///
/// History goes through the lanes, batch by batch, acknowledged lane by lane. The current state goes out when its hash
/// differs from the last acknowledged one, when it expires (`validUntil`), and after every reconnection.
public actor InstanceRunner {
    /// Which instance.
    public nonisolated let instance: InstanceID
    /// How it is doing: of two ways, the worse one.
    public var health: InstanceHealth {
        ways.map(\.health).reduce(InstanceHealth()) { $1.word.severity > $0.word.severity ? $1 : $0 }
    }
    let exporter: any Exporter
    let store: any Store
    let clock: DeliveryClock
    let policy: DeliveryPolicy
    let logger: Logger
    let setup: InstanceSetup
    let worker: WorkerID
    var ways: [DeliveryWay]
    /// Raised when there may be something to deliver, one for each way.
    private nonisolated let signals: [WakeSignal]
    /// Raised when the user asks for another try of a connection.
    nonisolated let retry = WakeSignal()
    nonisolated let pace: DeliveryPace
    var isOpen = false
    var isDestinationLost = false
    var mustRepublish = true
    var isConnected = false

    /// A runner for a made exporter.
    public init(
        _ setup: InstanceSetup, exporter: any Exporter, store: any Store, worker: WorkerID,
        clock: DeliveryClock = .system, policy: DeliveryPolicy = DeliveryPolicy(), logger: Logger
    ) {
        self.setup = setup
        instance = setup.instance
        pace = setup.exporter.pace(for: setup.configuration)
        self.exporter = exporter
        self.store = store
        self.worker = worker
        self.clock = clock
        self.policy = policy
        var logger = logger
        logger[metadataKey: "exporter"] = "\(setup.instance)"
        self.logger = logger
        ways = DeliveryWay.all(of: exporter, backoff: policy.breaker)
        signals = ways.map { _ in WakeSignal() }
    }

    /// Delivers until the task is cancelled: after every change of the store, when something is due, when woken.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            let changes = store.changes()
            group.addTask {
                for await _ in changes { self.wake() }
            }
            for (way, signal) in signals.enumerated() {
                group.addTask { await self.run(way, signal: signal) }
            }
        }
    }

    /// One way: a call of another one that hangs does not delay it.
    private func run(_ way: Int, signal: WakeSignal) async {
        while !Task.isCancelled {
            let next = await step(way)
            let now = clock.now()
            // At least once per lease: a clock may have jumped, another worker may have left a lane behind. At most
            // once per second: a retry may be due in a lane that another worker holds.
            let latest = now.advanced(bySeconds: max(1, Int(policy.lease.components.seconds)))
            await sleep(until: max(min(next ?? latest, latest), now.advanced(bySeconds: 1)), or: signal)
        }
    }

    /// Delivers everything that is due now, once, for a command that ends: no waiting for retries. A way that fails does
    /// not keep the other one from being tried.
    ///
    /// - Throws: The fault of the destination, of two the one that blocks, or the store's error.
    public func deliverOnce() async throws {
        mustRepublish = true
        if case .held = pace { return try await openLanes() }
        var errors: [any Error] = []
        for way in ways.indices {
            do {
                try await deliverOnce(way)
            } catch {
                if Task.isCancelled { throw error }
                errors.append(error)
            }
        }
        let worst = errors.first { if case .blocked? = $0 as? ExporterFault { true } else { false } }
        if let error = worst ?? errors.first { throw error }
    }

    private func deliverOnce(_ way: Int) async throws {
        do {
            _ = try await deliverWhatIsDue(way)
        } catch let fault as ExporterFault {
            guard case .lost = fault else { throw fault }
            noteLoss(way)
            _ = try await deliverWhatIsDue(way)
        }
    }

    /// Looks again now: something changed, or the user asked.
    public nonisolated func wake() {
        for signal in signals { signal.raise() }
    }

    /// Tries again now even a destination that is blocked or failing: the user says so.
    public func tryAgain() {
        for way in ways.indices {
            ways[way].breaker.reset()
            ways[way].lastFlush = nil
        }
        retry.raise()
        wake()
    }

    /// The way that a connection concerns.
    nonisolated var connectionWay: Int { 0 }

    /// Whether the configuration turns the sending off.
    nonisolated var isHeld: Bool {
        if case .held = pace { true } else { false }
    }

    /// Whether calls have to wait for a connection: without it a connected exporter would open another one for each.
    private func awaitsConnection(_ way: Int) -> Bool {
        ways[way].publishes && exporter is any ConnectedExporter && !isConnected
    }

    /// Does what is due; returns when to look again at the latest, `nil` for "when woken".
    private func step(_ way: Int) async -> UTCInstant? {
        if case .held(let reason) = pace { return await hold(reason, way) }
        if awaitsConnection(way) { return nil }
        if let next = nextFlush(way), clock.now() < next { return next }
        switch ways[way].breaker.permission(at: clock.now()) {
        case .wait(let until): return until
        case .blocked: return nil
        case .go: break
        }
        do {
            let next = try await deliverWhatIsDue(way)
            // A connection that ended meanwhile has said what is wrong.
            if !awaitsConnection(way) {
                ways[way].breaker.completed()
                ways[way].health = InstanceHealth()
            }
            return next
        } catch {
            ways[way].lastFlush = nil
            if Task.isCancelled { return nil }
            return await failed(ExporterFault(error), way)
        }
    }

    /// Before when nothing is delivered, so that what comes in small pieces goes out together.
    private func nextFlush(_ way: Int) -> UTCInstant? {
        guard case .every(let interval) = pace, let lastFlush = ways[way].lastFlush else { return nil }
        return lastFlush.advanced(bySeconds: Int(interval.components.seconds))
    }

    /// Opens the lanes, so that they stand at the right place once they are let go, and delivers nothing.
    private func hold(_ reason: LocalizedText, _ way: Int) async -> UTCInstant? {
        do {
            try await openLanes()
            ways[way].health = InstanceHealth(word: .held, reason: reason)
            return nil
        } catch {
            return Task.isCancelled ? nil : await failed(ExporterFault(error), way)
        }
    }

    /// Publishes and delivers what goes this way; returns when something is due again.
    private func deliverWhatIsDue(_ way: Int) async throws -> UTCInstant? {
        ways[way].defect = nil
        try await openLanes()
        var due: [UTCInstant] = []
        if ways[way].publishes, let validUntil = try await publishCurrentState(way) { due.append(validUntil) }
        if ways[way].delivers {
            try await beginAnew()
            try await deliverRecords(way)
            if let retry = try await store.nextRetry(of: instance) { due.append(retry) }
        }
        if let defect = ways[way].defect { throw defect }
        return due.min()
    }

    /// What a destination says that it lost goes there again: records, the current state, whatever goes this way.
    private func noteLoss(_ way: Int) {
        if ways[way].delivers { isDestinationLost = true }
        if ways[way].publishes { mustRepublish = true }
    }

    /// Remembers a fault in the breaker, the health, the log; returns when the next attempt may be.
    ///
    /// - Parameter isNews: Whether the export log takes it even when it says what the last one said.
    @discardableResult
    func failed(_ fault: ExporterFault, _ way: Int, isNews: Bool = true) async -> UTCInstant? {
        if case .lost = fault { noteLoss(way) }
        let now = clock.now()
        ways[way].breaker.failed(fault, at: now, fraction: Double.random(in: 0...1))
        let breaker = ways[way].breaker
        let before = ways[way].health
        var health = before
        var next: UTCInstant?
        switch breaker.permission(at: now) {
        case .blocked(let cause):
            health = InstanceHealth(word: .blocked, reason: cause, since: breaker.failingSince)
        case .wait(let until):
            next = until
            health = InstanceHealth(
                word: .failing, reason: fault.reason, since: breaker.failingSince, nextAttempt: until)
        case .go:
            break
        }
        ways[way].health = health
        let reason = fault.reason.english
        guard isNews || before.word != health.word || before.reason != health.reason else { return next }
        if health.word == .blocked {
            logger.error("not tried again until the configuration changes", metadata: ["cause": "\(reason)"])
        } else {
            logger.warning("not delivered, tried again", metadata: ["reason": "\(reason)"])
        }
        let entry = logEntry(
            health.word == .blocked ? .blocked : .unreachable, records: 0, evidence: nil, detail: reason, started: .now)
        do {
            try await store.log([entry])
        } catch {
            logger.error("the export log was not written", metadata: ["error": "\(error)"])
        }
        return next
    }

    /// The connection is gone, and is being made again.
    func connectionLost() {
        isConnected = false
        guard ways[connectionWay].health.word == .active else { return }
        ways[connectionWay].health = InstanceHealth(
            word: .failing,
            reason: LocalizedText(
                fr: "Connexion perdue, en cours de rétablissement.", en: "Connection lost, being made again."),
            since: clock.now())
    }

    /// Waits for an instant or for a signal, whichever comes first, or for the task's end.
    func sleep(until instant: UTCInstant, or signal: WakeSignal) async {
        let wait = Duration.seconds(max(0, instant.seconds(since: clock.now())))
        let timer = Task { [clock] in
            try await clock.sleep(wait)
            signal.raise()
        }
        await signal.wait()
        timer.cancel()
    }
}
