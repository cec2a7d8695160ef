import Logging
import MEDCore
import MEDStore

extension InstanceRunner {
    func openLanes() async throws {
        if !isOpen {
            let now = clock.now()
            let epoch = try await store.openLanes(
                of: instance, at: setup.destination, payloadVersion: setup.exporter.manifest.payloadVersion,
                backfill: setup.backfill, now: now)
            // Of two ways that open them at the same time one tells of it.
            let isFirst = !isOpen
            isOpen = true
            if isFirst, epoch.startedAt == now, let left = try await leftEpoch(before: epoch) {
                logger.notice(
                    "new destination: what was left at the old one can be taken back",
                    metadata: ["command": "med retract \(instance) --epoch \(left.number)"])
            }
        }
    }

    /// Begins a new epoch if the destination lost what it had.
    func beginAnew() async throws {
        guard isDestinationLost else { return }
        let now = clock.now()
        // Before the store is asked: a destination that is lost once more meanwhile counts again.
        isDestinationLost = false
        do {
            let epoch = try await store.beginEpoch(of: instance, backfill: setup.backfill, now: now)
            logger.notice("the destination lost what it had", metadata: ["epoch": "\(epoch.number)"])
        } catch {
            isDestinationLost = true
            throw error
        }
    }

    /// The latest epoch at another destination whose leavings stand there still.
    private func leftEpoch(before epoch: Epoch) async throws -> Epoch? {
        try await store.epochs(of: instance).first {
            $0.number < epoch.number && $0.destination != epoch.destination && $0.retractedAt == nil
        }
    }

    /// Publishes the current state if the destination does not have it; returns when it expires.
    func publishCurrentState(_ way: Int) async throws -> UTCInstant? {
        guard let exporter = exporter as? any CurrentExporter else { return nil }
        let state = CurrentState(try await store.currentDocuments(at: clock.now()), at: clock.now())
        var content: [UInt8] = []
        state.appendCanonicalForm(to: &content)
        let hash = ContentHash(of: content)
        let acknowledged = try await store.acknowledgedCurrentState(of: instance)
        let isUnchanged = acknowledged == hash
        guard mustRepublish || !isUnchanged else { return state.validUntil }
        // Before the exporter is called: a reconnection meanwhile asks for it once more.
        mustRepublish = false
        // Nothing acknowledged: a new destination, or a replay or a retraction by another program.
        if acknowledged == nil { await exporter.forgetPublished() }
        let started = ContinuousClock.now
        ways[way].lastFlush = clock.now()
        do {
            let evidence = try await withDeadline(policy.callDeadline, clock: clock) {
                try await exporter.publish(state)
            }
            ways[way].breaker.succeeded()
            let entries =
                isUnchanged
                ? [] : [logEntry(.delivered, records: state.meters.count, evidence: evidence.name, started: started)]
            try await uncancelled { [store, instance, clock] in
                try await store.acknowledgeCurrentState(hash, of: instance, at: clock.now())
                if !entries.isEmpty { try await store.log(entries) }
            }
        } catch {
            mustRepublish = true
            try keepAsDefect(error, way)
        }
        return state.validUntil
    }

    /// Claims, exports and settles until nothing is due.
    ///
    /// The lanes of a batch that failed by a defect stay leased until the other lanes had their turn.
    func deliverRecords(_ way: Int) async throws {
        let begin = clock.now()
        var leased: [LaneClaim] = []
        do {
            while !isDestinationLost, ways[way].defect == nil || isWithinLease(since: begin) {
                try Task.checkCancellation()
                let claimedAt = clock.now()
                let claims = try await claim(at: claimedAt)
                if claims.isEmpty { break }
                leased += claims
                for batch in Batch.split(claims) where isWithinLease(since: claimedAt) {
                    do {
                        try await deliver(batch, way)
                        leased.remove(batch.claims)
                    } catch {
                        try keepAsDefect(error, way)
                    }
                }
                // What the lease left no time for is claimed again.
                if !isWithinLease(since: claimedAt) {
                    await release(leased)
                    leased = []
                }
            }
        } catch {
            await release(leased)
            throw error
        }
        await release(leased)
    }

    /// Whether a call that begins now ends before a lease that began at `instant`.
    private func isWithinLease(since instant: UTCInstant) -> Bool {
        .seconds(clock.now().seconds(since: instant)) + policy.callDeadline < policy.lease
    }

    private func claim(at now: UTCInstant) async throws -> [LaneClaim] {
        let manifest = setup.exporter.manifest
        return try await store.claim(
            instance, limit: manifest.batchLimit, lease: policy.lease,
            recordsInFlight: manifest.idempotence == .none, worker: worker, now: now)
    }

    /// Nothing of these is known to be delivered: the lanes stay where they are.
    private func release(_ claims: [LaneClaim]) async {
        guard !claims.isEmpty else { return }
        do {
            try await uncancelled { [store] in try await store.release(claims) }
        } catch {
            logger.error("lanes stay leased for a while", metadata: ["error": "\(error)"])
        }
    }

    private func deliver(_ batch: Batch, _ way: Int) async throws {
        let started = ContinuousClock.now
        let context = batch.context(instance: instance, store: store)
        ways[way].lastFlush = clock.now()
        let result = try await withDeadline(policy.callDeadline, clock: clock) { [exporter] in
            try await batch.export(with: exporter, in: context)
        }
        if ways[way].defect == nil, result.interruption == nil { ways[way].breaker.succeeded() }
        let lost = Set(
            try await uncancelled { [store, policy, clock] in
                try await store.settle(batch.claims, with: result, bounds: policy.bounds, now: clock.now())
            }.map(\.lane))
        let entries = batch.claims.map {
            logEntry($0, result: result, isLost: lost.contains($0.lane), started: started)
        }
        try await uncancelled { [store] in try await store.log(entries) }
        if let interruption = result.interruption { throw interruption }
    }

    /// Remembers an error that is the fault of one export; throws one that tells of the destination or of the store.
    private func keepAsDefect(_ error: any Error, _ way: Int) throws {
        if error is ExporterFault || error is StoreError || Task.isCancelled { throw error }
        ways[way].defect = ways[way].defect ?? error
    }
}

extension [LaneClaim] {
    fileprivate mutating func remove(_ claims: [LaneClaim]) {
        let lanes = Set(claims.map(\.lane))
        removeAll { lanes.contains($0.lane) }
    }
}
