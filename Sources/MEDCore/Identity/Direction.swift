/// Which way the energy goes through the meter.
public enum Direction: String, Hashable, Sendable, CaseIterable {
    /// Drawn from the grid.
    case consumption
    /// Fed into the grid.
    case production
}
