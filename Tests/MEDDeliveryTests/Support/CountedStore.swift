import MEDCore
import MEDStore

/// A store that tells of every claim.
struct CountedStore: Store {
    private let store: any Store
    private let onClaim: @Sendable () -> Void

    init(_ store: any Store, onClaim: @escaping @Sendable () -> Void) {
        self.store = store
        self.onClaim = onClaim
    }

    func claim(
        _ instance: InstanceID, limit: Int, lease: Duration, recordsInFlight: Bool, worker: WorkerID, now: UTCInstant
    ) async throws -> [LaneClaim] {
        onClaim()
        return try await store.claim(
            instance, limit: limit, lease: lease, recordsInFlight: recordsInFlight, worker: worker, now: now)
    }

    func installationID() async throws -> String { try await store.installationID() }

    func importReadings(
        _ meters: [MeterReadings], from source: ImportSource, contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> ImportSummary {
        try await store.importReadings(meters, from: source, contracts: contracts, at: now)
    }

    func undoImport(
        _ id: ImportID, contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> ImportSummary { try await store.undoImport(id, contracts: contracts, at: now) }

    func imports() async throws -> [ImportRecord] { try await store.imports() }

    func rederive(_ pdl: PDL, contracts: ContractHistory, at now: UTCInstant) async throws -> Int {
        try await store.rederive(pdl, contracts: contracts, at: now)
    }

    func write(_ days: [TempoData], contracts: [PDL: ContractHistory], at now: UTCInstant) async throws -> Int {
        try await store.write(days, contracts: contracts, at: now)
    }

    func write(_ days: [EcowattData], at now: UTCInstant) async throws -> Int { try await store.write(days, at: now) }

    func documents(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [DayDocument] {
        try await store.documents(of: pdl, direction, days: days)
    }

    func coverage(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [DayCoverage] {
        try await store.coverage(of: pdl, direction, days: days)
    }

    func tempo(days: ClosedRange<Day>) async throws -> [TempoData] { try await store.tempo(days: days) }

    func ecowatt(days: ClosedRange<Day>) async throws -> [EcowattData] { try await store.ecowatt(days: days) }

    func currentDocuments(at now: UTCInstant) async throws -> CurrentDocuments {
        try await store.currentDocuments(at: now)
    }

    func total(of pdl: PDL, _ direction: Direction, over period: Period) async throws -> PeriodTotal? {
        try await store.total(of: pdl, direction, over: period)
    }

    func totals(
        of pdl: PDL, _ direction: Direction, by unit: PeriodUnit, days: ClosedRange<Day>
    ) async throws -> [PeriodTotal] { try await store.totals(of: pdl, direction, by: unit, days: days) }

    func meters() async throws -> [MeterOverview] { try await store.meters() }

    func sourceMemory(_ key: String) async throws -> [UInt8]? { try await store.sourceMemory(key) }

    func setSourceMemory(_ bytes: [UInt8], for key: String) async throws {
        try await store.setSourceMemory(bytes, for: key)
    }

    func changes() -> AsyncStream<Void> { store.changes() }

    func openLanes(
        of instance: InstanceID, at destination: DestinationIdentity, payloadVersion: Int, backfill: BackfillPolicy,
        now: UTCInstant
    ) async throws -> Epoch {
        try await store.openLanes(
            of: instance, at: destination, payloadVersion: payloadVersion, backfill: backfill, now: now)
    }

    func beginEpoch(of instance: InstanceID, backfill: BackfillPolicy, now: UTCInstant) async throws -> Epoch {
        try await store.beginEpoch(of: instance, backfill: backfill, now: now)
    }

    func epochs(of instance: InstanceID) async throws -> [Epoch] { try await store.epochs(of: instance) }

    func markRetracted(_ epoch: Epoch, at now: UTCInstant) async throws {
        try await store.markRetracted(epoch, at: now)
    }

    func settle(
        _ claims: [LaneClaim], with result: ExportResult, bounds: LaneBounds, now: UTCInstant
    ) async throws -> [LaneClaim] { try await store.settle(claims, with: result, bounds: bounds, now: now) }

    func release(_ claims: [LaneClaim]) async throws { try await store.release(claims) }

    func lanes(of instance: InstanceID) async throws -> [LaneStatus] { try await store.lanes(of: instance) }

    func exceptions(of instance: InstanceID) async throws -> [LaneException] {
        try await store.exceptions(of: instance)
    }

    func requeue(_ record: RecordKey?, of instance: InstanceID) async throws -> Int {
        try await store.requeue(record, of: instance)
    }

    func replay(_ instance: InstanceID, days: ClosedRange<Day>?, now: UTCInstant) async throws -> Int {
        try await store.replay(instance, days: days, now: now)
    }

    func nextRetry(of instance: InstanceID) async throws -> UTCInstant? { try await store.nextRetry(of: instance) }

    func acknowledgedCurrentState(of instance: InstanceID) async throws -> ContentHash? {
        try await store.acknowledgedCurrentState(of: instance)
    }

    func acknowledgeCurrentState(_ hash: ContentHash?, of instance: InstanceID, at now: UTCInstant) async throws {
        try await store.acknowledgeCurrentState(hash, of: instance, at: now)
    }

    func log(_ entries: [ExportLogEntry]) async throws { try await store.log(entries) }

    func logEntries(of instance: InstanceID?, limit: Int) async throws -> [ExportLogEntry] {
        try await store.logEntries(of: instance, limit: limit)
    }
}
