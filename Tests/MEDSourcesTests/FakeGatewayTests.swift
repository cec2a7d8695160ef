import MEDHTTP
import TestServers
import Testing

/// What the tests of sources and of the whole service lean on: that the local gateways are the real ones' likeness.
@Suite(.timeLimit(.minutes(1)))
struct FakeGatewayTests {
    static let pdl = "01234567890123"
    let clock = FakeClock(paris: "2025-04-10", hour: 9)
    let enedis = FakeEnedis(seed: 7)

    init() { enedis.add(Self.pdl) { $0.directions = [.consumption, .production] } }

    private func gateway(
        _ dialect: FakeDialect, quota: Int = 500, options: FakeGatewayOptions = FakeGatewayOptions()
    ) throws -> (gateway: FakeGateway, probe: FakeGatewayProbe) {
        let clock = clock
        let gateway = try FakeGateway(
            enedis: enedis, dialect: dialect, token: "t0ken", quota: quota, options: options, now: { clock.now })
        return (gateway, try FakeGatewayProbe(dialect == .v1 ? "t0ken" : "Bearer t0ken"))
    }

    private func ask(
        _ pair: (gateway: FakeGateway, probe: FakeGatewayProbe), _ dialect: FakeDialect, _ kind: FakeCall.Kind,
        _ start: String, _ end: String, pdl: String = pdl, _ direction: FakeDirection = .consumption
    ) async throws -> FakeGatewayProbe.Answer {
        try await pair.probe.get(
            pair.gateway.url + FakeGatewayProbe.path(dialect, kind, pdl, start, end, direction))
    }

    // MARK: Readings

