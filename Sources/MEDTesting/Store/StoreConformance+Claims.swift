import MEDCore
import MEDStore

extension StoreConformance {
    static var claimPromises: [StorePromise] {
        [
            StorePromise("claimsComeInTheOrderOfRevisions") { try await $0.claimsComeInTheOrderOfRevisions() },
            StorePromise("claimsKeepToTheLimit") { try await $0.claimsKeepToTheLimit() },
            StorePromise("leasesAreExclusive") { try await $0.leasesAreExclusive() },
            StorePromise("oldTokenSettlesNothing") { try await $0.oldTokenSettlesNothing() },
            StorePromise("lateWriteIsSentAgain") { try await $0.lateWriteIsSentAgain() },
            StorePromise("releasedLaneIsFree") { try await $0.releasedLaneIsFree() },
            StorePromise("crashInFlightIsTold") { try await $0.crashInFlightIsTold() },
            StorePromise("correctionsAreTold") { try await $0.correctionsAreTold() },
            StorePromise("otherSeriesMoveTheLaneSilently") { try await $0.otherSeriesMoveTheLaneSilently() },
        ]
    }

    /// A corrected day comes where its newest revision stands, once.
    public func claimsComeInTheOrderOfRevisions() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(4))
        try await scene.add([SampleReadings.day(scene.first.next, watts: 9)])
        let claim = try await scene.claimOne()
        try expectEqual("days", claim.offsets(from: scene.first), [0, 2, 3, 1])
        try expectEqual("revisions", claim.records.map(\.revision), [1, 3, 4, 5])
        try expectEqual("position", [claim.acked, claim.through], [0, 5])
        let stored = try await scene.documents()
        for record in claim.records {
            let expected = stored.first { $0.day == record.key.day }.map(ClaimedRecord.Content.day)
            try expectEqual("content of \(record.key)", record.content, expected)
        }
    }

    /// `limit` counts records over all lanes; the next claims go on where the last one ended.
    public func claimsKeepToTheLimit() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(5))
        try await scene.add(SampleReadings.days(5), direction: .production)
        var sizes: [Int] = []
        while true {
            let claims = try await scene.claim(limit: 3)
            if claims.isEmpty { break }
            sizes.append(claims.reduce(0) { $0 + $1.records.count })
            try await scene.settle(claims)
        }
        try expectEqual("sizes", sizes, [3, 3, 3, 1])
        let statuses = [try await scene.lane(.consumption), try await scene.lane(.production)]
        try expectEqual("at head", statuses.map { $0?.isAtHead }, [true, true])
    }

    /// While a lane is leased, no one else gets it, not even its own worker; when the lease is over, anyone does.
    public func leasesAreExclusive() async throws {
        let scene = try await StoreScene(self)
        let other = try await open()
        let rival = WorkerID.random()
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        let claim = try await scene.claimOne()
        try expectEqual("the same worker", try await scene.claim(), [])
        try expectEqual("another worker", try await scene.claim(worker: rival, in: other), [])
        let almost = scene.now.advanced(bySeconds: 59)
        try expectEqual("before the end", try await scene.claim(worker: rival, in: other, at: almost), [])
        let after = scene.now.advanced(bySeconds: 60)
        let taken = try await scene.claim(worker: rival, in: other, at: after)
        try expectEqual("after the end", taken.map(\.records), [claim.records])
        try expect("a higher token", taken.allSatisfy { $0.token > claim.token })
    }

    /// Fencing: a worker that lost its lease settles nothing, and is told.
    public func oldTokenSettlesNothing() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        let old = try await scene.claimOne()
        let new = try await scene.claimOne(at: scene.now.advanced(bySeconds: 61))
        try expectEqual("lost", try await scene.settle([old]), [old])
        try expectEqual("pending", try await scene.lane()?.pending, 2)
        try expectEqual("still leased", try await scene.claim(at: scene.now.advanced(bySeconds: 62)), [])
        try expectEqual("the new one", try await scene.settle([new]), [])
        try expectEqual("pending", try await scene.lane()?.pending, 0)
    }

    /// What a late worker may have overwritten at the destination goes there again: it ends equal to the store.
    public func lateWriteIsSentAgain() async throws {
        for isSettledBefore in [true, false] {
            let scene = try await StoreScene(self)
            try await scene.openLanes()
            try await scene.add(SampleReadings.days(2))
            let late = try await scene.claimOne()
            try await scene.add([SampleReadings.day(scene.first, watts: 8)])
            let after = scene.now.advanced(bySeconds: 61)
            let new = try await scene.claimOne(at: after)
            if isSettledBefore { try await scene.settle([new], at: after) }
            try expectEqual("lost", try await scene.settle([late], at: after), [late])
            if !isSettledBefore { try await scene.settle([new], at: after) }
            let again = try await scene.claimOne(at: after)
            try expectEqual("revisions", again.records.map(\.revision), [2, 3])
            try await scene.settle([again], at: after)
            try expectEqual("at head", try await scene.lane()?.isAtHead, true)
        }
    }

    /// A claim that is given back can be claimed at once, and its old token is worth nothing.
    public func releasedLaneIsFree() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        let first = try await scene.claimOne()
        try await scene.store.release([first])
        let second = try await scene.claimOne()
        try expectEqual("records", second.records, first.records)
        try await scene.store.release([first])
        try expectEqual("release with an old token", try await scene.claim(), [])
    }

    /// After a crash in flight, the next claim says so, for new records and for retries; after an answer it does not.
    public func crashInFlightIsTold() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        let unmarked = try await scene.claimOne()
        try expectEqual("at first", unmarked.mayHaveBeenSent, false)
        var clock = scene.now.advanced(bySeconds: 61)
        let sent = try await scene.claimOne(inFlight: true, at: clock)
        try expectEqual("after a crash that was not marked", sent.mayHaveBeenSent, false)
        clock = clock.advanced(bySeconds: 61)
        let next = try await scene.claimOne(inFlight: true, at: clock)
        try expectEqual("after a crash in flight", next.mayHaveBeenSent, true)
        try await scene.settle([next], .allRetried, at: clock)

        let retry = try await scene.claimOne(inFlight: true, at: scene.muchLater)
        try expectEqual("after an answer", retry.mayHaveBeenSent, false)
        let last = try await scene.claimOne(inFlight: true, at: scene.muchLater.advanced(bySeconds: 61))
        try expectEqual("after a crash with retries in flight", last.mayHaveBeenSent, true)
    }

    /// A record of which the lane has passed an earlier version says so, however many versions lie between.
    public func correctionsAreTold() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(2))
        try expectEqual("new", try await scene.claimOne().records.map(\.isCorrection), [false, false])
        try await scene.settle(try await scene.claim(at: scene.now.advanced(bySeconds: 61)))
        for watts: Int32 in [7, 8] { try await scene.add([SampleReadings.day(scene.first, watts: watts)]) }
        try await scene.add([SampleReadings.day(scene.first.advanced(by: 2), watts: 1)])
        let records = try await scene.claimOne().records
        try expectEqual("revisions", records.map(\.revision), [4, 5])
        try expectEqual("corrections", records.map(\.isCorrection), [true, false])
    }

    /// A lane that lags only behind the other direction's revisions is at the head.
    public func otherSeriesMoveTheLaneSilently() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes()
        try await scene.add(SampleReadings.days(3), direction: .production)
        let claim = try await scene.claimOne()
        try expectEqual("series", claim.series, .production)
        try expectEqual("pending", try await scene.lane()?.pending, 0)
        try expectEqual("at head", try await scene.lane()?.isAtHead, true)
        try await scene.add(SampleReadings.days(1))
        try await scene.settle([claim])
        try expectEqual("the later one", try await scene.claimOne().records.map(\.revision), [4])
    }
}
