public import MEDCore

extension VictoriaMetricsExporter: RetractingExporter {
    /// Deletes the series of the PDLs and, unless `scope` is one PDL, those of the country; of an epoch, those with its
    /// labels at its URL, with the present credentials.
    ///
    /// - Returns: How many series were deleted.
    /// - Throws: `ExporterFault`: blocked when the server may not be read, or nothing may be deleted there.
    public func retract(_ scope: RetractionScope, pdls: [PDL]) async throws -> Int {
        switch scope {
        case .pdl(let pdl): try await retract([pdl], at: server)
        case .all: try await retract(pdls + [nil], at: server)
        case .epoch(let identity): try await retract(pdls + [nil], at: server(at: identity))
        }
    }

    private func retract(_ pdls: [PDL?], at server: VictoriaMetricsAPI) async throws -> Int {
        // What was written a moment ago is not visible yet, and would survive.
        _ = try await server.flush()
        var count = 0
        for pdl in pdls { count += try await retract(pdl, at: server) }
        return count
    }

    private func retract(_ pdl: PDL?, at server: VictoriaMetricsAPI) async throws -> Int {
        let labels = server.settings.labels
        let layout =
            pdl == nil
            ? NationalSeries.tempo + NationalSeries.ecowatt
            : MeterSeries.all(.consumption) + MeterSeries.all(.production)
        let names = Array(Set(layout.map(\.name))).sorted()
        guard let found = try await server.series(labels.selector(names: names, pdl: pdl)) else {
            throw server.unreadable
        }
        let difference = TableDifference(
            wanted: MetricTable(layout), found: found.map { FoundSeries(labels: $0, seconds: [], values: []) },
            labels: labels, pdl: pdl)
        let known = Set(found)
        let own = layout.filter { series in
            known.contains(
                Dictionary(
                    labels.labels(of: series, pdl: pdl).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
        }
        guard !own.isEmpty else { return 0 }
        let selectors = own.map { labels.selector(of: $0, pdl: pdl, without: difference.foreignLabels) }
        guard try await server.delete(selectors) else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "VictoriaMetrics n'autorise pas la suppression de séries (delete_series).",
                    en: "VictoriaMetrics does not allow series to be deleted (delete_series)."))
        }
        return own.count
    }
}
