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
    /// How it is doing.
    public private(set) var health = InstanceHealth()
    let exporter: any Exporter
    let store: any Store
    let clock: DeliveryClock
    let policy: DeliveryPolicy
    let logger: Logger
    let setup: InstanceSetup
    let worker: WorkerID
    /// Raised when there may be something to deliver.
    nonisolated let signal = WakeSignal()
    /// Raised when the user asks for another try of a connection.
    nonisolated let retry = WakeSignal()
    var breaker: Breaker
    /// The first error of a step that does not tell of the destination as a whole: the rest of the step goes on.
    var defect: (any Error)?
    nonisolated let pace: DeliveryPace
    /// When the exporter was last called, with a pace that lets records gather; `nil` when the next call need not wait:
    /// after a failure the breaker decides. A look at lanes where nothing is due is no call.
    var lastFlush: UTCInstant?
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
        breaker = Breaker(backoff: policy.breaker)
    }

    /// Delivers until the task is cancelled: after every change of the store, when something is due, when woken.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            let changes = store.changes()
            group.addTask { [signal] in
                for await _ in changes { signal.raise() }
            }
            while !Task.isCancelled {
                let next = await step()
                let now = clock.now()
                // At least once per lease: a clock may have jumped, another worker may have left a lane behind. At most
                // once per second: a retry may be due in a lane that another worker holds.
                let latest = now.advanced(bySeconds: max(1, Int(policy.lease.components.seconds)))
                await sleep(until: max(min(next ?? latest, latest), now.advanced(bySeconds: 1)), or: signal)
            }
            group.cancelAll()
        }
    }

    /// Delivers everything that is due now, once, for a command that ends: no waiting for retries.
    ///
    /// - Throws: The fault of the destination, or the store's error.
    public func deliverOnce() async throws {
        mustRepublish = true
        if case .held = pace { return try await openLanes() }
        do {
            _ = try await deliverWhatIsDue()
        } catch ExporterFault.lost {
            isDestinationLost = true
            _ = try await deliverWhatIsDue()
        }
    }

    /// Looks again now: something changed, or the user asked.
    public nonisolated func wake() {
        signal.raise()
    }

    /// Tries again now even a destination that is blocked or failing: the user says so.
    public func tryAgain() {
        breaker.reset()
        lastFlush = nil
        retry.raise()
        wake()
    }

    /// Whether the configuration turns the sending off.
    nonisolated var isHeld: Bool {
        if case .held = pace { true } else { false }
    }

    /// Whether calls have to wait for a connection: without it a connected exporter would open another one for each.
    private var awaitsConnection: Bool { exporter is any ConnectedExporter && !isConnected }

    /// Does what is due; returns when to look again at the latest, `nil` for "when woken".
    private func step() async -> UTCInstant? {
        if case .held(let reason) = pace { return await hold(reason) }
        if awaitsConnection { return nil }
        if let next = nextFlush, clock.now() < next { return next }
        switch breaker.permission(at: clock.now()) {
        case .wait(let until): return until
        case .blocked: return nil
        case .go: break
        }
        do {
            let next = try await deliverWhatIsDue()
            // A connection that ended meanwhile has said what is wrong.
            if !awaitsConnection {
                breaker.completed()
                health = InstanceHealth()
            }
            return next
        } catch {
            lastFlush = nil
            if Task.isCancelled { return nil }
            return await failed(ExporterFault(error))
        }
    }

    /// Before when nothing is delivered, so that what comes in small pieces goes out together.
    private var nextFlush: UTCInstant? {
        guard case .every(let interval) = pace, let lastFlush else { return nil }
        return lastFlush.advanced(bySeconds: Int(interval.components.seconds))
    }

    /// Opens the lanes, so that they stand at the right place once they are let go, and delivers nothing.
    private func hold(_ reason: LocalizedText) async -> UTCInstant? {
        do {
            try await openLanes()
            health = InstanceHealth(word: .held, reason: reason)
            return nil
        } catch {
            return Task.isCancelled ? nil : await failed(ExporterFault(error))
        }
    }

    /// Publishes and delivers; returns when something is due again.
    private func deliverWhatIsDue() async throws -> UTCInstant? {
        defect = nil
        try await openLanes()
        let validUntil = try await publishCurrentState()
        try await deliverRecords()
        if let defect { throw defect }
        return [validUntil, try await store.nextRetry(of: instance)].compactMap(\.self).min()
    }

    /// Remembers a fault in the breaker, the health, the log; returns when the next attempt may be.
    ///
    /// - Parameter isNews: Whether the export log takes it even when it says what the last one said.
    @discardableResult
    func failed(_ fault: ExporterFault, isNews: Bool = true) async -> UTCInstant? {
        if case .lost = fault {
            isDestinationLost = true
            mustRepublish = true
        }
        let now = clock.now()
        breaker.failed(fault, at: now, fraction: Double.random(in: 0...1))
        let before = health
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
        guard health.word == .active else { return }
        health = InstanceHealth(
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
