/// Which of the sources a day's energy was taken from, the best first.
public enum EnergySource: UInt8, Hashable, Sendable {
    /// The daily value that the grid operator published.
    case official = 0
    /// The difference of the meter's counters at two midnights.
    case index = 1
    /// The sum of a complete load curve.
    case curve = 2
}
