import Logging
public import MEDCore

extension JeedomExporter {
    /// Sets the commands whose newest value the box has not got from this exporter yet.
    ///
    /// By JSON-RPC values of days go at their own times, which only replaces what the history has there.
    ///
    /// - Throws: `ExporterFault`: blocked for a refused key, an unknown command, several meters without `pdl`.
    public func publish(_ state: CurrentState) async throws -> Evidence {
        if let broker { return try await broker.publish(state) }
        guard let client else { return .acknowledged }
        try checkMeters(state.meters.map(\.pdl))
        let events = events.events(of: state, only: settings.pdl, isDated: settings.method == .jsonrpc)
        await memory.setNewest(events)
        var count = 0
        for event in events where await !memory.isCurrent(event) {
            do {
                try await send(event, through: client)
            } catch let failure as JeedomFailure {
                throw failure.exporterFault(settings.method, (event.role, event.command))
            }
            count += 1
        }
        dependencies.logger.debug("published", metadata: ["commands": "\(count)"])
        return .acknowledged
    }

    /// What the box shows is unknown: the next `publish` sets every command.
    public func forgetPublished() async {
        await broker?.forgetPublished()
        await memory.forgetAll()
    }

    /// Sends one event and remembers that the box took it.
    ///
    /// - Throws: `JeedomFailure`, `ExporterFault`, `CancellationError`.
    func send(_ event: JeedomEvent, through client: JeedomClient) async throws {
        await memory.forget(event.command)
        if settings.method == .virtual {
            try await client.post(form: client.requests.form(event))
        } else {
            _ = try await client.call(client.requests.event(event))
        }
        await memory.taken(event)
    }
}
