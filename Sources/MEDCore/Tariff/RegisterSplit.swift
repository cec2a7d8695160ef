/// The energy of a day over the registers of its contract.
struct RegisterSplit {
    /// The registers, all those of the tariff, which add up to the day's energy exactly; empty when they are unknown.
    private(set) var amounts: [RegisterAmount] = []
    /// Where they come from; `nil` for a base contract, whose register is the day's energy, and when they are unknown.
    private(set) var source: RegisterSource?
    /// Why they are unknown.
    private(set) var gap: RegisterGap?

    /// Splits `energy`: by the counters where both midnights have them and their meaning is known, else by the curve.
    init(
        of energy: Energy?, readings: DayReadings, indexesAtEnd: MeterIndexes?, day: Day, contract: Contract,
        tempoColors: [Day: TempoColor]
    ) {
        guard let energy else {
            gap = .incompleteReadings
            return
        }
        if contract.tariff == .base {
            amounts = [RegisterAmount(register: .base, energy: energy)]
            return
        }
        let computed = Result { () throws(RegisterGap) in
            try Self.computed(energy, curve: readings.curve, day: day, contract: contract, tempoColors: tempoColors)
        }
        if let counted = CounterSplit.wattMinutes(
            from: readings.indexesAtStart, to: indexesAtEnd, contract: contract),
            let shares = Self.shares(of: energy, by: counted.map(\.wattMinutes))
        {
            source = .counters
            let others = try? computed.get()
            amounts = counted.indices.map {
                RegisterAmount(
                    register: counted[$0].register, energy: shares[$0], computed: others?[$0].energy)
            }
            return
        }
        switch computed {
        case .success(let shares): (amounts, source) = (shares, .curve)
        case .failure(let gap): self.gap = gap
        }
    }

    private static func computed(
        _ energy: Energy, curve: LoadCurve, day: Day, contract: Contract, tempoColors: [Day: TempoColor]
    ) throws(RegisterGap) -> [RegisterAmount] {
        let bands = try RegisterBands(of: contract, on: day, tempoColors: tempoColors)
        guard curve.isComplete(on: day) else { throw .incompleteReadings }
        let measured = bands.wattMinutes(of: curve, on: day)
        let registers = contract.tariff.registers
        guard let shares = shares(of: energy, by: registers.map { measured[Int($0.rawValue)] }) else {
            throw .contradiction
        }
        return zip(registers, shares).map { RegisterAmount(register: $0, energy: $1) }
    }

    /// `energy` in proportion to `parts`, by differences of rounded-down running totals, so that it adds up; the parts
    /// themselves when they do already. The day's official energy and the sum of a curve may differ by the rounding of W.
    /// `nil` when there is something to share and nothing to go by.
    private static func shares(of energy: Energy, by parts: [Int64]) -> [Energy]? {
        let total = parts.reduce(0, +)
        if total == energy.wattMinutes { return parts.map(Energy.init(wattMinutes:)) }
        // A power below zero is damage: of parts that cancel each other out, shares would be beyond all bounds.
        guard total > 0, parts.allSatisfy({ $0 >= 0 }) else { return energy == .zero ? parts.map { _ in .zero } : nil }
        var running: Int64 = 0
        var given: Int64 = 0
        return parts.map { part in
            running += part
            let through = total.dividingFullWidth(energy.wattMinutes.multipliedFullWidth(by: running)).quotient
            defer { given = through }
            return Energy(wattMinutes: through - given)
        }
    }
}
