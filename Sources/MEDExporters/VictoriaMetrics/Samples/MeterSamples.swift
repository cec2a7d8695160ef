import MEDCore

/// The samples of a PDL's days in one direction: a pure function of the documents, which come in the order of days.
///
/// What is about a whole day stands at its local midnight, a slot of the load curve at its own start. What is unknown has
/// no sample.
struct MeterSamples: Sendable {
    private(set) var table: MetricTable
    private(set) var totals: RunningTotals

    init(_ direction: Direction, totals: RunningTotals = RunningTotals()) {
        table = MetricTable(MeterSeries.all(direction))
        self.totals = totals
    }

    /// Adds a day to the running totals only: it lies before the days that are wanted.
    mutating func count(_ document: DayDocument) {
        if let energy = document.energy { totals.add(energy, on: document.day) }
    }

    mutating func add(_ document: DayDocument) {
        let midnight = document.day.start.secondsSinceEpoch
        if let energy = document.energy {
            count(document)
            table.append(energy.roundedWattHours, to: MeterSeries.daily, at: midnight)
            table.append(totals.month.roundedWattHours, to: MeterSeries.monthly, at: midnight)
            table.append(totals.year.roundedWattHours, to: MeterSeries.yearly, at: midnight)
        }
        table.samples[MeterSeries.load].append(document.curve, from: midnight)
        guard document.direction == .consumption else { return }
        addRegisters(document, at: midnight)
        if let peak = document.maxPower {
            table.append(Int64(peak.power.voltAmperes), to: MeterSeries.maxPower, at: midnight)
        }
    }

    /// Rounded so that the registers add up to the rounded day, in the order in which MQTT rounds them.
    private mutating func addRegisters(_ document: DayDocument, at midnight: Int64) {
        let amounts = document.derived.registers.sorted { $0.register.rawValue < $1.register.rawValue }
        guard !amounts.isEmpty else { return }
        var rounding = CumulativeRounding()
        var (offPeak, peak): (Int64, Int64) = (0, 0)
        for amount in amounts {
            let wattHours = rounding.wattHours(amount.energy)
            table.append(wattHours, to: MeterSeries.register(amount.register), at: midnight)
            if amount.register.isOffPeak { offPeak += wattHours } else { peak += wattHours }
            if let cost = amount.cost {
                table.append(cost.microEuros, to: MeterSeries.cost(amount.register), at: midnight)
            }
        }
        guard document.tariff == .hcHP || document.tariff == .tempo else { return }
        table.append(offPeak, to: MeterSeries.offPeak, at: midnight)
        table.append(peak, to: MeterSeries.peak, at: midnight)
    }
}

extension MetricSamples {
    /// Half-hours as a rule, each at its own start.
    fileprivate mutating func append(_ curve: LoadCurve, from midnight: Int64) {
        for slot in curve.slots { append(Int64(slot.watts), at: midnight + Int64(slot.startMinute) * 60) }
    }
}