    @Test(arguments: [FakeDialect.v1, .conso])
    func octoberHourComesTwiceInOrder(dialect: FakeDialect) async throws {
        let answer = try await ask(gateway(dialect), dialect, .curve, "2024-10-27", "2024-10-28")
        #expect(answer.points.count == 50)
        #expect(
            Array(answer.dates.map { $0.suffix(8) }[..<8]) == [
                "00:30:00", "01:00:00", "01:30:00", "02:00:00", "02:30:00", "02:00:00", "02:30:00", "03:00:00",
            ])
        #expect(answer.dates.last == "2024-10-28 00:00:00")
        #expect(answer.points.first?["interval_length"] as? String == "PT30M")
        #expect(answer.points.first?["measure_type"] as? String == "B")
        #expect((answer.reading["reading_type"] as? [String: Any])?["unit"] as? String == "W")
        #expect(answer.reading["quality"] as? String == "BRUT")
    }

    @Test func v2ShiftsTheTextOfTheStamps() async throws {
        let pair = try gateway(.v2)
        let autumn = try await ask(pair, .v2, .curve, "2024-10-27", "2024-10-28")
        #expect(
            Array(autumn.dates.map { $0.suffix(8) }[..<8]) == [
                "00:00:00", "00:30:00", "01:00:00", "01:30:00", "02:00:00", "01:30:00", "02:00:00", "02:30:00",
            ])
        #expect(autumn.dates.last == "2024-10-27 23:30:00")
        #expect(autumn.json["success"] as? Bool == true)
        let spring = try await ask(pair, .v2, .curve, "2025-03-30", "2025-03-31")
        #expect(spring.points.count == 46)
        #expect(Array(spring.dates.map { $0.suffix(8) }[2..<5]) == ["01:00:00", "02:30:00", "03:00:00"])

        var options = FakeGatewayOptions()
        options.sortsByStamp = true
        let sorted = try await ask(gateway(.v2, options: options), .v2, .curve, "2024-10-27", "2024-10-28")
        #expect(sorted.dates == autumn.dates.sorted())
    }

    @Test func springHourIsMissing() async throws {
        let answer = try await ask(gateway(.v1), .v1, .curve, "2025-03-30", "2025-03-31")
        #expect(answer.points.count == 46)
        #expect(Array(answer.dates.map { $0.suffix(8) }[1..<4]) == ["01:00:00", "01:30:00", "03:00:00"])
    }

    @Test(arguments: FakeDialect.allCases)
    func curveAddsUpToTheDay(dialect: FakeDialect) async throws {
        enedis.change(Self.pdl) {
            $0.slotMinutes = 60
            $0.slotMinutesFrom = ["2024-12-02": 30, "2024-12-04": 10, "2024-12-06": 15]
        }
        let pair = try gateway(dialect)
        for direction in FakeDirection.allCases {
            let days = try await ask(pair, dialect, .daily, "2024-12-01", "2024-12-08", direction)
            #expect(days.dates == FakeClock.days("2024-12-01", "2024-12-07"))
            for (day, wattHours) in zip(days.dates, days.values) {
                let next = FakeClock.days(day, "2024-12-31")[1]
                let curve = try await ask(pair, dialect, .curve, day, next, direction)
                let minutes = [24: 60, 48: 30, 96: 15, 144: 10][curve.points.count]
                let sum = Double(curve.values.reduce(0, +)) * Double(try #require(minutes)) / 60
                // An hour is rounded to whole W, the day to whole Wh.
                #expect(abs(sum - Double(wattHours)) <= 12.5, "\(direction) \(day): \(sum), \(wattHours)")
            }
        }
        #expect(pair.gateway.count(.curve) == 14)
        let peaks = try await ask(pair, dialect, .maxPower, "2024-12-01", "2024-12-08")
        #expect(peaks.dates.map { String($0.prefix(10)) } == FakeClock.days("2024-12-01", "2024-12-07"))
        #expect((peaks.reading["reading_type"] as? [String: Any])?["unit"] as? String == "VA")
        let zeros = enedis.slots(Self.pdl, day: "2024-12-02").count { $0.watts == 0 }
        print("true zeros on 2024-12-02: \(zeros)")
        #expect(
            FakeClock.days("2024-12-01", "2024-12-07").contains {
                enedis.slots(Self.pdl, day: $0).contains { $0.watts == 0 }
            })
    }

    @Test func sameSeedSameValues() {
        let other = FakeEnedis(seed: 7)
        other.add(Self.pdl)
        let third = FakeEnedis(seed: 8)
        third.add(Self.pdl)
        let day = "2025-01-15"
        #expect(enedis.slots(Self.pdl, day: day) == other.slots(Self.pdl, day: day))
        #expect(enedis.slots(Self.pdl, day: day) != third.slots(Self.pdl, day: day))
    }

    @Test func yearOfDaysIsQuick() async throws {
        let pair = try gateway(.v2)
        let start = ContinuousClock.now
        let answer = try await ask(pair, .v2, .daily, "2024-04-09", "2025-04-09")
        print("365 days: \(ContinuousClock.now - start)")
        #expect(answer.dates == FakeClock.days("2024-04-09", "2025-04-08"))
    }

    // MARK: Late, missing and changing data

    @Test func dataComesLateInPartsAndChanges() async throws {
        let noon = FakeClock.instant(paris: "2025-04-10", hour: 12)
        enedis.change(Self.pdl) {
            $0.missingDays = ["2025-04-03"]
            $0.lateDays = ["2025-04-04": noon]
            $0.partialDays = ["2025-04-05": FakePartialDay(missingSlots: [0, 13, 47], until: noon)]
            $0.corrections = [FakeCorrection(day: "2025-04-06", watts: 100, from: noon)]
            $0.zeroDays = ["2025-04-07"]
        }
        let pair = try gateway(.v1)
        let days = FakeClock.days("2025-04-03", "2025-04-08")
        let before = try await ask(pair, .v1, .daily, "2025-04-03", "2025-04-09")
        #expect(before.dates == Array(days[2...]))
        let partial = try await ask(pair, .v1, .curve, "2025-04-05", "2025-04-06")
        #expect(partial.points.count == 45)
        #expect(partial.dates.first == "2025-04-05 01:00:00")
        clock.set(noon)
        let after = try await ask(pair, .v1, .daily, "2025-04-03", "2025-04-09")
        #expect(after.dates == Array(days[1...]))
        #expect(after.values[2] - before.values[1] == 2400)
        #expect(after.values[3] == 0)
        #expect(try await ask(pair, .v1, .curve, "2025-04-05", "2025-04-06").points.count == 48)
        #expect(try await ask(pair, .v1, .curve, "2025-04-03", "2025-04-04").status == 404)
        enedis.change(Self.pdl) { $0.partialDays = ["2025-04-05": FakePartialDay(missingSlots: [7])] }
        #expect(enedis.slots(Self.pdl, day: "2025-04-05").count == 47)
        #expect(pair.gateway.prematureCalls.isEmpty)
    }

    @Test func cacheKeepsTheFirstAnswer() async throws {
        var options = FakeGatewayOptions()
        options.cacheSeconds = 3600
        let (gateway, probe) = try gateway(.v1, options: options)
        let url = gateway.url + FakeGatewayProbe.path(.v1, .daily, Self.pdl, "2025-04-01", "2025-04-02")
        let first = try await probe.get(url + "/cache/")
        let now = clock.now
        enedis.change(Self.pdl) { $0.corrections = [FakeCorrection(day: "2025-04-01", watts: 100, from: now)] }
        clock.advance(seconds: 3599)
        #expect(try await probe.get(url + "/cache/").values == first.values)
        #expect(try await probe.get(url).values == first.values.map { $0 + 2400 })
        clock.advance(seconds: 1)
        #expect(try await probe.get(url + "/cache/").values == first.values.map { $0 + 2400 })
        #expect(gateway.calls.map(\.isFromCache) == [false, true, false, false])
        #expect(gateway.callsOfQuotaDay(at: clock.now) == 3)
        _ = try await probe.get(gateway.url + "/cache/\(Self.pdl)", method: .delete)
        _ = try await probe.get(url + "/cache/")
        #expect(gateway.calls.last?.isFromCache == false)
    }

    @Test(arguments: FakeDialect.allCases)
    func yesterdayBeforeSixIsPremature(dialect: FakeDialect) async throws {
        let pair = try gateway(dialect)
        clock.set(paris: "2025-04-10", hour: 5, minute: 59)
        let early = try await ask(pair, dialect, .daily, "2025-04-08", "2025-04-10")
        #expect(early.dates == ["2025-04-08"])
        _ = try await ask(pair, dialect, .daily, "2025-04-08", "2025-04-09")
        #expect(pair.gateway.prematureCalls.map(\.number) == [0])
        clock.set(paris: "2025-04-10", hour: 6)
        #expect(try await ask(pair, dialect, .daily, "2025-04-08", "2025-04-10").dates.count == 2)
        #expect(pair.gateway.prematureCalls.count == 1)
        let call = try #require(pair.gateway.calls.first)
        #expect(call.kind == .daily && call.pdl == Self.pdl && call.direction == .consumption)
        #expect(call.firstDay == "2025-04-08" && call.lastDay == "2025-04-09" && call.status == 200)
        #expect(call.values == 1 && call.at == FakeClock.instant(paris: "2025-04-10", hour: 5, minute: 59))
    }

    // MARK: Refusals

    @Test func enedisRefuses() async throws {
        let pair = try gateway(.conso)
        func code(
            _ kind: FakeCall.Kind, _ start: String, _ end: String, _ direction: FakeDirection = .consumption
        ) async throws -> String {
            let answer = try await ask(pair, .conso, kind, start, end, direction)
            let error = answer.json["error"] as? [String: Any] ?? [:]
            return "\(answer.status) \(error["error"] ?? "") \(error["error_description"] ?? "")"
        }
        #expect(try await code(.daily, "2025-04-02", "2025-04-01").contains("Start date should be before end date"))
        #expect(try await code(.daily, "2025-04-02", "2025-04-02").contains("Start date should be before end date"))
        #expect(try await code(.daily, "2025-04-02", "2025-04-11").contains("earlier than the current date"))
        #expect(try await code(.daily, "2025-4-2", "2025-04-10").contains("YYYY-MM-DD"))
        #expect(try await code(.daily, "2025-02-30", "2025-04-10").contains("YYYY-MM-DD"))
        #expect(try await code(.curve, "2025-04-01", "2025-04-09").hasPrefix("400 ADAM-DC-0015"))
        #expect(try await code(.curve, "2025-04-02", "2025-04-09").hasPrefix("200"))
        #expect(try await code(.daily, "2024-04-09", "2025-04-09").hasPrefix("200"))
        #expect(try await code(.daily, "2024-04-08", "2025-04-09").hasPrefix("400 ADAM-DC-0015"))
        // 24 months and 15 days before 2025-04-10 is 2023-03-26; 36 months and 15 days is 2022-03-26.
        #expect(try await code(.curve, "2023-03-25", "2023-03-28").hasPrefix("400 ADAM-DC-0016"))
        #expect(try await code(.curve, "2023-03-26", "2023-03-28").hasPrefix("200"))
        #expect(try await code(.daily, "2022-03-25", "2022-03-28").hasPrefix("400 ADAM-DC-0016"))
        #expect(try await code(.daily, "2022-03-26", "2022-03-28").hasPrefix("200"))
        enedis.change(Self.pdl) {
            $0.lastActivation = "2024-01-01"
            $0.directions = [.consumption]
        }
        #expect(try await code(.daily, "2023-12-31", "2024-01-10").hasPrefix("400 ADAM-ERR0123"))
        #expect(try await code(.daily, "2024-01-01", "2024-01-10", .production).hasPrefix("400 ADAM-ERR0069"))
        enedis.change(Self.pdl) { $0.curveRefusal = .loadCurveRefused }
        #expect(try await code(.curve, "2025-04-02", "2025-04-09").hasPrefix("400 ADAM-ERR0075"))
        let now = clock.now
        enedis.change(Self.pdl) { $0.consentLostAt = now }
        #expect(try await code(.daily, "2025-04-02", "2025-04-09").hasPrefix("403 ADAM-DC-0008"))
    }

    @Test(arguments: FakeDialect.allCases)
    func emptyRangeAndWrongToken(dialect: FakeDialect) async throws {
        enedis.change(Self.pdl) { $0.missingDays = ["2025-04-01"] }
        let pair = try gateway(dialect)
        let empty = try await ask(pair, dialect, .daily, "2025-04-01", "2025-04-02")
        #expect(empty.text.contains("no_data_found: no measure") || empty.text.contains("\"error\":\"no_data_found\""))
        #expect(empty.status == (dialect == .v2 ? 200 : 404))
        let path = FakeGatewayProbe.path(dialect, .daily, Self.pdl, "2025-04-02", "2025-04-03")
        let wrong = try await pair.probe.get(pair.gateway.url + path, authorization: "Bearer other")
        #expect(wrong.status == (dialect == .v1 ? 403 : 401))
        #expect(pair.gateway.calls.last?.authorization == "Bearer other")
        // The other dialects' way to hold the token is wrong, too.
        let swapped = try await pair.probe.get(
            pair.gateway.url + path, authorization: dialect == .v1 ? "Bearer t0ken" : "t0ken")
        #expect(swapped.status == wrong.status)
    }

    @Test func quotaOfV1EndsAtMidnightInFrance() async throws {
        let pair = try gateway(.v1, quota: 3)
        clock.set(paris: "2025-04-10", hour: 23)
        for _ in 0..<3 { #expect(try await ask(pair, .v1, .daily, "2025-04-01", "2025-04-02").status == 200) }
        let over = try await ask(pair, .v1, .daily, "2025-04-01", "2025-04-02")
        #expect(over.status == 409)
        #expect((over.json["detail"] as? String)?.contains("quota journalier (3)") == true)
        let access = try await pair.probe.get(pair.gateway.url + "/valid_access/\(Self.pdl)/cache")
        #expect(access.json["quota_limit"] as? Int == 3 && access.json["call_number"] as? Int == 4)
        #expect(access.json["quota_reset_at"] as? String == "2025-04-10T23:59:59.999999")
        #expect(access.json["valid"] as? Bool == false && access.json["quota_reached"] as? Bool == true)
        #expect(pair.gateway.calls.last?.usesCache == true)
        clock.set(paris: "2025-04-11", hour: 0)
        #expect(try await ask(pair, .v1, .daily, "2025-04-01", "2025-04-02").status == 200)
    }

    @Test func quotaOfTheOthers() async throws {
        let v2 = try gateway(.v2, quota: 1)
        clock.set(paris: "2025-04-10", hour: 23)
        _ = try await ask(v2, .v2, .daily, "2025-04-01", "2025-04-02")
        #expect(try await ask(v2, .v2, .daily, "2025-04-01", "2025-04-02").errorCode == "RATE_LIMIT_EXCEEDED")
        clock.set(paris: "2025-04-11", hour: 1)
        #expect(try await ask(v2, .v2, .daily, "2025-04-01", "2025-04-02").errorCode == "RATE_LIMIT_EXCEEDED")
        clock.set(paris: "2025-04-11", hour: 2)
        #expect(try await ask(v2, .v2, .daily, "2025-04-01", "2025-04-02").errorCode == nil)
        let conso = try gateway(.conso, quota: 0)
        let over = try await ask(conso, .conso, .daily, "2025-04-01", "2025-04-02")
        #expect(over.status == 429)
        #expect((over.json["error"] as? [String: Any])?["nextAccessTime"] as? String == "2025-Apr-11 22:00:00+0000 UTC")
    }

    @Test func sixthCallOfASecondIsRecorded() async throws {
        let pair = try gateway(.v1)
        for _ in 0..<6 { _ = try await ask(pair, .v1, .daily, "2025-04-01", "2025-04-02") }
        #expect(pair.gateway.rateViolations.map(\.number) == [5])
        clock.advance(seconds: 1)
        _ = try await ask(pair, .v1, .daily, "2025-04-01", "2025-04-02")
        #expect(pair.gateway.rateViolations.count == 1)
    }

    @Test func account() async throws {
        let v1 = try gateway(.v1)
        let contract = try await v1.probe.get(v1.gateway.url + "/contracts/\(Self.pdl)").text
        #expect(contract.contains("\"offpeak_hours\":\"HC (22H30-6H30)\"") && contract.contains("\"9 kVA\""))
        let v2 = try gateway(.v2)
        let list = try await v2.probe.get(v2.gateway.url + "/pdl")
        #expect((list.json["data"] as? [[String: Any]])?.first?["usage_point_id"] as? String == Self.pdl)
        let wrapped = try await v2.probe.get(v2.gateway.url + "/enedis/contract/\(Self.pdl)")
        #expect((wrapped.json["data"] as? [String: Any])?["customer"] != nil)
        #expect(try await v1.probe.get(v1.gateway.url + "/nothing").status == 404)
        #expect(v1.gateway.calls.map(\.kind) == [.contract, .other])
    }
}
