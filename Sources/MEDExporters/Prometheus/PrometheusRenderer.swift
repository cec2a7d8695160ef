public import MEDCore

/// Renders the current state as metrics: a pure function, the same for the exporter's own endpoint and for `/metrics` of
/// the main server.
///
/// Values carry no time, because Prometheus drops what is old; `…_reading_timestamp_seconds` says what they are about.
/// Unknown is absent, never 0.
public struct PrometheusRenderer: Hashable, Sendable {
    /// The metrics that an endpoint can have, the seven of document 002 first. The load curves exist in histories only.
    public static let metrics = MetricName.all.filter { $0 != .consumptionLoad && $0 != .productionLoad }

    /// The metrics to render.
    public let selection: Set<MetricName>
    /// Further labels of every sample, in the order of their names.
    public let labels: [MetricLabel]

    /// A renderer.
    ///
    /// - Parameters:
    ///   - selection: `nil`: all.
    ///   - labels: Their names have to be free (`MetricLabel.isFree(name:)`).
    public init(selection: Set<MetricName>? = nil, labels: [String: String] = [:]) {
        self.selection = selection ?? Set(Self.metrics)
        self.labels = [MetricLabel](labels)
    }

    /// The renderer of a configuration: its `metrics` and `labels`.
    ///
    /// - Throws: `ExporterFault.blocked` for a label that is none.
    public init(_ configuration: ExporterConfiguration) throws {
        let labels = configuration.map("labels")
        if let name = labels.keys.sorted().first(where: { !MetricLabel.isFree(name: $0) }) {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "Le label « \(name) » n'est pas possible : des lettres sans accent, des chiffres et _, sans "
                        + "chiffre ni __ au début, et ni pdl, ni register, ni day, ni color.",
                    en: "The label \"\(name)\" is not possible: letters without accents, digits and _, no digit and no "
                        + "__ in front, and none of pdl, register, day and color."))
        }
        let names = Set(configuration.list("metrics"))
        let selection = configuration.values["metrics"].map { _ in Set(Self.metrics.filter { names.contains($0.name) })
        }
        self.init(selection: selection, labels: labels)
    }

    /// The whole exposition.
    ///
    /// - Parameters:
    ///   - state: `nil`: nothing was read from the store yet.
    ///   - status: `nil`: the service did not say anything yet.
    public func render(_ state: CurrentState?, _ status: ServiceStatus?, as format: ExpositionFormat) -> [UInt8] {
        var samples: [MetricSample] = []
        for meter in state?.meters ?? [] { append(meter, to: &samples) }
        if let status { append(status, to: &samples) }
        if let tempo = state?.tempo { append(tempo, to: &samples) }
        if let ecowatt = state?.ecowatt { append(ecowatt, to: &samples) }
        let families = Dictionary(grouping: samples, by: \.metric)
        var writer = ExpositionWriter(format, labels: labels)
        for metric in Self.metrics where selection.contains(metric) {
            for sample in families[metric] ?? [] { writer.append(sample) }
        }
        writer.finish()
        return writer.bytes
    }

    private func append(_ meter: MeterState, to samples: inout [MetricSample]) {
        let pdl = [MetricLabel("pdl", meter.pdl.digits)]
        if let day = meter.latestDay {
            // The peak may be another day's.
            samples += day.metricSamples.filter { $0.metric != .maxPower }
            let metric: MetricName = meter.direction == .consumption ? .consumptionReading : .productionReading
            samples.append(MetricSample(metric, pdl, day.day.start.secondsSinceEpoch))
        }
        if meter.direction == .consumption, let peak = meter.latestPeak?.maxPower {
            samples.append(MetricSample(.maxPower, pdl, peak.power.kilovoltAmperes))
            samples.append(MetricSample(.maxPowerReading, pdl, peak.instant.secondsSinceEpoch))
        }
        samples += [meter.month, meter.year].compactMap { $0?.metricSample }
    }

    private func append(_ status: ServiceStatus, to samples: inout [MetricSample]) {
        samples.append(MetricSample(.syncStatus, [], status.health == .ok ? 1 : 0))
        if let last = status.lastSync { samples.append(MetricSample(.lastSync, [], last.secondsSinceEpoch)) }
    }

    private func append(_ tempo: TempoState, to samples: inout [MetricSample]) {
        for (name, day) in [("today", tempo.today), ("tomorrow", tempo.tomorrow)] {
            guard let color = day.color else { continue }
            samples.append(MetricSample(.tempoColor, [MetricLabel("day", name)], color.rawValue))
        }
        for color in TempoColor.allCases {
            guard let days = tempo.remaining?[color] else { continue }
            samples.append(MetricSample(.tempoRemaining, [MetricLabel("color", color.code.lowercased())], days))
        }
    }

    private func append(_ ecowatt: EcowattState, to samples: inout [MetricSample]) {
        if let level = ecowatt.today.level { samples.append(MetricSample(.ecowattLevel, [], level)) }
        if let level = ecowatt.hourLevel { samples.append(MetricSample(.ecowattHourLevel, [], level)) }
    }
}
