/// From which importance on messages are logged. The raw values are those of swift-log's levels.
public enum LogLevel: String, Hashable, Sendable, CaseIterable {
    /// Everything, for a trace of the program.
    case trace
    /// What helps to find a fault.
    case debug
    /// What the program does; the default.
    case info
    /// What is worth noticing.
    case notice
    /// What may become a fault.
    case warning
    /// Faults.
    case error
    /// Faults that end the program.
    case critical

    /// Reads `DEBUG`, `debug`, and `WARN` for warning.
    public init?(name: String) {
        let lower = name.lowercased()
        self.init(rawValue: lower == "warn" ? "warning" : lower)
    }
}
