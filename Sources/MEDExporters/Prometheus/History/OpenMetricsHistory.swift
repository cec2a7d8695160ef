public import MEDCore

/// Writes history as OpenMetrics with times, for `promtool tsdb create-blocks-from openmetrics`: the only way of old data
/// into a Prometheus.
///
/// Families one after the other, in each the series one after the other and in each its samples in time order, as the
/// format wants. The documents are read once per family, streamed, so that no more than a family of one meter's day values
/// is ever in memory; load curves go through day by day.
public struct OpenMetricsHistory: Sendable {
    /// A PDL in one direction, with the days to write.
    public struct Meter: Sendable {
        /// The meter.
        public let pdl: PDL
        /// Drawn or fed in.
        public let direction: Direction
        /// First and last day to write.
        public let days: ClosedRange<Day>

        /// A meter.
        public init(pdl: PDL, direction: Direction, days: ClosedRange<Day>) {
            self.pdl = pdl
            self.direction = direction
            self.days = days
        }
    }

    /// The documents of a meter in the order of days.
    public typealias Documents = @Sendable (Meter) -> AsyncThrowingStream<DayDocument, any Error>
    /// The totals of a meter's days by month or year, in order.
    public typealias Totals = @Sendable (Meter, PeriodUnit) async throws -> [PeriodTotal]

    private let meters: [Meter]
    private let tempo: [TempoData]
    private let ecowatt: [EcowattData]
    private let labels: [MetricLabel]
    private let documents: Documents
    private let totals: Totals

    /// A history.
    ///
    /// - Parameters:
    ///   - tempo: In the order of days.
    ///   - ecowatt: In the order of days.
    ///   - labels: Further labels of every sample; see `PrometheusRenderer`.
    public init(
        meters: [Meter], tempo: [TempoData] = [], ecowatt: [EcowattData] = [], labels: [String: String] = [:],
        documents: @escaping Documents, totals: @escaping Totals
    ) {
        self.meters = meters.sorted { ($0.pdl, $0.direction.rawValue) < ($1.pdl, $1.direction.rawValue) }
        self.tempo = tempo
        self.ecowatt = ecowatt
        self.labels = [MetricLabel](labels)
        self.documents = documents
        self.totals = totals
    }

    /// Hands the exposition out piece by piece; returns the number of samples.
    ///
    /// - Throws: What reading the documents throws, and what `take` throws.
    public func write(_ take: ([UInt8]) throws -> Void) async throws -> Int {
        var output = Output(writer: ExpositionWriter(.openMetrics, labels: labels))
        for metric in MetricName.all {
            switch metric {
            case .consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily, .maxPower, .consumptionRegister,
                .consumptionCost:
                try await writeDays(metric, to: &output, take)
            case .consumptionLoad: try await writeLoad(metric, .consumption, to: &output, take)
            case .productionLoad: try await writeLoad(metric, .production, to: &output, take)
            case .consumptionMonthly: try await writeTotals(.consumption, .month, to: &output, take)
            case .consumptionYearly: try await writeTotals(.consumption, .year, to: &output, take)
            case .productionMonthly: try await writeTotals(.production, .month, to: &output, take)
            case .productionYearly: try await writeTotals(.production, .year, to: &output, take)
            case .tempoColor: writeTempo(to: &output)
            case .ecowattLevel: writeEcowatt(to: &output)
            case .ecowattHourLevel: writeEcowattHours(to: &output)
            // What is about "now" has no history.
            default: break
            }
            try take(output.writer.takeBytes())
        }
        output.writer.finish()
        try take(output.writer.takeBytes())
        return output.count
    }

    private struct Output {
        var writer: ExpositionWriter
        var count = 0
        /// The time of the last sample of the series: OpenMetrics takes none twice.
        var last: (sample: MetricSample, instant: UTCInstant)?

        mutating func append(_ sample: MetricSample, at instant: UTCInstant) {
            if let last, last.sample.metric == sample.metric, last.sample.labels == sample.labels,
                last.instant >= instant
            {
                return
            }
            writer.append(sample, at: instant)
            last = (sample, instant)
            count += 1
        }
    }

    private func writeDays(
        _ metric: MetricName, to output: inout Output, _ take: ([UInt8]) throws -> Void
    ) async throws {
        let direction: Direction = metric == .productionDaily ? .production : .consumption
        for meter in meters where meter.direction == direction {
            // A series per register, each of which has to stand by itself.
            var series: [[MetricLabel]: [(UTCInstant, MetricSample)]] = [:]
            for try await document in documents(meter) {
                for sample in document.metricSamples where sample.metric == metric {
                    series[sample.labels, default: []].append((document.day.start, sample))
                }
            }
            for (_, samples) in series.sorted(by: { Self.isBefore($0.key, $1.key) }) {
                for (instant, sample) in samples { output.append(sample, at: instant) }
            }
            try take(output.writer.takeBytes())
        }
    }

    private static func isBefore(_ left: [MetricLabel], _ right: [MetricLabel]) -> Bool {
        left.map(\.value).lexicographicallyPrecedes(right.map(\.value))
    }

    private func writeLoad(
        _ metric: MetricName, _ direction: Direction, to output: inout Output, _ take: ([UInt8]) throws -> Void
    ) async throws {
        for meter in meters where meter.direction == direction {
            let labels = [MetricLabel("pdl", meter.pdl.digits)]
            for try await document in documents(meter) {
                for slot in document.curve.slots {
                    output.append(MetricSample(metric, labels, slot.watts), at: slot.start(on: document.day))
                }
                try take(output.writer.takeBytes())
            }
        }
    }

    private func writeTotals(
        _ direction: Direction, _ unit: PeriodUnit, to output: inout Output, _ take: ([UInt8]) throws -> Void
    ) async throws {
        for meter in meters where meter.direction == direction {
            for total in try await totals(meter, unit) {
                output.append(total.metricSample, at: total.period.days.lowerBound.start)
            }
        }
    }

    /// A colour begins at 06:00; what may still change is not history yet.
    private func writeTempo(to output: inout Output) {
        for day in tempo {
            guard day.isFinal, let color = day.color else { continue }
            output.append(MetricSample(.tempoColor, [MetricLabel("day", "today")], color.rawValue), at: day.start)
        }
    }

    private func writeEcowatt(to output: inout Output) {
        for day in ecowatt {
            if let level = day.level { output.append(MetricSample(.ecowattLevel, [], level), at: day.day.start) }
        }
    }

    private func writeEcowattHours(to output: inout Output) {
        for day in ecowatt {
            // By hour of the clock: the hour that is left out in March has none of its own, and is not written.
            for (hour, level) in day.hours.enumerated() {
                let instant = day.day.instant(minuteOfDay: hour * 60)
                guard let level, ParisTime.localTime(at: instant).minuteOfDay == hour * 60 else { continue }
                output.append(MetricSample(.ecowattHourLevel, [], level), at: instant)
            }
        }
    }
}
