/// Where the energies of a day's registers come from, the best first.
public enum RegisterSource: UInt8, Hashable, Sendable, CaseIterable {
    /// The meter's own counters at two midnights.
    case counters = 0
    /// The load curve, split at the minutes of the contract.
    case curve = 1
}
