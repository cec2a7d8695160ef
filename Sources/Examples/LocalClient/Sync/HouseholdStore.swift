import MEDCore
import MEDSources
import MEDStore

/// The household's store as the sources need it: what they bring is derived under the household's contracts.
struct HouseholdStore: SyncStore, NationalStore {
    let store: any Store
    let contracts: [PDL: ContractHistory]

    func coverage(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [DayCoverage] {
        try await store.coverage(of: pdl, direction, days: days)
    }

    func save(_ readings: MeterReadings, from gateway: String, at now: UTCInstant) async throws -> SavedReadings {
        let summary = try await store.importReadings(
            [readings], from: ImportSource(name: gateway, kind: .gateway), contracts: contracts, at: now)
        return SavedReadings(
            newDays: summary.newDays, correctedDays: summary.correctedDays, unchangedDays: summary.unchangedDays)
    }

    func tempo(days: ClosedRange<Day>) async throws -> [TempoData] {
        try await store.tempo(days: days)
    }

    func write(tempo days: [TempoData], at now: UTCInstant) async throws -> Int {
        try await store.write(days, contracts: contracts, at: now)
    }

    func write(ecowatt days: [EcowattData], at now: UTCInstant) async throws -> Int {
        try await store.write(days, at: now)
    }

    func memory(_ key: String) async throws -> [UInt8]? {
        try await store.sourceMemory(key)
    }

    func remember(_ bytes: [UInt8], as key: String) async throws {
        try await store.setSourceMemory(bytes, for: key)
    }
}
