import MEDCore

/// Records of which everything is known, for trying templates; none is ever sent.
enum WebhookSample {
    static func record(_ series: Series) -> WebhookRecord {
        let instant = UTCInstant(utcYear: 2024, month: 1, day: 16, hour: 10)
        let day = ParisTime.localTime(at: instant).day.previous
        switch series {
        case .consumption, .production:
            return .day(document(series == .consumption ? .consumption : .production, day, instant))
        case .tempo: return .tempo(TempoData(day: day, color: .blue, isFinal: true, recordedAt: instant))
        case .ecowatt:
            return .ecowatt(
                EcowattData(day: day, level: 1, hours: Array(repeating: 1, count: 24), recordedAt: instant))
        }
    }

    private static func document(_ direction: Direction, _ day: Day, _ instant: UTCInstant) -> DayDocument {
        let slots = (0..<48).map { LoadSlot(startMinute: $0 * 30, minutes: 30, watts: 1_000) }
        let readings = DayReadings(
            curve: LoadCurve(slots: slots), officialEnergy: Energy(wattHours: 24_000),
            maxPower: MaxPower(power: ApparentPower(voltAmperes: 6_500), instant: day.start))
        var derived = DerivedDay(
            day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
        if direction == .consumption {
            derived.tariff = .hcHP
            derived.registers = [TariffRegister.hc, .hp].map {
                RegisterAmount(register: $0, energy: Energy(wattHours: 12_000), cost: Cost(microEuros: 2_400_000))
            }
            derived.subscription = Cost(microEuros: 500_000)
        }
        guard let pdl = PDL("00000000000000") else { preconditionFailure("14 digits are a PDL") }
        return DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived,
            recordedAt: instant)
    }
}
