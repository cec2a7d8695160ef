import MEDCore
import MEDStore

extension StoreConformance {
    static var replayPromises: [StorePromise] {
        [
            StorePromise("replaySendsEverythingAgain") { try await $0.replaySendsEverythingAgain() },
            StorePromise("replayOfARangeSendsThatRangeAgain") {
                try await $0.replayOfARangeSendsThatRangeAgain()
            },
            StorePromise("replayOutlivesABatchUnderWay") { try await $0.replayOutlivesABatchUnderWay() },
        ]
    }

    /// Lanes go back to the beginning; nothing is revised, nothing is a correction.
    public func replaySendsEverythingAgain() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(4))
        try await scene.add([SampleReadings.day(scene.first, watts: 5)])
        var result = ExportResult.allDelivered
        result.set(.rejected(reason: "no"), for: scene.key(3))
        try await scene.settle([try await scene.claimOne()], result)
        let count = try await scene.store.replay(scene.instance, days: nil, now: scene.now)
        try expect("at least the meter's days", count >= 4, found: "\(count)")
        try expectEqual("exceptions", try await scene.store.exceptions(of: scene.instance), [])
        let claim = try await scene.claimOne()
        try expectEqual("records", claim.records.map(\.revision), [2, 3, 4, 5])
        try expectEqual("corrections", claim.records.map(\.isCorrection), [false, false, false, false])
    }

    /// The settled days of the range go again; what still lies ahead of the lane goes anyway, once.
    public func replayOfARangeSendsThatRangeAgain() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(6))
        let before = try await scene.revisions()
        try await scene.settle([try await scene.claimOne(limit: 5)])
        let range = scene.first.advanced(by: 2)...scene.first.advanced(by: 5)
        let count = try await scene.store.replay(scene.instance, days: range, now: scene.now)
        try expect("at least the settled days of the range", count >= 3, found: "\(count)")
        let claim = try await scene.claimOne()
        try expectEqual("records", claim.records.map(\.revision), [3, 4, 5, 6])
        try await scene.settle([claim])
        try expectEqual("at head", try await scene.lane()?.isAtHead, true)
        try expectEqual("revisions", try await scene.revisions(), before)
    }

    /// A replay that is asked for while a batch is under way is not undone by that batch's acknowledgement.
    public func replayOutlivesABatchUnderWay() async throws {
        for isWhole in [true, false] {
            let scene = try await StoreScene(self)
            try await scene.openLanes()
            try await scene.add(SampleReadings.days(3))
            try await scene.settle([try await scene.claimOne(limit: 2)], .allRetried)
            let underWay = try await scene.claimOne(at: scene.muchLater)
            try expectEqual("under way", underWay.records.count, 3)
            let range = scene.first...scene.first.advanced(by: 2)
            _ = try await scene.store.replay(scene.instance, days: isWhole ? nil : range, now: scene.muchLater)
            try await scene.settle([underWay], at: scene.muchLater)
            let again = try await scene.claimOne(at: scene.muchLater)
            try expectEqual("days", again.offsets(from: scene.first), [0, 1, 2])
        }
    }
}
