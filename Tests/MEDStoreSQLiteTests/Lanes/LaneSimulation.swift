import MEDCore
import MEDStore
import MEDTesting

@testable import MEDStoreSQLite

/// A store, two workers that may crash or lose their lease, a destination, and the model that says what must happen.
struct LaneSimulation {
    static let instance = InstanceID("model")
    static let pdl = SampleReadings.randomPDL()

    let path: String
    var random: SeededGenerator
    var model = LaneModel()
    var stores: [SQLiteStore] = []
    var names = [WorkerID.random(), WorkerID.random()]
    var now = UTCInstant(utcYear: 2024, month: 6, day: 1)
    var epoch = 1
    var crashes = 0
    /// The revision that the destination holds of each day.
    var destination: [Day: Int64] = [:]

    init(path: String, seed: UInt64) async throws {
        self.path = path
        random = SeededGenerator(seed: seed)
        stores = [try open(), try open()]
        try await openLanes()
    }

    private func open() throws -> SQLiteStore {
        try SQLiteStore(path: path, busyTimeout: 10, jitter: { 0.5 })
    }

    private func openLanes() async throws {
        _ = try await stores[0].openLanes(
            of: Self.instance, at: DestinationIdentity(values: ["epoch": "\(epoch)"]), payloadVersion: 1,
            backfill: .full, now: now)
    }

    // MARK: Steps

    mutating func step() async throws {
        let worker = Int.random(in: 0...1, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<22: try await importDays()
        case 22..<25: try await undo()
        case 25..<58: try await claim(worker, limit: .random(in: 1...8, using: &random))
        case 58..<88: try await settle(worker)
        case 88..<92: try crash(worker)
        case 92..<96: now = now.advanced(bySeconds: [5, 61, 61, 4_000].randomElement(using: &random) ?? 61)
        case 96..<98: try await requeue()
        case 98: try await replay()
        default: try await beginEpoch()
        }
        try await compare()
    }

    private mutating func importDays() async throws {
        let first = SampleReadings.firstDay.advanced(by: .random(in: 0..<40, using: &random))
        var watts: [Day: Int32] = [:]
        for offset in 0..<Int.random(in: 1...3, using: &random) {
            watts[first.advanced(by: offset)] = .random(in: 0...4, using: &random)
        }
        let entries = watts.sorted { $0.key < $1.key }.map { SampleReadings.day($0.key, watts: $0.value) }
        let summary = try await stores[0].importReadings(
            [MeterReadings(pdl: Self.pdl, direction: .consumption, days: entries)],
            from: ImportSource(name: "model.csv"), contracts: [:], at: now)
        if let id = summary.id, !model.imports.contains(where: { $0.watts == watts }) {
            model.imports.append((id, watts))
        }
        let changed = model.recompute(watts.keys)
        try require(
            summary.newDays + summary.correctedDays == changed, "import changed \(summary), expected \(changed)")
    }

    private mutating func undo() async throws {
        guard let index = model.imports.indices.randomElement(using: &random) else { return }
        let undone = model.imports.remove(at: index)
        let summary = try await stores[1].undoImport(undone.id, contracts: [:], at: now)
        let changed = model.recompute(undone.watts.keys)
        try require(summary.removedDays + summary.correctedDays == changed, "undo changed \(summary)")
    }

    private mutating func claim(_ worker: Int, limit: Int) async throws {
        guard model.claims[worker] == nil else { return }
        let claims = try await stores[worker].claim(
            Self.instance, limit: limit, lease: .seconds(60), recordsInFlight: true, worker: names[worker], now: now)
        try model.claimed(claims.first, by: worker, limit: limit, now: now)
    }

