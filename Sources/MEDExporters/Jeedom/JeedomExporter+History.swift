public import MEDCore

extension JeedomExporter {
    /// Writes days of consumption into the histories of their commands, oldest first, the newest once more at the end.
    ///
    /// - Throws: `ExporterFault`: blocked for a refused key, an unknown command, an equipment that drops what it gets.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), in: context)
    }

    /// Writes days of production likewise.
    ///
    /// - Throws: As `exportConsumption`.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), in: context)
    }

    private func export(_ documents: [DayDocument], in context: ExportContext) async throws -> ExportResult {
        guard let client, settings.method == .jsonrpc else {
            return ExportResult(all: .skipped(SkipReason("this method takes current values only")))
        }
        try checkMeters(documents.map(\.pdl))
        var result = ExportResult()
        for (pdl, days) in Dictionary(grouping: documents, by: \.pdl).sorted(by: { $0.key < $1.key }) {
            if let only = settings.pdl, only != pdl {
                for day in days { result.set(.skipped(SkipReason("another meter")), for: day.key) }
                continue
            }
            let stream = StreamID.pdl(pdl)
            var batch = JeedomBatch(days, events: events, state: JeedomStreamState(context.states[stream] ?? []))
            try await deliver(&batch, through: client)
            for (key, outcome) in batch.outcomes { result.set(outcome, for: key) }
            result.states[stream] = batch.state.bytes
            if let interruption = batch.interruption {
                result.interruption = interruption
                return result
            }
        }
        return result
    }

    private func deliver(_ batch: inout JeedomBatch, through client: JeedomClient) async throws {
        for event in batch.events {
            // Published a moment ago, and nothing after it: it is there.
            if await memory.isCurrent(event.event) {
                batch.taken(event)
                continue
            }
            guard try await attempt(event.event, of: event, in: &batch, through: client) else { return }
        }
        for command in batch.commands {
            let newest = await memory.newest(of: command)
            guard let closing = batch.closing(of: command, newestOfStore: newest) else { continue }
            if await memory.isCurrent(closing), !batch.hasSeveral(of: command) { continue }
            guard try await attempt(closing, of: nil, in: &batch, through: client) else { return }
        }
        try await verify(&batch, through: client)
    }

    /// Sends an event; `item` is its place in the batch, `nil` for the newest value that goes once more.
    ///
    /// - Returns: Whether to go on.
    private func attempt(
        _ event: JeedomEvent, of item: JeedomBatch.Item?, in batch: inout JeedomBatch, through client: JeedomClient
    ) async throws -> Bool {
        do {
            try await send(event, through: client)
            if let item { batch.taken(item) }
            return true
        } catch let failure as JeedomFailure {
            if let item, failure.kind == .value || failure.kind == .trouble, batch.fail(item, failure) { return true }
            batch.interrupt(failure.exporterFault(settings.method, (event.role, event.command)))
        } catch let fault as ExporterFault {
            batch.interrupt(fault)
        }
        return false
    }
}
