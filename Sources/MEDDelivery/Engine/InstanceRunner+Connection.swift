import Logging
import MEDCore
import MEDStore

extension InstanceRunner {
    /// Runs the exporter's connection again whenever it ends, when the breaker allows it.
    @concurrent
    nonisolated func keepConnected(
        _ exporter: any ConnectedExporter, board: StatusBoard,
        accept: @escaping @Sendable (ExporterCommand) async -> Void
    ) async {
        while !Task.isCancelled {
            let ending = await connection(of: exporter, board: board, accept: accept)
            if Task.isCancelled { return }
            await connectionEnded(ending)
        }
    }

    /// One connection until it ends, and why it did. Its last event is handled before its end is: a late "connected"
    /// must not stand when nothing is.
    private nonisolated func connection(
        of exporter: any ConnectedExporter, board: StatusBoard,
        accept: @escaping @Sendable (ExporterCommand) async -> Void
    ) async -> ExporterFault {
        let (events, continuation) = AsyncStream.makeStream(of: ExporterRuntime.Event.self)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in events {
                    await self.handle(event)
                    if case .command(let command) = event { await accept(command) }
                }
            }
            let runtime = ExporterRuntime(status: board.stream()) { continuation.yield($0) }
            let ending: ExporterFault
            do {
                try await exporter.run(in: runtime)
                ending = .unreachable(
                    retryAfter: nil,
                    reason: LocalizedText(fr: "La connexion s'est terminée.", en: "The connection ended."))
            } catch {
                ending = ExporterFault(error)
            }
            continuation.finish()
            await group.waitForAll()
            return ending
        }
    }

    /// Reacts to what a connected exporter saw.
    func handle(_ event: ExporterRuntime.Event) async {
        switch event {
        case .connected:
            mustRepublish = true
            isConnected = true
            ways[connectionWay].breaker.reachable()
            wake()
        case .disconnected:
            connectionLost()
        case .failing(let fault):
            isConnected = false
            // The exporter tries again by itself, perhaps every few seconds for weeks.
            await failed(fault, connectionWay, isNews: false)
        case .destinationLost:
            isDestinationLost = true
            mustRepublish = true
            wake()
        case .collected:
            await logCollection()
        case .command:
            break
        }
    }

    /// The evidence of a destination that comes by itself.
    private func logCollection() async {
        let entry = logEntry(
            .delivered, records: 0, evidence: Evidence.acknowledged.name, detail: "the current state was collected",
            started: .now)
        do {
            try await store.log([entry])
        } catch {
            logger.error("the export log was not written", metadata: ["error": "\(error)"])
        }
    }

    /// A connection ended; returns when the exporter may be run again, or when the task is cancelled.
    private func connectionEnded(_ fault: ExporterFault) async {
        isConnected = false
        // A try that was asked for before is not one of what happened now.
        retry.clear()
        await failed(fault, connectionWay)
        while !Task.isCancelled {
            switch ways[connectionWay].breaker.permission(at: clock.now()) {
            case .go: return
            case .wait(let until): await sleep(until: until, or: retry)
            case .blocked: await retry.wait()
            }
        }
    }
}
