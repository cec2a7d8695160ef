/// One stage of a connection test.
public struct ConnectionTestStage: Hashable, Sendable {
    /// What is tried.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// The name becomes an address.
        case resolve
        /// The port answers.
        case connect
        /// The certificate is right.
        case tls
        /// The password is right.
        case authenticate
        /// Writing is allowed.
        case write
    }

    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// It works.
        case passed
        /// It does not.
        case failed
        /// The protocol gives no way to know ("not checkable here"), or there is nothing to check.
        case notCheckable
    }

    /// What was tried.
    public let name: Name
    /// What came of it.
    public let outcome: Outcome
    /// How long it took.
    public let milliseconds: Double?
    /// What was found, or the cause of a failure.
    public let detail: LocalizedText
    /// What to do about a failure.
    public let hint: LocalizedText?

    /// A stage.
    public init(
        _ name: Name, _ outcome: Outcome, milliseconds: Double? = nil, detail: LocalizedText,
        hint: LocalizedText? = nil
    ) {
        self.name = name
        self.outcome = outcome
        self.milliseconds = milliseconds
        self.detail = detail
        self.hint = hint
    }
}
