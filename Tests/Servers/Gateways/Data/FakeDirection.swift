/// Drawn from the grid, or fed into it.
public enum FakeDirection: String, Hashable, Sendable, CaseIterable {
    /// Drawn.
    case consumption
    /// Fed in.
    case production
}
