import MEDCore
import MEDStore

/// A meter and an exporter instance that no other promise touches, in a store opened for one promise.
struct StoreScene: Sendable {
    static let now = UTCInstant(utcYear: 2024, month: 6, day: 1)
    static let everyDay = Day(number: 0)...Day(number: 3_000_000)

    let store: any Store
    let pdl = SampleReadings.randomPDL()
    let instance = InstanceID(exporterKey: "kit", name: String(UInt64.random(in: .min ... .max), radix: 36))
    let worker = WorkerID.random()
    let first = SampleReadings.firstDay
    let now = StoreScene.now

    init(_ conformance: StoreConformance) async throws {
        store = try await conformance.open()
    }

    // MARK: Readings

    @discardableResult
    func add(
        _ days: [MeterReadings.Entry], direction: Direction = .consumption, name: String = "kit.csv",
        kind: ImportSource.Kind = .file, contracts: ContractHistory = ContractHistory(), pdl: PDL? = nil,
        in other: (any Store)? = nil,
        at instant: UTCInstant? = nil
    ) async throws -> ImportSummary {
        let pdl = pdl ?? self.pdl
        return try await (other ?? store).importReadings(
            [MeterReadings(pdl: pdl, direction: direction, days: days)], from: ImportSource(name: name, kind: kind),
            contracts: [pdl: contracts], at: instant ?? now)
    }

    func undo(_ summary: ImportSummary) async throws -> ImportSummary {
        guard let id = summary.id else {
            throw ConformanceFailure("import to undo", expected: "a number", found: "none")
        }
        return try await store.undoImport(id, contracts: [:], at: now)
    }

    func documents(_ direction: Direction = .consumption, pdl: PDL? = nil) async throws -> [DayDocument] {
        try await store.documents(of: pdl ?? self.pdl, direction, days: Self.everyDay)
    }

    /// The revision of each day that is known.
    func revisions(_ direction: Direction = .consumption) async throws -> [Day: Int64] {
        try await documents(direction).reduce(into: [:]) { $0[$1.day] = $1.revision }
    }

    // MARK: Lanes

    func key(_ offset: Int, _ series: Series = .consumption) -> RecordKey {
        RecordKey(stream: .pdl(pdl), series: series, day: first.advanced(by: offset))
    }

    @discardableResult
    func openLanes(
        _ policy: BackfillPolicy = .fromNow, at host: String = "one", payloadVersion: Int = 1
    ) async throws -> Epoch {
        try await store.openLanes(
            of: instance, at: DestinationIdentity(values: ["host": host]), payloadVersion: payloadVersion,
            backfill: policy, now: now)
    }

    /// Claims, and gives back at once what belongs to other promises' meters.
    func claim(
        limit: Int = 100_000, inFlight: Bool = false, worker: WorkerID? = nil, in other: (any Store)? = nil,
        at instant: UTCInstant? = nil
    ) async throws -> [LaneClaim] {
        let claims = try await (other ?? store).claim(
            instance, limit: limit, lease: .seconds(60), recordsInFlight: inFlight, worker: worker ?? self.worker,
            now: instant ?? now)
        let foreign = claims.filter { $0.stream != .pdl(pdl) }
        if !foreign.isEmpty { try await store.release(foreign) }
        return claims.filter { $0.stream == .pdl(pdl) }
    }

    /// The only claim that there must be.
    func claimOne(limit: Int = 100_000, inFlight: Bool = false, at instant: UTCInstant? = nil) async throws -> LaneClaim
    {
        let claims = try await claim(limit: limit, inFlight: inFlight, at: instant)
        try expectEqual("number of lanes claimed", claims.count, 1)
        return claims[0]
    }

    @discardableResult
    func settle(
        _ claims: [LaneClaim], _ result: ExportResult = .allDelivered, exceptions: Int = 1_000,
        at instant: UTCInstant? = nil
    ) async throws -> [LaneClaim] {
        try await store.settle(
            claims, with: result, bounds: LaneBounds(exceptions: exceptions), now: instant ?? now)
    }

    /// Delivers all that there is for the meter; returns how many records that were.
    @discardableResult
    func deliverAll() async throws -> Int {
        var count = 0
        while true {
            let claims = try await claim()
            if claims.isEmpty { return count }
            count += claims.reduce(0) { $0 + $1.records.count }
            try expectEqual("claims lost", try await settle(claims).count, 0)
        }
    }

    func lane(_ series: Series = .consumption) async throws -> LaneStatus? {
        try await store.lanes(of: instance).first { $0.stream == .pdl(pdl) && $0.series == series }
    }

    /// Later than every back-off.
    var muchLater: UTCInstant { now.advanced(bySeconds: 100_000) }
}

extension ExportResult {
    static var allDelivered: ExportResult { ExportResult(all: .delivered(.acknowledged)) }
    static var allRetried: ExportResult { ExportResult(all: .retry(after: nil, reason: "busy")) }
}

extension LaneClaim {
    /// The days of the records, as offsets from `first`.
    func offsets(from first: Day) -> [Int] { records.map { first.distance(to: $0.key.day) } }
}
