public import MEDCore

extension VictoriaMetricsExporter: PreviewingExporter {
    /// None: it has no current state, only history.
    public func preview(_ state: CurrentState) -> [PreviewedMessage] { [] }

    /// The JSON lines of days, one message per PDL and direction, before they are compressed. The month and the year to
    /// date are left out: they need the days before.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] {
        Dictionary(grouping: days) { StreamOfDays(pdl: $0.pdl, direction: $0.direction) }
            .sorted { ($0.key.pdl, $0.key.direction.rawValue) < ($1.key.pdl, $1.key.direction.rawValue) }
            .flatMap { stream, documents in
                var samples = MeterSamples(stream.direction)
                for document in documents.sorted(by: { $0.day < $1.day }) { samples.add(document) }
                return messages(samples.table, pdl: stream.pdl)
            }
    }

    /// The JSON lines of Tempo days that are final. The days that the season has left are there when `days` reach back to
    /// its beginning.
    public func preview(_ days: [TempoData]) -> [PreviewedMessage] {
        guard let first = days.map(\.day).min(), let last = days.map(\.day).max() else { return [] }
        return messages(NationalSamples.tempo(days.sorted { $0.day < $1.day }, days: first...last), pdl: nil)
    }

    /// The JSON lines of EcoWatt days that have begun.
    public func preview(_ days: [EcowattData]) -> [PreviewedMessage] {
        let now = dependencies.now()
        let begun = days.filter { $0.day.start <= now }.sorted { $0.day < $1.day }
        return messages(NationalSamples.ecowatt(begun), pdl: nil)
    }

    private func messages(_ table: MetricTable, pdl: PDL?) -> [PreviewedMessage] {
        var lines = ImportLines()
        for (index, series) in table.series.enumerated() where !table.samples[index].isEmpty {
            if pdl != nil, index == MeterSeries.monthly || index == MeterSeries.yearly { continue }
            lines.append(
                table.samples[index], metric: settings.labels.json(of: series, pdl: pdl), decimals: series.decimals)
        }
        return lines.bodies.map {
            PreviewedMessage(address: "\(settings.addresses.importing)", body: $0, manner: "POST, gzip")
        }
    }
}

private struct StreamOfDays: Hashable {
    let pdl: PDL
    let direction: Direction
}
