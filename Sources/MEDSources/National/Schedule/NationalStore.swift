public import MEDCore

/// What the ``NationalSynchronizer`` needs of a store; the program adapts its own.
public protocol NationalStore: Sendable {
    /// The stored Tempo days of `days`, in any order.
    func tempo(days: ClosedRange<Day>) async throws -> [TempoData]

    /// Writes Tempo days, and derives anew the meters' days that depend on them. Returns how many days changed.
    func write(tempo days: [TempoData], at now: UTCInstant) async throws -> Int

    /// Writes EcoWatt days. Returns how many changed.
    func write(ecowatt days: [EcowattData], at now: UTCInstant) async throws -> Int

    /// What was remembered under a key; `nil` for nothing.
    func memory(_ key: String) async throws -> [UInt8]?

    /// Remembers bytes under a key, durably: a crash right after must find them.
    func remember(_ bytes: [UInt8], as key: String) async throws
}
