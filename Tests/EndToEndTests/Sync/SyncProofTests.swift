import MEDCore
import MEDSources
import MEDStoreSQLite
import TestServers
import Testing

/// Issue by issue what a gateway can do wrong, against local gateways that speak each dialect, under an injected clock.
@Suite(.timeLimit(.minutes(5)), .serialized)
struct SyncProofTests {
    private static let house = "01234567890123"
    private static let roof = "12345678901234"

    /// - Parameter earliest: the first day of both contracts; `nil`: all that Enedis keeps is asked for.
    private func scene(_ dialect: FakeDialect, quota: Int = 500, earliest: String? = nil) throws -> SyncScene {
        guard let house = PDL(Self.house), let roof = PDL(Self.roof) else { throw TestServerError("no PDL") }
        // A Monday afternoon, the day after the clocks went forward.
        let scene = try SyncScene(
            dialect, at: FakeClock(paris: "2026-03-30", hour: 14, minute: 0),
            meters: [
                SyncMeter(pdl: house, earliest: earliest.flatMap(Day.init)),
                SyncMeter(pdl: roof, production: [.dailyEnergy, .loadCurve], earliest: earliest.flatMap(Day.init)),
            ], quota: quota)
        scene.enedis.add(Self.house) { meter in
            meter.zeroDays = ["2025-08-03", "2025-08-04"]
            meter.slotMinutesFrom = ["2024-11-05": 60, "2025-02-01": 10, "2025-03-05": 30]
        }
        scene.enedis.add(Self.roof) { $0.directions = [.consumption, .production] }
        return scene
    }

    /// ⌈745/7⌉ calls for each load curve, ⌈1111/365⌉ for each daily series: counted from what the server answers.
    private func leastCalls(_ scene: SyncScene) -> Int {
        let yesterday = Day(containing: scene.now).previous.description
        return scene.meters.flatMap(\.series).reduce(0) { sum, series in
            let days = FakeClock.days(scene.firstDay(of: series), yesterday).count
            let span = series.kind == .loadCurve ? 7 : 365
            return sum + (days + span - 1) / span
        }
    }

    /// All of the history from one gateway, eight months with both changes of the clocks from the others; everything from
    /// all of them under MED_PROOF=full.
    @Test(arguments: [FakeDialect.v1, .v2, .conso])
    func everythingArrivesInTheFewestCalls(dialect: FakeDialect) async throws {
        let scene = try scene(dialect, earliest: dialect == .v1 || Proof.isFull ? nil : "2025-08-01")
        let report = try await scene.sync()
        #expect(report.end == .done)
        try await expectEqual(scene)
        let least = leastCalls(scene)
        #expect(scene.gateway.calls.count <= least + least / 20)
        #expect(scene.gateway.prematureCalls.isEmpty)
        #expect(scene.gateway.rateViolations.isEmpty)
        #expect(scene.gateway.calls.allSatisfy { $0.authorization?.contains(SyncScene.token) == true })
        Proof.print("\(dialect): \(scene.gateway.calls.count) calls, \(least) ranges, nothing differs")

        // At once again: nothing is new, nothing is asked.
        scene.gateway.clearCalls()
        try await scene.sync()
        #expect(scene.gateway.calls.isEmpty)
        // The next morning: one call for each series, and yesterday is there.
        try await scene.sync(after: report)
        #expect(scene.gateway.calls.count == 8)
        #expect(scene.gateway.prematureCalls.isEmpty)
        try await expectEqual(scene)
    }

