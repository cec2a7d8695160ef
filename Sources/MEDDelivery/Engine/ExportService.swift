public import Logging
public import MEDCore
public import MEDStore
public import ServiceLifecycle

/// Runs every configured exporter until it is told to stop: lanes, current state, connections, commands.
public actor ExportService: Service {
    /// A command that someone sent through a destination.
    public struct Command: Hashable, Sendable {
        /// Through which exporter.
        public let instance: InstanceID
        /// What is asked.
        public let command: ExporterCommand
    }

    /// A service runs once.
    public struct AlreadyRun: Error {}

    /// The service's status: change it, and connected exporters publish it.
    public nonisolated let board: StatusBoard
    /// The commands that pass the rate limit: one of each kind per 10 seconds. Ends with the service; for one reader.
    public nonisolated let commands: AsyncStream<Command>

    let store: any Store
    let clock: DeliveryClock
    let policy: DeliveryPolicy
    let logger: Logger
    let installationID: String
    let server: (any EndpointServer)?
    let worker = WorkerID.random()
    private let commandContinuation: AsyncStream<Command>.Continuation
    private var setups: [InstanceSetup]
    var running: [InstanceID: Running] = [:]
    /// Why exporters could not be started.
    var unstarted: [InstanceID: LocalizedText] = [:]
    private var gate = CommandGate()
    private var hasRun = false
    private var isRunning = false
    private var adjustment: Task<Void, Never>?

    struct Running {
        let setup: InstanceSetup
        let runner: InstanceRunner
        let task: Task<Void, Never>
    }

    /// A service for the given exporters.
    public init(
        store: any Store, setups: [InstanceSetup], installationID: String, clock: DeliveryClock = .system,
        policy: DeliveryPolicy = DeliveryPolicy(), board: StatusBoard = StatusBoard(),
        server: (any EndpointServer)? = nil, logger: Logger
    ) {
        self.store = store
        self.setups = setups
        self.installationID = installationID
        self.server = server
        self.clock = clock
        self.policy = policy
        self.board = board
        self.logger = logger
        (commands, commandContinuation) = AsyncStream.makeStream(
            of: Command.self, bufferingPolicy: .bufferingNewest(16))
    }

    /// Runs until graceful shutdown or cancellation; exporters then leave in good order, within `policy.goodbye`.
    ///
    /// - Throws: `AlreadyRun` when it is called a second time.
    public func run() async throws {
        guard !hasRun else { throw AlreadyRun() }
        hasRun = true
        isRunning = true
        await adjust()
        try? await gracefulShutdown()
        isRunning = false
        await adjust()
        commandContinuation.finish()
    }

    /// Takes a new configuration: only the exporters that it changes are stopped and started. Blocked ones are tried
    /// again, because a household that reloads has changed something.
    public func apply(_ new: [InstanceSetup]) async {
        setups = new
        guard isRunning else { return }
        await adjust()
        for entry in running.values where await entry.runner.health.word == .blocked {
            await entry.runner.tryAgain()
        }
    }

    /// Looks again now, everywhere.
    public func wake() {
        for entry in running.values { entry.runner.wake() }
    }

    /// Tries a failing or blocked exporter again now.
    public func tryAgain(_ instance: InstanceID) async {
        await running[instance]?.runner.tryAgain()
    }

    /// How every exporter is doing. One that could not be started counts as blocked.
    public func health() async -> [InstanceID: InstanceHealth] {
        var health = unstarted.mapValues { InstanceHealth(word: .blocked, reason: $0) }
        for (instance, entry) in running { health[instance] = await entry.runner.health }
        return health
    }

    /// Makes what runs what should run. One adjustment after the other, each to the newest configuration: a reload during
    /// a reload, or during the end, must neither start an exporter twice nor leave one running.
    private func adjust() async {
        let previous = adjustment
        // Unstructured, because it has to be complete even when the caller is cancelled meanwhile.
        let task = Task {
            await previous?.value
            let wanted = isRunning ? setups : []
            await stop(
                running.values.filter { old in !wanted.contains { $0.isSame(as: old.setup) } }.map(\.setup.instance))
            for instance in unstarted.keys { setUnstarted(nil, instance) }
            for setup in wanted where running[setup.instance] == nil { start(setup) }
        }
        adjustment = task
        await task.value
    }

    func accept(_ command: ExporterCommand, from instance: InstanceID) {
        guard gate.accept(command, at: clock.now()) else {
            logger.notice("command ignored: at most one every 10 s", metadata: ["command": "\(command.rawValue)"])
            return
        }
        commandContinuation.yield(Command(instance: instance, command: command))
    }
}
