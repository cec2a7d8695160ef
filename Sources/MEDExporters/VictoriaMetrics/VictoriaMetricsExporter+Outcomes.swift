import Logging
import MEDCore

extension VictoriaMetricsExporter {
    /// Remembers how far a stream has come.
    ///
    /// - Parameter samples: Those of its newest days; `nil` when the batch was about older ones.
    func note(
        _ check: WriteCheck, of batch: StreamBatch, samples: MetricTable?, totals: RunningTotals?,
        in result: inout ExportResult
    ) {
        if case .undeletable = check { return }
        var memory = StreamMemory(days: batch.whole)
        memory.totals = totals ?? batch.memory?.totals ?? RunningTotals()
        memory.anchor = batch.memory?.anchor
        if case .found = check, let samples { memory.anchor = samples.anchor ?? memory.anchor }
        result.states[batch.stream] = memory.bytes
    }

    /// The outcomes of days, in their order.
    func outcomes(of check: WriteCheck, days: [Day]) async throws -> [ExportOutcome] {
        var retention: Retention?
        if case .missing = check {
            retention = try await server.retention()
            dependencies.logger.warning("answered with 204, but not all of it is there")
        }
        return BatchOutcomes(check: check, now: dependencies.now(), retention: retention).outcomes(of: days)
    }
}

extension MetricTable {
    /// The newest sample of the first series that has any.
    fileprivate var anchor: StreamMemory.Anchor? {
        guard let index = samples.firstIndex(where: { !$0.isEmpty }), let second = samples[index].seconds.max() else {
            return nil
        }
        return StreamMemory.Anchor(series: index, second: second)
    }
}
