import MEDCore
import Testing

@testable import MEDSources

/// What follows from each class of fault.
struct FaultTests {
    private static let today = Day("2026-11-21")!
    private static let start = OracleCalendar.instant(today, hour: 11)
    private static let curve = SyncSeries(pdl: .house, direction: .consumption, kind: .loadCurve)

    @Test func lostConsentStopsThatMeterOnly() throws {
        var world = SyncWorld(.two, at: Self.start)
        world.fault = { _, request, _ in
            request.pdl == .house ? .test(.consentLost, "ADAM-DC-0008") : nil
        }
        world.run(until: Self.start.advanced(bySeconds: 10 * 86_400))
        #expect(world.calls.count { $0.request.pdl == .house } == 1)
        #expect(world.lacking.allSatisfy { $0.0.pdl == .house })
        let block = try #require(world.plan.ledger.block(of: .house))
        #expect(block.code == "ADAM-DC-0008" && block.message.french.contains("refusé"))
        #expect(world.plan.ledger.block(of: Self.curve) == block)
        #expect(world.plan.ledger.block(of: .roof) == nil)

        // The household renews it.
        world.fault = { _, _, _ in nil }
        world.restart()
        #expect(world.plan.ledger.block(of: .house) == block)
        world.forgive(.house)
        world.run()
        #expect(world.lacking.isEmpty)
    }

    @Test func aCurveThatIsNotCollectedBlocksOnlyTheCurve() {
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
        world.fault = { _, request, _ in
            request.kind == .loadCurve ? .test(.permanent, "ADAM-ERR0075") : nil
        }
        world.run(until: Self.start.advanced(bySeconds: 5 * 86_400))
        #expect(world.calls(of: .loadCurve).count == 1)
        #expect(world.lacking.allSatisfy { $0.0 == Self.curve })
        #expect(world.plan.ledger.block(of: .house) == nil)
        #expect(world.plan.ledger.block(of: Self.curve)?.code == "ADAM-ERR0075")

        // The household has it collected from now on.
        world.fault = { _, _, _ in nil }
        world.forgive(.house)
        world.run()
        #expect(world.plan.ledger.block(of: Self.curve) == nil)
        #expect(world.lacking.isEmpty)
    }

