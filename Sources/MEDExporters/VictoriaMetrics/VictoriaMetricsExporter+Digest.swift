public import MEDCore

extension VictoriaMetricsExporter: ReconcilingExporter {
    /// The daily kWh that the server holds, in Wh. A day that it holds twice with two values counts both, so that the
    /// comparison finds it.
    ///
    /// - Throws: `ExporterFault`: blocked when the server may not be read.
    public func digest(
        of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>
    ) async throws -> [Day: Energy] {
        let series = MeterSeries.all(direction)[MeterSeries.daily]
        let selector = settings.labels.selector(of: series, pdl: pdl)
        guard let found = try await server.export(selector, days.seconds) else { throw server.unreadable }
        let own = Dictionary(
            settings.labels.labels(of: series, pdl: pdl).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        var digest: [Day: Energy] = [:]
        for (second, value) in found.first(where: { $0.labels == own })?.samples(decimals: series.decimals) ?? [] {
            let day = Day(containing: UTCInstant(secondsSinceEpoch: second))
            guard let value, day.start.secondsSinceEpoch == second else { continue }
            digest[day, default: .zero] += Energy(wattHours: value)
        }
        return digest
    }
}

extension VictoriaMetricsAPI {
    /// What reading that is not allowed means where it is all that was asked for.
    var unreadable: ExporterFault {
        .blocked(
            cause: LocalizedText(
                fr: "VictoriaMetrics n'autorise pas la lecture à cette adresse. Vérifiez read_url et les droits.",
                en: "VictoriaMetrics does not allow reading at this address. Check read_url and the rights."))
    }
}
