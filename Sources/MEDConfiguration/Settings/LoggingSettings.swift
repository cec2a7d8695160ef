/// The section `logging`.
public struct LoggingSettings: Hashable, Sendable {
    /// `logging.level` or `LOGGING_LEVEL`.
    public var level: LogLevel

    /// Settings.
    public init(level: LogLevel = .info) {
        self.level = level
    }
}
