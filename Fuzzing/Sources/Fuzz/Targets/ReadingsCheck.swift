import MEDCore

/// What must hold of the readings of any day.
enum ReadingsCheck {
    static func check(_ readings: DayReadings, on day: Day) {
        demand(readings.merging(readings) == readings, "merging a day with itself changes it")
        demand(DayReadings().merging(readings) == readings, "merging into nothing changes a day")
        var end = 0
        for slot in readings.curve.slots {
            demand(Int(slot.startMinute) >= end, "slots overlap")
            end = slot.endMinute
        }
        demand(end <= 1_500, "a slot beyond the longest day")
        var bytes: [UInt8] = []
        readings.pack(into: &bytes)
        demand(DayReadings(packed: bytes) == readings, "readings change when they are stored")
        derive(readings, on: day)
    }

    /// Derives the day under every tariff; registers add up to the energy.
    private static func derive(_ readings: DayReadings, on day: Day) {
        let offPeak = OffPeakHours("HC (1H12-8H00;12H30-14H07)")
        let contracts =
            Tariff.allCases.map { Contract(from: day, tariff: $0, offPeakHours: $0 == .hcHP ? offPeak : nil) } + [nil]
        for contract in contracts {
            let derived = DerivedDay(
                day: day, direction: .consumption, readings: readings, indexesAtEnd: readings.indexesAtStart,
                contract: contract, tempoColors: [day.previous: .red, day: .white])
            if !derived.registers.isEmpty {
                let sum = derived.registers.reduce(Energy.zero) { $0 + $1.energy }
                demand(sum == derived.energy, "registers do not add up")
            }
            demand(StoredCheck.isKept(derived), "what was derived changes when it is stored")
            // What a household and its exporters are shown.
            _ = derived.energy.map { "\($0)" }
        }
        _ = readings.maxPower.map { "\($0.power.kilovoltAmperes) \($0.instant) \(Day(containing: $0.instant))" }
    }
}
