public import MEDCore

/// A value of a metric, without its time.
public struct MetricSample: Hashable, Sendable {
    /// Which metric.
    public let metric: MetricName
    /// What tells it from the others of the metric, `pdl` first.
    public let labels: [MetricLabel]
    /// The exact decimal with a point: `15.234`.
    public let value: String

    /// A sample.
    public init(_ metric: MetricName, _ labels: [MetricLabel] = [], _ value: some CustomStringConvertible) {
        self.metric = metric
        self.labels = labels
        self.value = value.description
    }
}

extension DayDocument {
    /// The day's samples in the order of `MetricName.all`; what is unknown is left out, and so is its curve. All stand at
    /// local midnight of the day in a history.
    ///
    /// Registers are rounded so that they add up to the day, and where the split is known a register that it does not name
    /// counted nothing.
    public var metricSamples: [MetricSample] {
        let pdl = MetricLabel("pdl", pdl.digits)
        var samples: [MetricSample] = []
        if let energy {
            let metric: MetricName = direction == .consumption ? .consumptionDaily : .productionDaily
            samples.append(MetricSample(metric, [pdl], energy.kilowattHours))
        }
        guard direction == .consumption else { return samples }
        let readings = RegisterReadings(self)
        if let offPeak = readings.offPeak { samples.append(MetricSample(.consumptionHC, [pdl], offPeak)) }
        if let peak = readings.peak { samples.append(MetricSample(.consumptionHP, [pdl], peak)) }
        if let peak = maxPower { samples.append(MetricSample(.maxPower, [pdl], peak.power.kilovoltAmperes)) }
        for (register, value) in registerValues(readings) {
            samples.append(MetricSample(.consumptionRegister, [pdl, MetricLabel("register", register.key)], value))
        }
        for amount in derived.registers.sorted(by: { $0.register.rawValue < $1.register.rawValue }) {
            guard let cost = amount.cost else { continue }
            let register = MetricLabel("register", amount.register.key)
            samples.append(MetricSample(.consumptionCost, [pdl, register], EuroText(cost)))
        }
        return samples
    }

    private func registerValues(_ readings: RegisterReadings) -> [(TariffRegister, ThousandthsText)] {
        if tariff == .tempo { return readings.tempo.map { ($0.register, $0.value) } }
        if readings.hasPeakHours {
            return [(.hc, readings.offPeak), (.hp, readings.peak)].compactMap { register, value in
                value.map { (register, $0) }
            }
        }
        return energy(in: .base).map { [(.base, $0.kilowattHours)] } ?? []
    }
}

extension PeriodTotal {
    /// The sum to date as a sample; in a history at local midnight of the period's first day.
    public var metricSample: MetricSample {
        let metric: MetricName =
            switch (direction, period.unit) {
            case (.consumption, .month): .consumptionMonthly
            case (.consumption, .year): .consumptionYearly
            case (.production, .month): .productionMonthly
            case (.production, .year): .productionYearly
            }
        return MetricSample(metric, [MetricLabel("pdl", pdl.digits)], energy.kilowattHours)
    }
}
