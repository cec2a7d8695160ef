import MEDCore
import MEDStore
import Synchronization

extension StoreConformance {
    static var revisionPromises: [StorePromise] {
        [
            StorePromise("twoWritersOfOneStreamLoseNothing") { try await $0.twoWritersOfOneStreamLoseNothing() },
            StorePromise("twoWritersOfTwoStreamsLoseNothing") { try await $0.twoWritersOfTwoStreamsLoseNothing() },
            StorePromise("reopenedStoreHoldsTheSame") { try await $0.reopenedStoreHoldsTheSame() },
        ]
    }

    /// Two stores write days of one PDL at the same time while a lane reads: commit order is revision order, without
    /// gaps, and the reader skips no record.
    public func twoWritersOfOneStreamLoseNothing() async throws {
        let pdl = SampleReadings.randomPDL()
        try await interleave([pdl, pdl])
    }

    /// The same with a PDL each.
    public func twoWritersOfTwoStreamsLoseNothing() async throws {
        try await interleave([SampleReadings.randomPDL(), SampleReadings.randomPDL()])
    }

    /// What one store has committed, another one that opens the data finds.
    public func reopenedStoreHoldsTheSame() async throws {
        let scene = try await StoreScene(self)
        try await scene.add(SampleReadings.days(3))
        let other = try await open()
        try expectEqual(
            "documents", try await other.documents(of: scene.pdl, .consumption, days: StoreScene.everyDay),
            try await scene.documents())
        let installation = try await scene.store.installationID()
        try expect("an installation has a name", !installation.isEmpty)
        try expectEqual("installation", try await other.installationID(), installation)
    }

    private func interleave(_ pdls: [PDL]) async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        let rounds = 60
        let writers = Writers(count: pdls.count)
        let seen = try await withThrowingTaskGroup(of: Void.self) { group in
            for (writer, pdl) in pdls.enumerated() {
                let store = try await open()
                group.addTask {
                    defer { writers.leave() }
                    for round in 0..<rounds {
                        // Every round corrects the second day of the round before.
                        let day = scene.first.advanced(by: writer * rounds + round)
                        try await scene.add(SampleReadings.days(2, from: day), pdl: pdl, in: store)
                    }
                }
            }
            let seen = try await readAll(scene) { writers.areGone }
            try await group.waitForAll()
            return seen
        }
        let expectedDays = pdls[0] == pdls[1] ? 2 * rounds + 1 : rounds + 1
        for pdl in Set(pdls) {
            let stored = try await scene.documents(pdl: pdl)
            try expectEqual("days", stored.count, expectedDays)
            for document in stored {
                try expectEqual("revision seen of \(document.key)", seen[document.key]?.last, document.revision)
            }
            let all = seen.filter { $0.key.stream == .pdl(pdl) }.values.flatMap(\.self)
            try expectEqual("revisions seen twice", all.count - Set(all).count, 0)
            let head = try await scene.store.lanes(of: scene.instance).first { $0.stream == .pdl(pdl) }?.head
            try expectEqual("head", head, stored.map(\.revision).max())
        }
    }

    /// Delivers until `isLast` held before a claim that found nothing; returns the revisions of each record in order.
    private func readAll(_ scene: StoreScene, until isLast: () -> Bool) async throws -> [RecordKey: [Int64]] {
        var seen: [RecordKey: [Int64]] = [:]
        while true {
            let last = isLast()
            let claims = try await scene.store.claim(
                scene.instance, limit: 7, lease: .seconds(60), recordsInFlight: false, worker: scene.worker,
                now: scene.now)
            if claims.isEmpty && last { return seen }
            for record in claims.flatMap(\.records) { seen[record.key, default: []].append(record.revision) }
            try expectEqual("claims lost", try await scene.settle(claims).count, 0)
        }
    }
}

/// How many writers are still at work.
private final class Writers: Sendable {
    private let count: Mutex<Int>

    init(count: Int) { self.count = Mutex(count) }

    var areGone: Bool { count.withLock { $0 } == 0 }

    func leave() { count.withLock { $0 -= 1 } }
}
