import Logging
import MEDCore

extension ExportService {
    func start(_ setup: InstanceSetup) {
        let instance = setup.instance
        let dependencies = ExporterDependencies(
            logger: logger, installationID: installationID, server: server, now: clock.now)
        do {
            let exporter = try setup.exporter.init(configuration: setup.configuration, dependencies: dependencies)
            let runner = InstanceRunner(
                setup, exporter: exporter, store: store, worker: worker, clock: clock, policy: policy, logger: logger)
            // Unstructured, because a reload stops one exporter and not the others; `stop` awaits it.
            let task = Task.detached { await self.run(runner, exporter: exporter) }
            running[instance] = Running(setup: setup, runner: runner, task: task)
        } catch {
            setUnstarted(ExporterFault(error).reason, instance)
            logger.error("exporter not started", metadata: ["exporter": "\(instance)", "error": "\(error)"])
        }
    }

    func setUnstarted(_ reason: LocalizedText?, _ instance: InstanceID) {
        unstarted[instance] = reason
        board.setFault(reason?.english, of: instance)
    }

    /// Ends exporters, all at once; one that does not end within `policy.goodbye` is left behind.
    func stop(_ instances: [InstanceID]) async {
        let stopping = instances.compactMap { running.removeValue(forKey: $0) }
        for entry in stopping { entry.task.cancel() }
        await withTaskGroup(of: Void.self) { [clock, policy, logger] group in
            for entry in stopping {
                group.addTask {
                    do {
                        try await withDeadline(policy.goodbye, clock: clock) { await entry.task.value }
                    } catch {
                        logger.error(
                            "exporter left behind: it does not end",
                            metadata: ["exporter": "\(entry.setup.instance)"])
                    }
                }
            }
        }
    }

    private nonisolated func run(_ runner: InstanceRunner, exporter: any Exporter) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            // An exporter whose sending is off tells its destination nothing, not even that it is there.
            if let connected = exporter as? any ConnectedExporter, !runner.isHeld {
                group.addTask {
                    await runner.keepConnected(connected, board: self.board) { command in
                        await self.accept(command, from: runner.instance)
                    }
                }
            }
        }
    }
}
