public import MEDCore

extension VictoriaMetricsExporter {
    /// Writes the final colours of Tempo days at their beginning, 06:00, and the days that the season has left after each.
    ///
    /// What may still change waits: its final word is a revision of its own. Throws as `exportConsumption` does.
    public func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult {
        var result = ExportResult()
        for day in days where day.color == nil || !day.isFinal {
            result.set(.skipped(day.color == nil ? .noValue : SkipReason("not final yet")), for: day.key)
        }
        let final = days.filter { $0.color != nil && $0.isFinal }.sorted { $0.day < $1.day }
        let writer = StreamWriter(server: server, pdl: nil, layout: NationalSeries.tempo) { days in
            let first = TempoSeason(containing: days.lowerBound).days.lowerBound
            return NationalSamples.tempo(try await context.tempo(days: first...days.upperBound), days: days)
        }
        try await export(final.map(\.key), by: writer, in: context, into: &result) {
            TempoSeason(containing: $0).days.upperBound
        }
        return result
    }

    /// Writes EcoWatt's levels at their day and at their hours.
    ///
    /// A forecast is history once its day has begun: until then RTE revises it daily, and VictoriaMetrics takes nothing
    /// that lies more than two days ahead. Throws as `exportConsumption` does.
    public func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult {
        var result = ExportResult()
        let now = dependencies.now()
        for day in days where day.day.start > now {
            result.set(
                .retry(after: .seconds(day.day.start.seconds(since: now)), reason: "a forecast: sent on its day"),
                for: day.key)
        }
        let begun = days.filter { $0.day.start <= now }.sorted { $0.day < $1.day }
        let writer = StreamWriter(server: server, pdl: nil, layout: NationalSeries.ecowatt) { days in
            NationalSamples.ecowatt(try await context.ecowatt(days: days))
        }
        try await export(begun.map(\.key), by: writer, in: context, into: &result) { $0 }
        return result
    }

    private func export(
        _ keys: [RecordKey], by writer: StreamWriter, in context: ExportContext, into result: inout ExportResult,
        reach: @escaping @Sendable (Day) -> Day
    ) async throws {
        guard !keys.isEmpty else { return }
        let batch = StreamBatch(
            stream: .national, days: keys.map(\.day),
            memory: context.states[.national].flatMap { StreamMemory($0) },
            isUncertain: context.mayHaveBeenSent.contains(.national),
            hasCorrections: keys.contains(where: context.corrections.contains), writer: writer, reach: reach)
        let (check, range): (WriteCheck, ClosedRange<Day>)
        switch try await batch.write(appending: { try await writer.history(batch.span) }) {
        case .new(let table):
            try await writer.send(table)
            (check, range) = (try await writer.check(table, isFlushed: server.flush()), batch.span)
        case .checked(let known, let days): (check, range) = (known, days)
        }
        let isNewest = range.upperBound == batch.whole.upperBound
        note(check, of: batch, samples: isNewest ? try await writer.history(range) : nil, totals: nil, in: &result)
        for (key, outcome) in zip(keys, try await outcomes(of: check, days: keys.map(\.day))) {
            result.set(outcome, for: key)
        }
    }
}
