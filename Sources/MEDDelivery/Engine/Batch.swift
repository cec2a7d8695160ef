import MEDCore
import MEDStore

/// The claims of one series, as one call of an exporter.
struct Batch {
    let series: Series
    let claims: [LaneClaim]

    /// The claims of an instance, series by series.
    static func split(_ claims: [LaneClaim]) -> [Batch] {
        Series.allCases.compactMap { series in
            let ofSeries = claims.filter { $0.series == series }
            return ofSeries.isEmpty ? nil : Batch(series: series, claims: ofSeries)
        }
    }

    var records: [ClaimedRecord] { claims.flatMap(\.records) }

    func context(instance: InstanceID, store: any ReadingStore) -> ExportContext {
        ExportContext(
            instance: instance,
            states: Dictionary(claims.map { ($0.stream, $0.state) }, uniquingKeysWith: { $1 }),
            mayHaveBeenSent: Set(claims.filter(\.mayHaveBeenSent).map(\.stream)),
            corrections: Set(records.filter(\.isCorrection).map(\.key)),
            history: { pdl, direction, days in
                DocumentStream.documents(of: pdl, direction, days: days, in: store)
            },
            totals: { pdl, direction, days in
                let periods = Set(days.flatMap { [Period.month(containing: $0), .year(containing: $0)] })
                var totals: [PeriodTotal] = []
                for period in periods.sorted() {
                    if let total = try await store.total(of: pdl, direction, over: period) { totals.append(total) }
                }
                return totals
            }, tempo: { try await store.tempo(days: $0) }, ecowatt: { try await store.ecowatt(days: $0) })
    }

    /// Calls the export of this series.
    @concurrent
    func export(with exporter: any Exporter, in context: ExportContext) async throws -> ExportResult {
        switch series {
        case .consumption: try await exporter.exportConsumption(days.map(ConsumptionData.init), in: context)
        case .production: try await exporter.exportProduction(days.map(ProductionData.init), in: context)
        case .tempo:
            try await exporter.exportTempo(
                records.compactMap { if case .tempo(let day) = $0.content { day } else { nil } }, in: context)
        case .ecowatt:
            try await exporter.exportEcowatt(
                records.compactMap { if case .ecowatt(let day) = $0.content { day } else { nil } }, in: context)
        }
    }

    private var days: [DayDocument] {
        records.compactMap { if case .day(let document) = $0.content { document } else { nil } }
    }
}
