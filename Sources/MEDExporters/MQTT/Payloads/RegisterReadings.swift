import MEDCore

/// The registers of a day as they are published: rounded to Wh so that they add up to the published day.
struct RegisterReadings {
    /// Whether the contract counts peak and off-peak hours apart, known or not.
    let hasPeakHours: Bool
    /// The six Tempo registers in their order; empty unless they are known.
    private(set) var tempo: [(register: TariffRegister, value: ThousandthsText)] = []
    /// Off-peak energy in kWh, with Tempo that of the three colours; `nil` while it is unknown.
    private(set) var offPeak: ThousandthsText?
    /// Peak energy in kWh, likewise.
    private(set) var peak: ThousandthsText?

    init(_ document: DayDocument) {
        hasPeakHours = document.direction == .consumption && (document.tariff == .hcHP || document.tariff == .tempo)
        guard hasPeakHours, !document.derived.registers.isEmpty else { return }
        // The order of rounding is fixed, so that the same day gives the same bytes whatever the order of its parts.
        let order = TariffRegister.allCases.filter {
            ($0.rawValue >= TariffRegister.blueHC.rawValue) == (document.tariff == .tempo)
        }
        var rounding = CumulativeRounding()
        var (low, high): (Int64, Int64) = (0, 0)
        for register in order where register != .base {
            // Where the split is known, a register that it does not name counted nothing.
            let wattHours = rounding.wattHours(document.energy(in: register) ?? .zero)
            if register.isOffPeak { low += wattHours } else { high += wattHours }
            if document.tariff == .tempo { tempo.append((register, ThousandthsText(thousandths: wattHours))) }
        }
        offPeak = ThousandthsText(thousandths: low)
        peak = ThousandthsText(thousandths: high)
    }
}

extension TariffRegister {
    var isOffPeak: Bool {
        switch self {
        case .hc, .blueHC, .whiteHC, .redHC: true
        case .base, .hp, .blueHP, .whiteHP, .redHP: false
        }
    }
}
