/// The counters of a meter at one local midnight, in Wh.
///
/// The differences of two midnights are the exact energies of the day, in total and per register. A register that the
/// meter does not use is `nil`.
public struct MeterIndexes: Hashable, Sendable {
    /// Number of supplier registers, `F1` to `F10`.
    public static let supplierCount = 10
    /// Number of distributor registers, `D1` to `D4`.
    public static let distributorCount = 4

    /// The total counter (`EAS T`).
    public var total: Int64?
    /// The supplier's registers `F1` to `F10`: what they mean depends on the contract (HC, HP, Tempo colours).
    public var supplier: [Int64?]
    /// The distributor's registers `D1` to `D4`.
    public var distributor: [Int64?]

    /// Indexes in Wh; missing registers are filled up with `nil`.
    public init(total: Int64?, supplier: [Int64?] = [], distributor: [Int64?] = []) {
        self.total = total
        self.supplier = Self.padded(supplier, to: Self.supplierCount)
        self.distributor = Self.padded(distributor, to: Self.distributorCount)
    }

    /// The energy counted from `self` to `later`: the total counter's, else that of the distributor's registers.
    /// `nil` when neither is known at both ends, or when a counter went back (a new meter).
    public func energy(until later: MeterIndexes) -> Energy? {
        // A counter is only compared with itself: the registers need not sum up to the total counter.
        let registers =
            total != nil && later.total != nil ? [(total, later.total)] : Array(zip(distributor, later.distributor))
        var counted: Int64?
        for (from, to) in registers {
            switch (from, to) {
            case (let from?, let to?) where to >= from: counted = (counted ?? 0) + to - from
            case (nil, nil): continue
            default: return nil
            }
        }
        return counted.map(Energy.init(wattHours:))
    }

    private static func padded(_ values: [Int64?], to count: Int) -> [Int64?] {
        Array((values + Array(repeating: nil, count: count)).prefix(count))
    }
}
