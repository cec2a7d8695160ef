import MEDCore
import MEDStore

extension StoreConformance {
    static var epochPromises: [StorePromise] {
        [
            StorePromise("backfillDecidesWhereLanesStart") { try await $0.backfillDecidesWhereLanesStart() },
            StorePromise("laterStreamGetsALane") { try await $0.laterStreamGetsALane() },
            StorePromise("sameDestinationKeepsItsEpoch") { try await $0.sameDestinationKeepsItsEpoch() },
            StorePromise("otherDestinationOrPayloadBeginsAnEpoch") {
                try await $0.otherDestinationOrPayloadBeginsAnEpoch()
            },
            StorePromise("lateSettleOfAnOldEpochIsIgnored") { try await $0.lateSettleOfAnOldEpochIsIgnored() },
            StorePromise("currentStateIsForgottenWithItsEpoch") {
                try await $0.currentStateIsForgottenWithItsEpoch()
            },
        ]
    }

    /// `full`: all; `fromNow`: what changes later; `from`: the days from that one on; `currentOnly`: nothing ever.
    public func backfillDecidesWhereLanesStart() async throws {
        let first = SampleReadings.firstDay
        let policies: [(BackfillPolicy, before: [Int], after: [Int])] = [
            (.full, [0, 1, 2, 3], [1, 4]),
            (.fromNow, [], [1, 4]),
            (.from(first.advanced(by: 2)), [2, 3], [4]),
            (.currentOnly, [], []),
        ]
        for (policy, before, after) in policies {
            let scene = try await StoreScene(self)
            try await scene.add(SampleReadings.days(4))
            try await scene.openLanes(policy)
            try expectEqual("pending, \(policy)", try await scene.lane()?.pending ?? 0, before.count)
            let history = try await scene.claim()
            try expectEqual("history, \(policy)", history.flatMap { $0.offsets(from: first) }, before)
            try await scene.settle(history)
            try await scene.add([
                SampleReadings.day(first.next, watts: 9), SampleReadings.day(first.advanced(by: 4), watts: 9),
            ])
            let news = try await scene.claim()
            try expectEqual("news, \(policy)", news.flatMap { $0.offsets(from: first) }, after)
            try await scene.settle(news)
            try expectEqual("left, \(policy)", try await scene.claim(), [])
        }
    }

    /// A meter that appears after the lanes were opened is delivered from its beginning, whatever the policy.
    public func laterStreamGetsALane() async throws {
        for policy in [BackfillPolicy.full, .fromNow] {
            let scene = try await StoreScene(self)
            try await scene.openLanes(policy)
            try await scene.add(SampleReadings.days(2))
            try expectEqual("records", try await scene.claim().flatMap(\.records).count, 2)
        }
    }

    /// Opening the lanes again, as at every start, changes nothing.
    public func sameDestinationKeepsItsEpoch() async throws {
        let scene = try await StoreScene(self)
        let first = try await scene.openLanes(.full)
        try expectEqual("number", first.number, 1)
        try await scene.add(SampleReadings.days(3))
        try await scene.deliverAll()
        try expectEqual("epoch", try await scene.openLanes(.full), first)
        try expectEqual("epochs", try await scene.store.epochs(of: scene.instance), [first])
        try expectEqual("claims", try await scene.claim(), [])
        // Values that are awkward to keep are no reason to send everything again at every start.
        for _ in 0..<2 {
            try expectEqual("odd values", try await scene.openLanes(.full, at: "a=b\nport=1883\n").number, 2)
        }
    }

    /// Another identity, another payload version, or a destination that lost its data: a new epoch by the policy.
    public func otherDestinationOrPayloadBeginsAnEpoch() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes(.full)
        try await scene.add(SampleReadings.days(3))
        try await scene.deliverAll()
        try expectEqual("identity", try await scene.openLanes(.full, at: "two").number, 2)
        try expectEqual("sent again", try await scene.deliverAll(), 3)
        try expectEqual("payload", try await scene.openLanes(.fromNow, at: "two", payloadVersion: 2).number, 3)
        try expectEqual("from now", try await scene.deliverAll(), 0)
        let wiped = try await scene.store.beginEpoch(of: scene.instance, backfill: .full, now: scene.muchLater)
        try expectEqual("wiped", wiped.number, 4)
        try expectEqual("sent again", try await scene.deliverAll(), 3)

        let epochs = try await scene.store.epochs(of: scene.instance)
        try expectEqual("numbers", epochs.map(\.number), [4, 3, 2, 1])
        try expectEqual("hosts", epochs.map { $0.destination.values["host"] }, ["two", "two", "two", "one"])
        try expectEqual("versions", epochs.map(\.payloadVersion), [2, 2, 1, 1])
        try expectEqual("ends", epochs.map(\.endedAt), [nil, scene.muchLater, scene.now, scene.now])
        try await scene.store.markRetracted(epochs[3], at: scene.muchLater)
        let retracted = try await scene.store.epochs(of: scene.instance).map(\.retractedAt)
        try expectEqual("retracted", retracted, [nil, nil, nil, scene.muchLater])
    }

    /// A batch that was under way to the old destination neither moves nor fills the new one's lanes.
    public func lateSettleOfAnOldEpochIsIgnored() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes(.full)
        try await scene.add(SampleReadings.days(3))
        let old = try await scene.claim()
        try expectEqual("claims", old.count, 1)
        for isClaimed in [false, true] {
            try await scene.openLanes(.full, at: isClaimed ? "three" : "two")
            let new = isClaimed ? try await scene.claim() : []
            try expectEqual("lost", try await scene.settle(old, .allRetried), old)
            let status = try await scene.lane()
            try expectEqual("pending", status?.pending, 3)
            try expectEqual("retrying", status?.retrying, 0)
            try expectEqual("lost of the new", try await scene.settle(new), [])
        }
        try expectEqual("left", try await scene.claim(), [])
    }

    /// What the destination shows is known for the present epoch only.
    public func currentStateIsForgottenWithItsEpoch() async throws {
        let scene = try await StoreScene(self)
        try await scene.openLanes(.currentOnly)
        let hash = ContentHash(of: [1, 2, 3])
        func known() async throws -> ContentHash? {
            try await scene.store.acknowledgedCurrentState(of: scene.instance)
        }
        func acknowledge(_ hash: ContentHash?) async throws {
            try await scene.store.acknowledgeCurrentState(hash, of: scene.instance, at: scene.now)
        }
        try expectEqual("at first", try await known(), nil)
        try await acknowledge(hash)
        try expectEqual("acknowledged", try await known(), hash)
        try await scene.openLanes(.currentOnly)
        try expectEqual("after a restart", try await known(), hash)
        try await acknowledge(nil)
        try expectEqual("forgotten", try await known(), nil)
        try await acknowledge(hash)
        try await scene.openLanes(.currentOnly, at: "two")
        try expectEqual("in a new epoch", try await known(), nil)
    }
}
