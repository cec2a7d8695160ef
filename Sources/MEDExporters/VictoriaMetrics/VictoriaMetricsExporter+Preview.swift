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

    private func messages(_ table: MetricTable, pdl: PDL) -> [PreviewedMessage] {
        var lines = ImportLines()
        for (index, series) in table.series.enumerated()
        where index != MeterSeries.monthly && index != MeterSeries.yearly && !table.samples[index].isEmpty {
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