    @Test(arguments: [FakeDialect.v1, .v2, .conso])
    func everyFaultCostsOneCall(dialect: FakeDialect) async throws {
        let scene = try scene(dialect, earliest: Proof.isFull ? nil : "2025-08-01")
        let start = scene.clock.now
        let later = start + 3_600
        let faults: [FakeFault] = [
            .http500, .http500EmptyBody, .http503(retryAfter: 90), .http503(), .http429(nextAccess: later), .brokenJSON,
            .htmlPage, .emptyBody200, .slow(milliseconds: 300), .reset, .truncated, .partialData,
            .enedis(.throttled(until: later + 7_200)),
        ]
        for (index, fault) in faults.enumerated() {
            // Spread over the back-fill, on different series.
            scene.gateway.inject(fault) { $0.number >= 5 + index * (Proof.isFull ? 23 : 8) && $0.isReadings }
        }
        let report = try await scene.sync()
        #expect(report.end == .done)
        #expect(scene.gateway.log.faultsLeft == 0)
        let calls = scene.gateway.calls
        let least = leastCalls(scene)
        let allowed = least + faults.count
        #expect(calls.count <= allowed + allowed / 20)
        #expect(scene.gateway.rateViolations.isEmpty)
        #expect(scene.gateway.prematureCalls.isEmpty)
        var named = [FakeFault.http429(nextAccess: later).name: later, faults[12].name: later + 7_200]
        #expect(calls.count { named[$0.fault ?? ""] != nil } == 2)
        // The v2 gateway words the throttle of Enedis without its time.
        if dialect == .v2 { named[faults[12].name] = nil }
        #expect(respectsNamedTimes(calls, named))
        // What came in half is a gap, asked again with its back-off.
        var next = report
        for _ in 0..<12 where try await !scene.differences().isEmpty { next = try await scene.sync(after: next) }
        try await expectEqual(scene)
        Proof.print("\(dialect): \(calls.count) calls, \(least) ranges, \(faults.count) faults, all of them met")
    }

    @Test func aSmallQuotaIsSpreadOverDays() async throws {
        let scene = try scene(.v1, quota: 50, earliest: Proof.isFull ? nil : "2025-08-01")
        try await scene.learnQuota()
        scene.gateway.clearCalls()
        let report = try await scene.sync()
        #expect(report.end == .done)
        try await expectEqual(scene)
        // None was refused: the quota is known and kept.
        #expect(scene.gateway.calls.allSatisfy { $0.status == 200 })
        #expect(scene.gateway.prematureCalls.isEmpty)
        let byDay = Dictionary(grouping: scene.gateway.calls) { FakeClock.day(paris: $0.at) }.mapValues(\.count)
        #expect(byDay.values.allSatisfy { $0 <= 50 })
        Proof.print("50 calls a day: \(byDay.sorted { $0.key < $1.key }.map(\.value)) for \(leastCalls(scene)) ranges")
    }

    @Test func aQuotaThatNobodyKnowsCostsOneRefusalADay() async throws {
        let scene = try scene(.v2, quota: 50, earliest: "2025-08-01")
        let report = try await scene.sync()
        #expect(report.end == .done)
        try await expectEqual(scene)
        let refused = Dictionary(grouping: scene.gateway.calls.filter { $0.values == 0 }) { $0.at / 86_400 }
        #expect(refused.values.allSatisfy { $0.count == 1 })
        Proof.print("quota of 50 unknown: \(refused.count) refusals in \(scene.gateway.calls.count) calls")
    }

    @Test func nothingBeforeTheQuotaBeginsAnew() async throws {
        let scene = try scene(.v1, earliest: "2025-08-01")
        scene.gateway.inject(.quotaReached) { $0.number == 40 }
        let first = try await scene.synchronizer().sync(patience: 60)
        #expect(first.end == .waiting(.gateway) || first.end == .waiting(.quota))
        #expect(scene.gateway.calls.count == 41)
        // The household's other program, started again in between, does not ask either.
        _ = try await scene.synchronizer().sync(patience: 60)
        #expect(scene.gateway.calls.count == 41)
        try await scene.sync()
        let resumed = scene.gateway.calls[41].at
        #expect(resumed >= FakeClock.instant(paris: "2026-03-31", hour: 0, minute: 0))
        try await expectEqual(scene)
    }

