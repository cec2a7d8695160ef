public import MEDCore

/// A destination in one condition, ready for one exporter.
public struct ConformanceStage: Sendable {
    /// The configuration that leads there, secrets among it.
    public var values: [String: ConfigurationValue]
    /// Serves the address of an exporter that is asked; `nil` when it needs none.
    public var server: (any EndpointServer)?
    /// What the destination took, in order: every write so far, or all that it holds.
    public var writes: @Sendable () async throws -> [ConformanceWrite]
    /// How often it was tried: requests, or connections.
    public var attempts: @Sendable () async throws -> Int
    /// Whatever reached somebody else than the destination.
    public var strangers: @Sendable () -> [[UInt8]]
    /// How much the destination could send in answer, in bytes.
    public var answered: @Sendable () -> Int
    /// Lives as long as the stage does: servers, folders.
    public var owner: any Sendable

    /// A destination.
    public init(
        values: [String: ConfigurationValue], server: (any EndpointServer)? = nil, owner: any Sendable,
        attempts: @escaping @Sendable () async throws -> Int,
        writes: @escaping @Sendable () async throws -> [ConformanceWrite],
        strangers: @escaping @Sendable () -> [[UInt8]] = { [] }, answered: @escaping @Sendable () -> Int = { 0 }
    ) {
        self.values = values
        self.server = server
        self.owner = owner
        self.attempts = attempts
        self.writes = writes
        self.strangers = strangers
        self.answered = answered
    }
}