    private mutating func settle(_ worker: Int, isHealthy: Bool = false) async throws {
        guard let claimed = model.claims[worker] else { return }
        var result = ExportResult()
        for record in claimed.claim.records {
            var isWritten = true
            switch isHealthy ? 0 : Int.random(in: 0..<100, using: &random) {
            case 0..<75: result.set(.delivered(.acknowledged), for: record.key)
            case 75..<80:
                result.set(.rejected(reason: "no"), for: record.key)
                isWritten = false
            case 80..<90: result.set(.retry(after: nil, reason: "busy"), for: record.key)
            default: isWritten = Bool.random(using: &random)
            }
            if isWritten { write(record, of: claimed.claim) }
        }
        let lost = try await stores[worker].settle(
            [claimed.claim], with: result, bounds: LaneBounds(exceptions: LaneModel.bound), now: now)
        try model.settled(worker, result, isRefused: !lost.isEmpty, now: now)
    }

    /// A write to the destination of an earlier epoch does not reach this one.
    private mutating func write(_ record: ClaimedRecord, of claim: LaneClaim) {
        if claim.lane == model.epochLane { destination[record.key.day] = record.revision }
    }

    /// Drops the store without settling; what was sent before that reached the destination or did not.
    private mutating func crash(_ worker: Int) throws {
        if let claimed = model.claims[worker] {
            crashes += 1
            // Requests end before the lease does: who has lost it sends nothing more.
            let count = claimed.isLost ? 0 : Int.random(in: 0...claimed.claim.records.count, using: &random)
            let sent = claimed.claim.records.prefix(count)
            for record in sent { write(record, of: claimed.claim) }
            model.crashed(worker, sent: sent)
        }
        names[worker] = .random()
        stores.remove(at: worker)
        stores.insert(try open(), at: worker)
    }

    private mutating func requeue() async throws {
        let count = try await stores[0].requeue(nil, of: Self.instance)
        try require(count == model.dead.count, "requeued \(count), expected \(model.dead.count)")
        model.requeued()
    }

    private mutating func replay() async throws {
        let first = SampleReadings.firstDay.advanced(by: .random(in: 0..<40, using: &random))
        let days = Bool.random(using: &random) ? nil : first...first.advanced(by: 5)
        _ = try await stores[1].replay(Self.instance, days: days, now: now)
        model.replayed(days)
    }

    private mutating func beginEpoch() async throws {
        guard Int.random(in: 0..<4, using: &random) == 0 else { return }
        epoch += 1
        try await openLanes()
        model.replayed(nil)
        (model.epochLane, model.isInFlight) = (0, false)
        destination = [:]
    }

    // MARK: Checks

    private func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        guard condition else { throw LaneModel.Failure(description: what()) }
    }

    private func compare() async throws {
        let exceptions = try await stores[0].exceptions(of: Self.instance)
        let retrying = Set(exceptions.filter { $0.state == .retry }.map(\.record.day))
        let dead = Set(exceptions.filter { $0.state == .dead }.map(\.record.day))
        try require(retrying == model.retrying, "retrying \(retrying), expected \(model.retrying)")
        try require(dead == model.dead, "dead \(dead), expected \(model.dead)")
        try require(
            exceptions.allSatisfy { $0.revision == model.latest[$0.record.day] }, "an exception of an old revision")
        guard let lane = try await stores[1].lanes(of: Self.instance).first(where: { $0.series == .consumption }) else {
            return
        }
        let ahead = model.latest.values.count { $0 > model.acked }
        try require(lane.head == model.head && lane.pending == ahead, "\(lane), expected \(ahead) ahead")
        for (day, revision) in model.latest where revision <= model.acked {
            let isKept = model.settled.contains(day) || retrying.contains(day) || dead.contains(day)
            try require(isKept, "\(day) was passed although it is not settled")
        }
    }

    /// With a destination that takes everything, all arrives, and the destination ends equal to the store.
    mutating func drain() async throws {
        for worker in 0...1 { try await settle(worker, isHealthy: true) }
        try await requeue()
        for _ in 0..<1_000 where model.settled.count < model.latest.count || !model.retrying.isEmpty {
            now = now.advanced(bySeconds: 4_000)
            try await claim(0, limit: 8)
            try await settle(0, isHealthy: true)
            try await compare()
        }
        try require(model.settled.count == model.latest.count, "not everything was delivered")
        try require(destination == model.latest, "the destination differs from the store")
    }
}
