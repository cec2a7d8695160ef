/// A promise that an implementation did not keep.
public struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was looked at.
    public let subject: String
    /// What the promise says.
    public let expected: String
    /// What was there instead.
    public let found: String

    /// A failure.
    public init(_ subject: String, expected: String, found: String) {
        self.subject = subject
        self.expected = expected
        self.found = found
    }

    /// One line for a test's output.
    public var description: String { "\(subject): expected \(expected), found \(found)" }
}

/// Throws unless `found` is `expected`.
func expectEqual<Value: Equatable>(_ subject: String, _ found: Value, _ expected: Value) throws {
    guard found == expected else {
        throw ConformanceFailure(subject, expected: "\(expected)", found: "\(found)")
    }
}

/// Throws unless `condition` holds.
func expect(_ subject: String, _ condition: Bool, found: @autoclosure () -> String = "otherwise") throws {
    guard condition else { throw ConformanceFailure(subject, expected: "to hold", found: found()) }
}
