/// Rounds a series of energies to Wh so that the rounded parts still add up to the rounded whole.
///
/// Each value given out is the difference of two rounded running totals: hours add up to their day, registers to their
/// total, days to their month, and no error ever exceeds half a watt-hour.
public struct CumulativeRounding: Sendable {
    private var exact = Energy.zero
    private var given: Int64 = 0

    /// A series that starts at zero.
    public init() {}

    /// The next value of the series, in Wh.
    public mutating func wattHours(_ energy: Energy) -> Int64 {
        exact += energy
        let total = exact.roundedWattHours
        defer { given = total }
        return total - given
    }
}
