import MEDCore
import MEDStore

extension StoreConformance {
    static var exceptionPromises: [StorePromise] {
        [
            StorePromise("laneStopsWhenExceptionsAreUsedUp") { try await $0.laneStopsWhenExceptionsAreUsedUp() },
            StorePromise("newerRevisionDeletesTheException") { try await $0.newerRevisionDeletesTheException() },
            StorePromise("outcomeOfAnOlderRevisionChangesNothing") {
                try await $0.outcomeOfAnOlderRevisionChangesNothing()
            },
            StorePromise("requeueTouchesNoRevision") { try await $0.requeueTouchesNoRevision() },
            StorePromise("nextRetryIsTheEarliest") { try await $0.nextRetryIsTheEarliest() },
        ]
    }

    /// With its exceptions used up, a lane stops before the next record that fails: none is lost, none kept beyond the
    /// bound, and it rests before it tries that record again.
    public func laneStopsWhenExceptionsAreUsedUp() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(6))
        let busy = ExportResult(all: .retry(after: .seconds(600), reason: "busy"))
        try await scene.settle([try await scene.claimOne()], busy, exceptions: 2)
        let stopped = LaneStatus(
            stream: .pdl(scene.pdl), series: .consumption, acked: 2, head: 6, pending: 4, retrying: 2, dead: 0)
        try expectEqual("lane", try await scene.lane(), stopped)
        try expectEqual("rests", try await scene.claim(at: scene.now.advanced(bySeconds: 599)), [])

        let claim = try await scene.claimOne(at: scene.muchLater)
        try expectEqual("records", claim.records.map(\.revision), [1, 2, 3, 4, 5, 6])
        // The third is delivered, the fourth fails: two exceptions are still there.
        var result = busy
        result.set(.delivered(.sent), for: scene.key(2))
        try await scene.settle([claim], result, exceptions: 2, at: scene.muchLater)
        try expectEqual("acked", try await scene.lane()?.acked, 3)
        try expectEqual("retrying", try await scene.lane()?.retrying, 2)

        let later = scene.muchLater.advanced(bySeconds: 100_000)
        try await scene.settle([try await scene.claimOne(at: later)], exceptions: 2, at: later)
        try expectEqual("at head", try await scene.lane()?.isAtHead, true)
    }

    /// A correction makes an exception, dead or waiting, obsolete: the record lies ahead of the lane again.
    public func newerRevisionDeletesTheException() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3))
        var result = ExportResult(all: .retry(after: .seconds(500), reason: "busy"))
        result.set(.rejected(reason: "no"), for: scene.key(0))
        try await scene.settle([try await scene.claimOne()], result)
        try await scene.add([
            SampleReadings.day(scene.first, watts: 5), SampleReadings.day(scene.first.next, watts: 6),
        ])
        let kept = try await scene.store.exceptions(of: scene.instance)
        try expectEqual("exceptions", kept.map(\.record), [scene.key(2)])
        let claim = try await scene.claimOne()
        try expectEqual("records", claim.records.map(\.revision), [4, 5])
        try expectEqual("attempts", claim.records.map(\.attempts), [0, 0])
    }

    /// While a batch was under way its record was corrected: the outcome is of no interest any more.
    public func outcomeOfAnOlderRevisionChangesNothing() async throws {
        for outcome in [ExportOutcome.rejected(reason: "no"), .delivered(.sent), .retry(after: nil, reason: "busy")] {
            let scene = try await StoreScene(self)
            try await scene.openLanes()
            try await scene.add(SampleReadings.days(2))
            let claim = try await scene.claimOne()
            try await scene.add([SampleReadings.day(scene.first, watts: 5)])
            var result = ExportResult.allDelivered
            result.set(outcome, for: scene.key(0))
            try await scene.settle([claim], result)
            try expectEqual("exceptions", try await scene.store.exceptions(of: scene.instance), [])
            try expectEqual("records", try await scene.claimOne().records.map(\.revision), [3])
        }
    }

    /// Requeued records are tried again, one or all, under the revision that they have.
    public func requeueTouchesNoRevision() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3))
        let before = try await scene.revisions()
        try await scene.settle([try await scene.claimOne()], ExportResult(all: .rejected(reason: "no")))
        try expectEqual("one", try await scene.store.requeue(scene.key(1), of: scene.instance), 1)
        let claim = try await scene.claimOne()
        try expectEqual("records", claim.records.map(\.revision), [2])
        try await scene.settle([claim])
        try expectEqual("that one again", try await scene.store.requeue(scene.key(1), of: scene.instance), 0)
        try expectEqual("all", try await scene.store.requeue(nil, of: scene.instance), 2)
        try await scene.settle([try await scene.claimOne()])
        try expectEqual("at head", try await scene.lane()?.isAtHead, true)
        try expectEqual("revisions", try await scene.revisions(), before)
    }

    /// Of several retries the earliest decides when the engine wakes.
    public func nextRetryIsTheEarliest() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3))
        var result = ExportResult()
        for (offset, seconds) in [9_000, 8_000, 10_000].enumerated() {
            result.set(.retry(after: .seconds(seconds), reason: "busy"), for: scene.key(offset))
        }
        try expectEqual("none", try await scene.store.nextRetry(of: scene.instance), nil)
        try await scene.settle([try await scene.claimOne()], result)
        let next = try await scene.store.nextRetry(of: scene.instance)
        try expectEqual("next", next, scene.now.advanced(bySeconds: 8_000))
    }
}
