import Logging
import MEDCore
import MEDDelivery
import MEDStore
import MEDStoreSQLite
import MEDTesting
import TestServers

/// A household's store in a folder of its own, a clock that stands still, and services that deliver from it.
final class Scene: Sendable {
    static let start = UTCInstant(utcYear: 2024, month: 6, day: 1, hour: 10)
    /// So long that no test meets them by moving the clock on.
    static let patient = DeliveryPolicy(lease: .seconds(1_000_000), callDeadline: .seconds(500_000))

    let folder: TemporaryDirectory
    let store: any Store
    let clock: ManualClock
    let pdl = SampleReadings.randomPDL()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init(at start: UTCInstant = Scene.start) throws {
        folder = try TemporaryDirectory("med-delivery")
        store = try SQLiteStore(path: folder.path("med.sqlite"))
        clock = ManualClock(start)
    }

    var path: String { folder.path("med.sqlite") }

    @discardableResult
    func add(_ days: [MeterReadings.Entry], _ direction: Direction = .consumption) async throws -> ImportSummary {
        try await store.importReadings(
            [MeterReadings(pdl: pdl, direction: direction, days: days)], from: ImportSource(name: "test"),
            contracts: [:], at: clock.now)
    }

    func service(
        _ setups: [InstanceSetup], policy: DeliveryPolicy = Scene.patient, store: (any Store)? = nil,
        clock: DeliveryClock? = nil
    ) -> ExportService {
        ExportService(
            store: store ?? self.store, setups: setups, installationID: "test", clock: clock ?? self.clock.clock,
            policy: policy, logger: logger)
    }

    /// Runs a service while `body` does, then stops it.
    func running(
        _ setups: [InstanceSetup], policy: DeliveryPolicy = Scene.patient,
        _ body: (ExportService) async throws -> Void
    ) async throws {
        let service = service(setups, policy: policy)
        let task = Task { try await service.run() }
        do {
            try await body(service)
        } catch {
            task.cancel()
            try await task.value
            throw error
        }
        task.cancel()
        try await task.value
    }

    /// Delivers what is due once, as `med export` does.
    func deliverOnce(_ setup: InstanceSetup) async throws {
        let dependencies = ExporterDependencies(logger: logger, installationID: "test", now: clock.clock.now)
        let exporter = try setup.exporter.init(configuration: setup.configuration, dependencies: dependencies)
        let runner = InstanceRunner(
            setup, exporter: exporter, store: store, worker: .random(), clock: clock.clock, policy: Self.patient,
            logger: logger)
        try await runner.deliverOnce()
    }

    /// Waits until the condition holds, looking at every change of the store.
    func eventually(_ condition: () async throws -> Bool) async throws {
        let changes = store.changes()
        if try await condition() { return }
        for await _ in changes where try await condition() { return }
    }

    /// Waits until every lane of the instance is at its stream's head with nothing kept.
    func delivered(_ instance: String = "scripted") async throws {
        try await eventually { try await self.isDelivered(instance) }
    }

    /// Waits until a runner sleeps with nothing due, for the length of its lease: it has left the loop of its delivery.
    func isAsleep(for lease: Duration = Scene.patient.lease) async {
        await clock.sleeps.wait { $0.contains(lease) }
    }

    /// Moves the clock on until then.
    func tickUntilDelivered(_ instance: String = "scripted") async throws {
        try await clock.tick { try await self.isDelivered(instance) }
    }

    private func isDelivered(_ instance: String) async throws -> Bool {
        let lanes = try await store.lanes(of: InstanceID(instance))
        return !lanes.isEmpty && lanes.allSatisfy(\.isAtHead)
    }

    func log(_ instance: String = "scripted") async throws -> [ExportLogEntry] {
        try await store.logEntries(of: InstanceID(instance), limit: 1_000).reversed()
    }

    func exceptions(_ instance: String = "scripted") async throws -> [LaneException] {
        try await store.exceptions(of: InstanceID(instance))
    }
}

extension ExportService {
    func health(of instance: String = "scripted") async -> InstanceHealth? {
        await health()[InstanceID(instance)]
    }
}
