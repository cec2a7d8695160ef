import MEDCore

/// A literal of these tests that is right by inspection.
func fixture<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a literal of the fixtures is wrong") }
    return value
}

/// A meter with off-peak hours and production, Tempo with an unknown tomorrow, EcoWatt in alert.
func household(_ digits: String, hc: Int64? = 8_500, isKnown: Bool = true) -> CurrentState {
    let pdl = fixture(PDL(digits))
    let day = fixture(Day("2024-01-15"))
    let now = fixture(UTCInstant("2024-01-15T12:00:00Z"))
    func document(_ direction: Direction, _ wattHours: Int64, _ peak: MaxPower? = nil) -> DayDocument {
        let readings = DayReadings(officialEnergy: Energy(wattHours: wattHours), maxPower: peak)
        var derived = DerivedDay(
            day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
        if direction == .consumption {
            derived.tariff = .hcHP
            derived.registers =
                hc.map { low in
                    [(TariffRegister.hc, low), (.hp, wattHours - low)].map {
                        RegisterAmount(register: $0.0, energy: Energy(wattHours: $0.1))
                    }
                } ?? []
        }
        return DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived, recordedAt: now)
    }
    let peak = MaxPower(
        power: ApparentPower(voltAmperes: 6_500), instant: fixture(UTCInstant("2024-01-15T18:42:00Z")))
    let consumption = document(.consumption, 15_234, peak)
    return CurrentState(
        CurrentDocuments(
            meters: [
                MeterState(pdl: pdl, direction: .consumption, latestDay: consumption, latestPeak: consumption),
                MeterState(pdl: pdl, direction: .production, latestDay: document(.production, 3_210)),
            ],
            tempo: (fixture(Day("2023-09-01"))...day).map {
                TempoData(
                    day: $0, color: $0 > day.advanced(by: -3) ? .white : .blue, isFinal: true, recordedAt: now)
            },
            ecowatt: [EcowattData(day: day, level: 2, hours: Array(repeating: 2, count: 24), recordedAt: now)]),
        at: now)
}
