import Foundation
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore

extension ExportCommand {
    /// Writes the history of all meters for `promtool`, whether the exporter is enabled or not.
    func writeHistory(to path: String, household: Household, store: any Store) async throws {
        let section = try household.setups(named: exporter).first
        guard let section, section.instance.exporterKey == PrometheusExporter.manifest.key else {
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "--openmetrics va avec --exporter prometheus.",
                    en: "--openmetrics goes with --exporter prometheus."))
        }
        let renderer: PrometheusRenderer
        do {
            renderer = try PrometheusRenderer(section.configuration)
        } catch let fault as ExporterFault {
            throw Failure(.configuration, Failure(fault, instance: section.instance).message)
        }
        let meters = try await store.meters().compactMap { meter -> OpenMetricsHistory.Meter? in
            guard range.days?.overlaps(meter.days) != false else { return nil }
            return OpenMetricsHistory.Meter(
                pdl: meter.pdl, direction: meter.direction,
                days: range.days?.clamped(to: meter.days) ?? meter.days)
        }
        let days = range.days ?? DayRange.longest
        let history = OpenMetricsHistory(
            meters: meters, tempo: try await store.tempo(days: days), ecowatt: try await store.ecowatt(days: days),
            labels: Dictionary(uniqueKeysWithValues: renderer.labels.map { ($0.name, $0.value) })
        ) { meter in
            DocumentStream.documents(of: meter.pdl, meter.direction, days: meter.days, in: store)
        } totals: { meter, unit in
            try await store.totals(of: meter.pdl, meter.direction, by: unit, days: meter.days)
        }
        let file = try ReplacedFile(path: path)
        let count = try await history.write { try file.write($0) }
        try file.replace()
        household.console.say(
            fr: "\(path) : \(count) mesures. promtool tsdb create-blocks-from openmetrics les met dans Prometheus.",
            en: "\(path): \(count) samples. promtool tsdb create-blocks-from openmetrics puts them into Prometheus.")
    }
}
