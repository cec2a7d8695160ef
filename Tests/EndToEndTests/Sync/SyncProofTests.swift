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

    private func scene(_ dialect: FakeDialect, quota: Int = 500) throws -> SyncScene {
        guard let house = PDL(Self.house), let roof = PDL(Self.roof) else { throw TestServerError("no PDL") }
        // A Monday afternoon, the day after the clocks went forward.
        let scene = try SyncScene(
            dialect, at: FakeClock(paris: "2026-03-30", hour: 14, minute: 0),
            meters: [
                SyncMeter(pdl: house), SyncMeter(pdl: roof, production: [.dailyEnergy, .loadCurve]),
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
            let first = scene.enedis.oldestDay(curve: series.kind == .loadCurve, at: scene.clock.now)
            let days = FakeClock.days(first, yesterday).count
            let span = series.kind == .loadCurve ? 7 : 365
            return sum + (days + span - 1) / span
        }
    }

    @Test(arguments: [FakeDialect.v1, .v2, .conso])
    func everythingArrivesInTheFewestCalls(dialect: FakeDialect) async throws {
        let scene = try scene(dialect)
        let report = try await scene.sync()
        #expect(report.end == .done)
        #expect(try await scene.differences() == [])
        let least = leastCalls(scene)
        #expect(scene.gateway.calls.count <= least + least / 20)
        #expect(scene.gateway.prematureCalls.isEmpty)
        #expect(scene.gateway.rateViolations.isEmpty)
        #expect(scene.gateway.calls.allSatisfy { $0.authorization?.contains(SyncScene.token) == true })
        print("\(dialect): \(scene.gateway.calls.count) calls, \(least) ranges, nothing differs")

        // At once again: nothing is new, nothing is asked.
        scene.gateway.clearCalls()
        try await scene.sync()
        #expect(scene.gateway.calls.isEmpty)
        // The next morning: one call for each series, and yesterday is there.
        try await scene.sync(after: report)
        #expect(scene.gateway.calls.count == 8)
        #expect(scene.gateway.prematureCalls.isEmpty)
        #expect(try await scene.differences() == [])
    }

    @Test(arguments: [FakeDialect.v1, .v2, .conso])
    func everyFaultCostsOneCall(dialect: FakeDialect) async throws {
        let scene = try scene(dialect)
        let start = scene.clock.now
        let later = start + 3_600
        let faults: [FakeFault] = [
            .http500, .http500EmptyBody, .http503(retryAfter: 90), .http503(), .http429(nextAccess: later), .brokenJSON,
            .htmlPage, .emptyBody200, .slow(milliseconds: 300), .reset, .truncated, .partialData,
            .enedis(.throttled(until: later + 7_200)),
        ]
        for (index, fault) in faults.enumerated() {
            // Spread over the back-fill, on different series.
            scene.gateway.inject(fault) { $0.number >= 5 + index * 23 && $0.isReadings }
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
        let named = [FakeFault.http429(nextAccess: later).name: later, faults[12].name: later + 7_200]
        #expect(calls.count { named[$0.fault ?? ""] != nil } == 2)
        #expect(respectsNamedTimes(calls, named))
        // What came in half is a gap, asked again with its back-off.
        var next = report
        for _ in 0..<12 where try await !scene.differences().isEmpty { next = try await scene.sync(after: next) }
        #expect(try await scene.differences() == [])
        print("\(dialect): \(calls.count) calls, \(least) ranges, \(faults.count) faults, all of them met")
    }

    @Test(arguments: [FakeDialect.v1, .v2])
    func aSmallQuotaIsSpreadOverDays(dialect: FakeDialect) async throws {
        let scene = try scene(dialect, quota: 50)
        var report = try await scene.synchronizer().sync(patience: 60)
        var days = 0
        while report.end != .done || !report.series.allSatisfy(\.missing.isEmpty), days < 40 {
            days += 1
            report = try await scene.sync(after: report)
        }
        #expect(try await scene.differences() == [])
        // None was refused: the quota is known and kept.
        #expect(scene.gateway.calls.count { $0.status == 409 || $0.code == "RATE_LIMIT_EXCEEDED" } <= 1)
        #expect(scene.gateway.prematureCalls.isEmpty)
        let least = leastCalls(scene)
        print("\(dialect): \(scene.gateway.calls.count) calls with 50 a day, \(least) ranges, \(days) looks")
    }

    @Test func nothingBeforeTheQuotaBeginsAnew() async throws {
        let scene = try scene(.v1)
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
        #expect(try await scene.differences() == [])
    }

    @Test func lateAndCorrectedDaysArriveAsRevisions() async throws {
        let scene = try scene(.v1)
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
        for _ in 0..<30 { report = try await scene.sync(after: report) }
        #expect(try await scene.differences() == [])
        let after = try await scene.store.documents(
            of: scene.meters[0].pdl, .consumption, days: #require(Day("2026-03-29"))...#require(Day("2026-03-29")))
        #expect(after.first?.revision ?? 0 > before.first?.revision ?? .max)
        let gap = scene.gateway.calls.count { $0.firstDay == "2025-12-24" && $0.lastDay == "2025-12-24" }
        // The missing day: once in its range, then ever more seldom, for each of its three series.
        #expect(gap <= 30)
        print("a day that never comes was asked for \(gap) times in 30 looks")
    }

    @Test func lostConsentStopsThatMeterAlone() async throws {
        let scene = try scene(.v1)
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
        #expect(try await scene.differences() == [])
    }

    @Test func aLoadCurveThatIsNotCollectedBlocksNothingElse() async throws {
        let scene = try scene(.v1)
        scene.enedis.change(Self.house) { $0.curveRefusal = .loadCurveRefused }
        let report = try await scene.sync()
        #expect(scene.gateway.count(.curve, pdl: Self.house) == 1)
        #expect(report.series.filter { $0.block != nil }.map(\.series.kind) == [.loadCurve])
        #expect(try await scene.differences().allSatisfy { $0.contains("\(Self.house) curve") })
    }

    @Test func aYoungContractIsAskedFromItsFirstDayOn() async throws {
        let scene = try scene(.v2)
        scene.enedis.change(Self.house) { $0.lastActivation = "2026-01-15" }
        let report = try await scene.sync()
        #expect(report.end == .done)
        let refused = scene.gateway.calls.count { $0.pdl == Self.house && $0.values == 0 }
        print("a contract of 75 days: \(scene.gateway.count(pdl: Self.house)) calls, \(refused) of them without data")
        #expect(refused <= 60)
        scene.gateway.clearCalls()
        try await scene.sync()
        #expect(scene.gateway.calls.isEmpty)
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
