import MEDCore
import MEDStore

extension StoreConformance {
    static var settlementPromises: [StorePromise] {
        [
            StorePromise("deliveredAndSkippedAreDone") { try await $0.deliveredAndSkippedAreDone() },
            StorePromise("retryComesBackWhenItIsDue") { try await $0.retryComesBackWhenItIsDue() },
            StorePromise("rejectedWaitsForTheUser") { try await $0.rejectedWaitsForTheUser() },
            StorePromise("unmentionedIsKept") { try await $0.unmentionedIsKept() },
            StorePromise("lanesAreSettledEachInItsOwnRight") { try await $0.lanesAreSettledEachInItsOwnRight() },
            StorePromise("stateIsCommittedWithTheAcknowledgement") {
                try await $0.stateIsCommittedWithTheAcknowledgement()
            },
        ]
    }

    /// Delivered and skipped records are not claimed again.
    public func deliveredAndSkippedAreDone() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3))
        let claim = try await scene.claimOne()
        var result = ExportResult.allDelivered
        result.set(.skipped(.turnedOff), for: scene.key(1))
        try await scene.settle([claim], result)
        try expectEqual("claims", try await scene.claim(at: scene.muchLater), [])
        let status = LaneStatus(
            stream: .pdl(scene.pdl), series: .consumption, acked: 3, head: 3, pending: 0, retrying: 0, dead: 0)
        try expectEqual("lane", try await scene.lane(), status)
    }

    /// A retry does not hold up what comes after it, waits at least as long as it asked, and counts its attempts.
    public func retryComesBackWhenItIsDue() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3))
        var result = ExportResult.allDelivered
        result.set(.retry(after: .seconds(7_200), reason: "later"), for: scene.key(1))
        try await scene.settle([try await scene.claimOne()], result)
        try expectEqual("retrying", try await scene.lane()?.retrying, 1)
        try expectEqual("passed", try await scene.lane()?.acked, 3)
        let due = scene.now.advanced(bySeconds: 7_200)
        try expectEqual("next retry", try await scene.store.nextRetry(of: scene.instance), due)
        try expectEqual("too early", try await scene.claim(at: due.advanced(bySeconds: -1)), [])

        try await scene.add([SampleReadings.day(scene.first.advanced(by: 3), watts: 2)])
        let claim = try await scene.claimOne(at: due)
        try expectEqual("retries first", claim.records.map(\.revision), [2, 4])
        try expectEqual("attempts", claim.records.map(\.attempts), [1, 0])
        var second = ExportResult.allDelivered
        second.set(.retry(after: nil, reason: "still"), for: scene.key(1))
        try await scene.settle([claim], second, at: due)
        let kept = try await scene.store.exceptions(of: scene.instance)
        try expectEqual("reasons", kept.map(\.reason), ["still"])
        try expectEqual("attempts", kept.map(\.attempts), [2])
        try await scene.settle([try await scene.claimOne(at: scene.muchLater)], at: scene.muchLater)
        try expectEqual("at head", try await scene.lane()?.isAtHead, true)
        try expectEqual("next retry", try await scene.store.nextRetry(of: scene.instance), nil)
    }

    /// A rejected record is named with its reason and not tried again by itself.
    public func rejectedWaitsForTheUser() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        var result = ExportResult.allDelivered
        result.set(.rejected(reason: "too old"), for: scene.key(0))
        try await scene.settle([try await scene.claimOne()], result)
        let kept = try await scene.store.exceptions(of: scene.instance)
        try expectEqual("records", kept.map(\.record), [scene.key(0)])
        try expectEqual("states", kept.map(\.state), [.dead])
        try expectEqual("reasons", kept.map(\.reason), ["too old"])
        try expectEqual("revisions", kept.map(\.revision), [1])
        try expectEqual("claims", try await scene.claim(at: scene.muchLater), [])
        try expectEqual("next retry", try await scene.store.nextRetry(of: scene.instance), nil)
        try expectEqual("dead", try await scene.lane()?.dead, 1)
        try expectEqual("at head", try await scene.lane()?.isAtHead, false)
    }

    /// A record that the exporter forgot to answer for is sent again.
    public func unmentionedIsKept() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        let result = ExportResult([scene.key(0): .delivered(.sent)])
        try await scene.settle([try await scene.claimOne()], result)
        let claim = try await scene.claimOne(at: scene.muchLater)
        try expectEqual("days", claim.offsets(from: scene.first), [1])
    }

    /// One call settles claims of several lanes; a lost one does not take the others with it.
    public func lanesAreSettledEachInItsOwnRight() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        try await scene.add(SampleReadings.days(2), direction: .production)
        let claims = try await scene.claim()
        try expectEqual("series", claims.map(\.series), [.consumption, .production])
        try await scene.store.release([claims[0]])
        let again = try await scene.claim()
        try expectEqual("series again", again.map(\.series), [.consumption])
        var result = ExportResult.allDelivered
        result.set(.retry(after: nil, reason: "busy"), for: scene.key(1, .production))
        try expectEqual("lost", try await scene.settle(claims, result), [claims[0]])
        try expectEqual("production", try await scene.lane(.production)?.retrying, 1)
        try expectEqual("consumption", try await scene.lane(.consumption)?.pending, 2)
    }

    /// An exporter's state is kept with the lane from settle to claim; a result without one leaves it.
    public func stateIsCommittedWithTheAcknowledgement() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3))
        let first = try await scene.claimOne(limit: 1)
        try expectEqual("at first", first.state, [])
        try await scene.settle([first], ExportResult(all: .delivered(.sent), states: [first.stream: [1, 2, 3]]))
        let second = try await scene.claimOne(limit: 1)
        try expectEqual("committed", second.state, [1, 2, 3])
        try await scene.settle([second])
        let third = try await scene.claimOne(limit: 1)
        try expectEqual("left as it is", third.state, [1, 2, 3])
        let taker = try await scene.claimOne(limit: 1, at: scene.now.advanced(bySeconds: 61))
        let late = ExportResult(all: .delivered(.sent), states: [third.stream: [9]])
        try expectEqual("lost", try await scene.settle([third], late).count, 1)
        try await scene.settle([taker])
        try await scene.add([SampleReadings.day(scene.first, watts: 3)])
        let last = try await scene.claimOne(at: scene.muchLater)
        try expectEqual("a lost lease commits no state", last.state, [1, 2, 3])
    }
}