    /// As the gateways really say it: a wrong key costs one call for the whole account, a refused meter one for itself.
    @Test(arguments: [
        (GatewayKind.v1, 401, #"{"detail": "Unauthorized"}"#, 1),
        (.v1, 404, #"{"error": "STM-ERR-0000019", "error_description": "Unknown or unauthorized user"}"#, 2),
        (.v1, 403, #"{"detail": "Token non reconnu. Vérifiez votre token et votre PDL."}"#, 2),
        (.v2, 401, #"{"detail": "Invalid authentication credentials"}"#, 1),
        (.v2, 200, #"{"success": false, "error": {"code": "PDL_NOT_FOUND", "message": "PDL not found"}}"#, 2),
        (.v2, 200, #"{"success": false, "error": {"code": "ACCESS_DENIED", "message": "Access denied"}}"#, 2),
        (.v2, 200, #"{"success": false, "error": {"code": "TOKEN_EXPIRED", "message": "Expired"}}"#, 2),
        (.consoAPI, 401, #"{"message": "Votre token est invalide ou ne permet pas d'accéder à ce PRM"}"#, 2),
        (.consoAPI, 401, #"{"status": 401, "message": "Unauthorized"}"#, 1),
    ])
    func aRefusalStopsTheAccountOrTheMeter(gateway: GatewayKind, status: Int, body: String, calls: Int) {
        var world = SyncWorld(.two, at: Self.start)
        world.fault = { _, request, now in
            GatewayAnswer(of: gateway, status: status, body: Array(body.utf8)).fault(about: request, at: now)
        }
        world.run(until: Self.start.advanced(bySeconds: 5 * 86_400))
        #expect(world.calls.count == calls)
        #expect(world.plan.ledger.block(of: .house) != nil)
        #expect(world.plan.ledger.block(of: .roof) != nil)
        // Another key, and everything is asked for.
        world.fault = { _, _, _ in nil }
        world.forgive(.house)
        world.forgive(.roof)
        world.run()
        #expect(world.lacking.isEmpty)
    }

    /// 100 days ago the household moved in.
    @Test(arguments: [true, false])
    func historyThatBeginsLaterIsLearned(isDateNamed: Bool) {
        let first = Self.today.advanced(by: -100)
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
        world.fault = { _, request, _ in
            guard request.days.lowerBound < first else { return nil }
            return .test(.startTooEarly(earliest: isDateNamed ? first : nil), "ADAM-ERR0123")
        }
        world.holding = { _, day, _ in day >= first ? 1 : 0 }
        world.run()
        let refused = world.calls.count { $0.fault != nil }
        print(
            "start too early, date named: \(isDateNamed): \(world.calls.count) calls, \(refused) refused; 17 if known")
        let lacking = world.lacking.filter { $0.1 >= first }
        #expect(lacking.isEmpty)
        // With a date one refusal per series; without, a search by halves: nine questions for 365 days, three for seven.
        #expect(world.calls.count <= (isDateNamed ? 17 + 3 : 17 + 2 * 11 + 4))
        // It is remembered.
        let calls = world.calls.count
        for days in 1...5 {
            world.restart()
            world.run(until: OracleCalendar.instant(Self.today.advanced(by: days), hour: 12))
        }
        #expect(world.calls.count == calls + 15)
        #expect(world.calls.suffix(15).allSatisfy { $0.fault == nil })
    }

    /// A gateway that counts the months another way.
    @Test func aLimitThatIsOffByOneCostsOneCallPerSeries() {
        let first = OracleCalendar.firstDay(.loadCurve, Self.today).next
        var world = SyncWorld([SyncMeter(pdl: .house, consumption: [.loadCurve])], at: Self.start)
        world.fault = { _, request, _ in
            request.days.lowerBound < first ? .test(.startTooEarly(earliest: nil), "ADAM-DC-0016") : nil
        }
        world.run()
        #expect(world.calls.count == world.fewestCalls(on: Self.today) + 1)
        #expect(world.lacking.map(\.1) == [first.previous])
    }

    @Test func anEndTooLateIsPutOff() {
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
        let server = world.now.advanced(bySeconds: 4 * 3_600)
        world.fault = { _, request, now in
            now < server && request.days.upperBound >= Self.today.previous ? .test(.endTooLate) : nil
        }
        world.run(until: world.now.advanced(bySeconds: 13 * 3_600 - 1))
        #expect(world.calls.count { $0.fault != nil } == 3)
        #expect(world.lacking.isEmpty)
        #expect(world.calls.count <= world.fewestCalls(on: Self.today) + 6)
    }

    @Test func aServerThatLivesInThePastIsNotWalkedThrough() {
        var world = SyncWorld([SyncMeter(pdl: .house, consumption: [.dailyEnergy])], at: Self.start)
        world.fault = { _, request, _ in .test(.endTooLate) }
        world.run(until: world.now.advanced(bySeconds: 3 * 86_400))
        #expect(world.calls.count < 60)
    }

    @Test func aRangeTooLongIsShortened() {
        var world = SyncWorld([SyncMeter(pdl: .house)], at: Self.start)
        world.fault = { _, request, _ in
            let longest = request.kind == .loadCurve ? 6 : 90
            return request.days.count > longest ? .test(.rangeTooLong, "ADAM-DC-0015") : nil
        }
        world.run()
        // 365 → 182 → 91 → 45 for each of the daily series, and 7 → 6.
        #expect(world.calls.count { $0.fault != nil } == 7)
        #expect(world.calls(of: .loadCurve).allSatisfy { $0.fault != nil || $0.request.days.count <= 6 })
        #expect(world.lacking.isEmpty)
    }

    @Test func noDataIsNotSplit() {
        let first = Self.today.advanced(by: -90)
        var world = SyncWorld([SyncMeter(pdl: .house, consumption: [.loadCurve])], at: Self.start)
        world.fault = { _, request, _ in
            request.days.upperBound < first ? .test(.noData, "no_data_found") : nil
        }
        world.holding = { _, day, _ in day >= first ? 1 : 0 }
        world.run()
        let fewest = world.fewestCalls(on: Self.today)
        #expect(world.calls.count == fewest)
        // A month later nothing of it was asked again but by the looks, and once the range at the edge, of which some days
        // were there; within a year it stays below two calls a day.
        world.run(until: world.now.advanced(bySeconds: 25 * 86_400))
        #expect(world.calls.count == fewest + 25 + 1)
        world.run(until: world.now.advanced(bySeconds: 340 * 86_400))
        print("21 months without a curve: \(fewest) calls at first, \(world.calls.count - fewest) in the year after")
        #expect(world.calls.count - fewest < 2 * 365)
    }

    @Test func aThrottleIsWaitedFor() throws {
        let until = Self.start.advanced(bySeconds: 7_200)
        var world = SyncWorld(.two, at: Self.start, phase: SyncPhase(installation: "a"))
        world.fault = { index, _, _ in index == 20 ? .test(.waitUntil(until), "900804") : nil }
        world.run()
        #expect(world.calls[21].instant >= until)
        #expect(world.calls[21].instant.seconds(since: until) < 600)
        #expect(world.waits.contains { $0.reason == .gateway })
        #expect(world.lacking.isEmpty)
        #expect(world.calls.count == world.fewestCalls(on: Self.today) + 1)
    }

    @Test(arguments: [GatewayLimits.QuotaDay.paris, .utc])
    func aQuotaWithoutATimeIsThatOfTheDay(quotaDay: GatewayLimits.QuotaDay) {
        let limits = GatewayLimits(quotaDay: quotaDay)
        var world = SyncWorld(.two, at: Self.start, limits: limits)
        world.fault = { index, _, _ in index == 20 ? .test(.waitUntil(nil), "409") : nil }
        world.run()
        let reset =
            quotaDay == .paris
            ? OracleCalendar.instant(Self.today.next, hour: 0) : UTCInstant(utcYear: 2026, month: 11, day: 22)
        #expect(world.calls[21].instant == reset)
        world.run(until: reset.advanced(bySeconds: 86_400))
        #expect(world.lacking.isEmpty)
    }

    @Test func aThrottleInThePastIsABackoff() {
        var world = SyncWorld(.two, at: Self.start)
        world.fault = { index, _, now in index < 8 ? .test(.waitUntil(now.advanced(bySeconds: -60)), "429") : nil }
        world.run()
        #expect(world.calls.count == world.fewestCalls(on: Self.today) + 8)
    }

    @Test func retryAfterIsKept() {
        var world = SyncWorld(.two, at: Self.start)
        world.fault = { index, _, _ in index == 5 ? .test(.transient(retryAfter: .seconds(900)), "503") : nil }
        world.run()
        #expect(world.calls[6].instant.seconds(since: world.calls[5].instant) >= 900)
        #expect(world.calls.count == world.fewestCalls(on: Self.today) + 1)
        #expect(world.lacking.isEmpty)
    }

    /// A gateway that is down for three days.
    @Test func anOutageIsBridgedWithFewCalls() {
        var world = SyncWorld(.two, at: Self.start, phase: SyncPhase(installation: "b"))
        let end = Self.start.advanced(bySeconds: 3 * 86_400)
        world.fault = { _, _, now in now < end ? .test(.transient(retryAfter: nil), "500") : nil }
        world.run(until: end)
        let failed = world.calls.count
        print("three days of 500: \(failed) calls of 8 series")
        #expect(failed < 3 * 8 * 20)
        world.run(until: end.advanced(bySeconds: 2 * 86_400))
        #expect(world.lacking.isEmpty)
    }

    /// One week that always fails must not keep the years behind it away.
    @Test func aPoisonedRangeIsPassedBy() {
        let poisoned = Day("2026-06-10")!
        var world = SyncWorld([SyncMeter(pdl: .house, consumption: [.loadCurve])], at: Self.start)
        world.fault = { _, request, _ in
            request.days.contains(poisoned) ? .test(.transient(retryAfter: nil), "500") : nil
        }
        world.run()
        #expect(world.lacking.count == 7)
        #expect(world.calls.count == world.fewestCalls(on: Self.today) + 5)
        // Six tries once, then one a day.
        let calls = world.calls.count
        world.run(until: world.now.advanced(bySeconds: 10 * 86_400))
        print("a week that always fails: \(world.calls.count - calls - 10) calls in ten days")
        #expect(world.calls.count - calls - 10 <= 11)
    }
}
