import MEDCore

/// Which columns of an index table are which registers: `EAS T`, `EAS F1` to `EAS F10`, `EAS D1` to `EAS D4`.
///
/// EAS is active energy drawn (*soutirée*), EAI fed in (*injectée*).
struct IndexColumns {
    let total: Int?
    let supplier: [Int?]
    let distributor: [Int?]

    /// `nil` when no name is a register's.
    init?(names: [String], direction: Direction) {
        let (own, other) = direction == .consumption ? ("eas ", "eai ") : ("eai ", "eas ")
        // The direction is the header's; a column named after the other one counts where there is none of its own.
        let prefix = names.contains { $0.hasPrefix(own) } ? own : other
        total = names.firstIndex(of: prefix + "t")
        supplier = (1...MeterIndexes.supplierCount).map { names.firstIndex(of: "\(prefix)f\($0)") }
        distributor = (1...MeterIndexes.distributorCount).map { names.firstIndex(of: "\(prefix)d\($0)") }
        if total == nil, (supplier + distributor).allSatisfy({ $0 == nil }) { return nil }
    }
}