    @Test func lateAndCorrectedDaysArriveAsRevisions() async throws {
        let scene = try scene(.v1, earliest: "2025-12-01")
        let soon = scene.clock.now + 3 * 86_400
        scene.enedis.change(Self.house) { meter in
            meter.lateDays = ["2026-03-28": soon, "2026-02-10": soon]
            meter.partialDays = ["2026-01-20": FakePartialDay(missingSlots: [3, 4, 30], until: soon)]
            meter.missingDays = ["2025-12-24"]
            meter.corrections = [FakeCorrection(day: "2026-03-29", direction: .consumption, watts: 777, from: soon)]
        }
        var report = try await scene.sync()
        let before = try await scene.store.documents(
            of: scene.meters[0].pdl, .consumption, days: #require(Day("2026-03-29"))...#require(Day("2026-03-29")))
        for _ in 0..<35 { report = try await scene.sync(after: report) }
        try await expectEqual(scene)
        let after = try await scene.store.documents(
            of: scene.meters[0].pdl, .consumption, days: #require(Day("2026-03-29"))...#require(Day("2026-03-29")))
        #expect(after.first?.revision ?? 0 > before.first?.revision ?? .max)
        let gap = scene.gateway.calls.count { $0.firstDay == "2025-12-24" && $0.lastDay == "2025-12-24" }
        // The missing day: once in its range, then ever more seldom, for each of its three series.
        #expect(gap <= 35)
        Proof.print("a day that never comes was asked for \(gap) times in 35 looks")
    }

    @Test func lostConsentStopsThatMeterAlone() async throws {
        let scene = try scene(.v1, earliest: "2025-12-01")
        scene.enedis.change(Self.house) { $0.consentLostAt = 0 }
        let report = try await scene.sync()
        #expect(scene.gateway.count(pdl: Self.house) == 1)
        let blocked = report.series.filter { $0.block != nil }.map(\.series.pdl.digits)
        #expect(Set(blocked) == [Self.house])
        let message = try #require(report.series.first?.block?.message)
        #expect(message.french.contains("consentement") && message.english.contains("consent"))
        // It stays so, until the household has acted.
        try await scene.sync(after: report)
        #expect(scene.gateway.count(pdl: Self.house) == 1)
        scene.enedis.change(Self.house) { $0.consentLostAt = nil }
        let pdl = scene.meters[0].pdl
        try await scene.synchronizer().change { $0.forgive(pdl) }
        try await scene.sync()
        try await expectEqual(scene)
    }

    @Test func aLoadCurveThatIsNotCollectedBlocksNothingElse() async throws {
        let scene = try scene(.v1, earliest: "2025-12-01")
        scene.enedis.change(Self.house) { $0.curveRefusal = .loadCurveRefused }
        let report = try await scene.sync()
        #expect(scene.gateway.count(.curve, pdl: Self.house) == 1)
        #expect(report.series.filter { $0.block != nil }.map(\.series.kind) == [.loadCurve])
        #expect(try await scene.differences().allSatisfy { $0.contains("\(Self.house) consumption loadCurve") })
    }

    @Test func aYoungContractIsAskedFromItsFirstDayOn() async throws {
        let scene = try scene(.v2)
        scene.enedis.change(Self.house) { $0.lastActivation = "2026-01-15" }
        let report = try await scene.sync()
        #expect(report.end == .done)
        let refused = scene.gateway.calls.count { $0.pdl == Self.house && $0.values == 0 }
        let calls = scene.gateway.count(pdl: Self.house)
        Proof.print("a contract of 75 days: \(calls) calls, \(refused) of them without data")
        #expect(refused <= 60)
        scene.gateway.clearCalls()
        try await scene.sync()
        #expect(scene.gateway.calls.isEmpty)
    }

    /// Everything that the gateway holds is in the store, and nothing else.
    private func expectEqual(_ scene: SyncScene, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let differences = try await scene.differences()
        #expect(
            differences.isEmpty, "\(differences.count) differ: \(differences.prefix(6))", sourceLocation: sourceLocation
        )
    }

    /// No call of the account before a time that the answer to a fault named.
    private func respectsNamedTimes(_ calls: [FakeCall], _ named: [String: Int64]) -> Bool {
        var notBefore: Int64 = 0
        for call in calls {
            if call.at < notBefore { return false }
            notBefore = max(notBefore, call.fault.flatMap { named[$0] } ?? 0)
        }
        return true
    }
}
