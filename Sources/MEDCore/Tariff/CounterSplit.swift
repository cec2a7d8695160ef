/// The registers of a day as the meter's own counters give them.
enum CounterSplit {
    /// Watt-minutes per register between two midnights; `nil` when the counters cannot say: one is missing, went back, or
    /// a counter that the contract does not use moved, which means that the meter follows another calendar.
    static func wattMinutes(
        from start: MeterIndexes?, to end: MeterIndexes?, contract: Contract
    ) -> [(register: TariffRegister, wattMinutes: Int64)]? {
        guard let registers = contract.counterRegisters, let start, let end else { return nil }
        var counted = contract.tariff.registers.map { (register: $0, wattMinutes: Int64(0)) }
        for (index, (from, to)) in zip(start.supplier, end.supplier).enumerated() {
            let position =
                index < registers.count ? counted.firstIndex { $0.register == registers[index] } : nil
            switch (from, to, position) {
            case (let from?, let to?, let position?) where to >= from:
                counted[position].wattMinutes += Energy(wattHours: to - from).wattMinutes
            case (let from?, let to?, nil) where to == from: continue
            case (nil, nil, nil): continue
            default: return nil
            }
        }
        return counted
    }
}
