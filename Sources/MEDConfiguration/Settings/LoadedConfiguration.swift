/// A configuration that can be used, with what was doubtful in it.
public struct LoadedConfiguration: Hashable, Sendable {
    /// The configuration.
    public let configuration: Configuration
    /// What to tell the household; nothing of it keeps the program from running.
    public let warnings: [ConfigurationIssue]
    /// Where each scalar of the file stands, by dotted path (`mqtt.port`, `pdls[0].id`); empty without a file.
    public let positions: [String: ScalarPosition]

    /// A loaded configuration.
    public init(
        configuration: Configuration, warnings: [ConfigurationIssue] = [], positions: [String: ScalarPosition] = [:]
    ) {
        self.configuration = configuration
        self.warnings = warnings
        self.positions = positions
    }
}

extension LoadedConfiguration: CustomReflectable {
    /// What `print` and `dump` show: not the positions, whose paths hold every key of the file; where a colon is missing,
    /// a password is one.
    public var customMirror: Mirror {
        Mirror(self, children: ["configuration": configuration, "warnings": warnings])
    }
}
