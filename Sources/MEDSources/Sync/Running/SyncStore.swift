public import MEDCore

/// What a sync needs of a store. The program that wires both adapts its store to it.
public protocol SyncStore: Sendable {
    /// How much of each day of `days` is known. Days of which nothing is known may be left out.
    func coverage(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [DayCoverage]

    /// Saves what a gateway answered, all of it or nothing. Late and corrected values are merged into what is known.
    func save(_ readings: MeterReadings, from gateway: String, at now: UTCInstant) async throws -> SavedReadings

    /// The bytes last remembered under `key`; `nil` when there are none.
    func memory(_ key: String) async throws -> [UInt8]?

    /// Keeps `bytes` under `key`, in the place of those before, safe from a power cut when this returns.
    func remember(_ bytes: [UInt8], as key: String) async throws
}
