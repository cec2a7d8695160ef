import MEDCore

/// Registers in whole Wh that add up to the rounded total of the day or the period.
struct RegisterSums {
    /// Off-peak, with Tempo the sum of the three colours; `nil` while it is unknown or the contract has none.
    private(set) var offPeak: Int64?
    /// Peak, likewise.
    private(set) var peak: Int64?
    /// The six Tempo registers in their order; `nil` unless they are known.
    private(set) var tempo: [Int64]?

    /// No register is known.
    init() {}

    /// The registers of a day or a period; base alone is no split.
    init(_ amounts: [RegisterAmount]) {
        let isTempo = amounts.contains { $0.register.rawValue >= TariffRegister.blueHC.rawValue }
        let isSplit = isTempo || amounts.contains { $0.register == .hc || $0.register == .hp }
        guard isSplit else { return }
        var rounding = CumulativeRounding()
        var (low, high): (Int64, Int64) = (0, 0)
        var colors: [Int64] = []
        // In the order of the meter's counters, so that the same day gives the same file. A period may have both kinds of
        // contract; where a split is known, a register that it does not name counted nothing.
        for register in TariffRegister.allCases where register != .base {
            let energy = amounts.first { $0.register == register }?.energy ?? .zero
            let wattHours = rounding.wattHours(energy)
            switch register {
            case .hc, .blueHC, .whiteHC, .redHC: low += wattHours
            case .base, .hp, .blueHP, .whiteHP, .redHP: high += wattHours
            }
            if register.rawValue >= TariffRegister.blueHC.rawValue { colors.append(wattHours) }
        }
        (offPeak, peak) = (low, high)
        if isTempo { tempo = colors }
    }
}

extension RowWriter {
    /// The ten cells of the registers.
    mutating func registers(_ sums: RegisterSums) {
        energy(wattHours: sums.offPeak)
        energy(wattHours: sums.peak)
        for index in 0..<6 { integer(sums.tempo?[index]) }
    }
}
