import Foundation
import MEDCore
import MEDTesting
import Testing

@testable import MEDSources

/// When the schedules ask: windows, back-off, limits, restarts, clocks set back, a million installations.
@Suite(.timeLimit(.minutes(1)))
struct NationalScheduleTests {
    /// All colours from the season's first day on, the last one given.
    private func view(until last: String, isFinal: Bool = true) throws -> TempoView {
        let end = try day(last)
        let first = TempoSeason(containing: end).days.lowerBound.advanced(by: -20)
        return try TempoView(
            (first...end).map {
                TempoData(
                    day: $0, color: .blue, isFinal: $0 < end || isFinal, recordedAt: try paris("2024-01-01 00:00"))
            })
    }

    private func minute(_ instant: UTCInstant?) -> Int {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
        guard let instant else { return -1 }
        let date = Date(timeIntervalSince1970: Double(instant.secondsSinceEpoch))
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        return (parts.hour ?? -1) * 60 + (parts.minute ?? -1)
    }

    @Test func aFirstRunAsksAtOnceAndForEverySeason() throws {
        let now = try paris("2024-01-14 03:00")
        var schedule = TempoSchedule(seed: 1, at: now)
        let view = try TempoView([], from: day("2021-09-01"))
        let first = schedule.questions(of: ["a"], view, at: now)
        #expect(
            first.map { "\($0.days)" } == [
                "2024-01-07...2024-01-15", "2023-09-01...2024-01-06", "2022-09-01...2023-08-31",
            ])
        // The colour of 31 August is that of the first six hours.
        for question in first { schedule.ended(question, view, answered: true, at: now) }
        let second = schedule.questions(of: ["a"], view, at: now.advanced(bySeconds: 60))
        #expect(second.map { "\($0.days)" } == ["2021-09-01...2022-08-31", "2021-08-31...2021-08-31"])
    }

    @Test func nothingIsAskedBeforeTheFirstColorOfAll() throws {
        let now = try paris("2014-09-03 12:00")
        var schedule = TempoSchedule(seed: 1, at: now)
        let questions = try schedule.questions(of: ["a"], TempoView([], from: day("2010-01-01")), at: now)
        #expect(questions.map { "\($0.days)" } == ["2014-09-01...2014-09-04"])
    }

    /// 06:40–07:30, 11:00–11:20, 11:40–12:00, 14:00–14:20: whatever the seed, on the days of 23 and 25 hours too.
    @Test(arguments: ["2024-09-14", "2024-10-27", "2025-03-30"])
    func windows(text: String) throws {
        let eve = try day(text).previous
        for seed in 0..<40 as Range<UInt64> {
            let known = try view(until: text)
            var schedule = TempoSchedule(seed: seed, at: try paris("\(eve) 18:00"))
            _ = try schedule.questions(of: ["a"], known, at: paris("\(eve) 18:00"))
            let look = try #require(try schedule.next(of: ["a"], known, after: paris("\(eve) 18:00")))
            #expect((400..<450).contains(minute(look)) && Day(containing: look).description == text)
            #expect(try schedule.next(of: ["a"], known, after: paris("\(text) 00:01")) == look)

            let looks = schedule.questions(of: ["a"], known, at: look)
            let question = try #require(looks.first)
            schedule.ended(question, known, answered: true, at: look)
            let official = try #require(schedule.next(of: ["a"], known, after: look))
            #expect((660..<680).contains(minute(official)))

            let asks = schedule.questions(of: ["a"], known, at: official)
            let asked = try #require(asks.first)
            let provisional = try view(until: day(text).next.description, isFinal: false)
            schedule.ended(asked, provisional, answered: true, at: official)
            let settled = try #require(schedule.next(of: ["a"], provisional, after: official))
            #expect((700..<720).contains(minute(settled)))

            let again = schedule.questions(of: ["a"], provisional, at: settled)
            let third = try #require(again.first)
            schedule.ended(third, provisional, answered: true, at: settled)
            #expect((840..<860).contains(minute(schedule.next(of: ["a"], provisional, after: settled))))
            let final = try view(until: day(text).next.description)
            schedule.ended(third, final, answered: true, at: settled)
            let tomorrow = try #require(schedule.next(of: ["a"], final, after: settled))
            #expect(Day(containing: tomorrow) == (try day(text).next))
        }
    }

    /// An unknown colour after 11:00: 15 minutes, doubled; each wait up to a quarter longer.
    @Test func backOffWhileTomorrowIsUnknown() throws {
        let known = try view(until: "2024-09-14")
        var now = try paris("2024-09-14 11:20")
        var schedule = TempoSchedule(seed: 7, at: now)
        var waits: [Int] = []
        for _ in 0..<7 {
            let asks = schedule.questions(of: ["a"], known, at: now)
            let question = try #require(asks.first)
            schedule.ended(question, known, answered: true, at: now)
            let next = try #require(schedule.next(of: ["a"], known, after: now))
            waits.append(Int(next.seconds(since: now)) / 60)
            let early = schedule.questions(of: ["a"], known, at: next.advanced(bySeconds: -1))
            #expect(early.isEmpty)
            now = next
        }
        print("waits in minutes while tomorrow is unknown: \(waits)")
        #expect(waits.reduce(0, +) > 360)
        #expect(Day(containing: now).description == "2024-09-14" || Day(containing: now).description == "2024-09-15")
    }

    @Test func aDaysCallsAreLimited() throws {
        let now = try paris("2024-09-14 12:00")
        var schedule = TempoSchedule(seed: 7, at: now)
        let empty = TempoView([])
        var calls = 0
        for minute in 0..<700 {
            let instant = now.advanced(bySeconds: minute * 60)
            calls += schedule.questions(of: ["a"], empty, at: instant, force: true).count
        }
        #expect(calls == TempoSchedule.callsPerDay)
        let isCounted = schedule.countCall(at: now)
        #expect(!isCounted)
        let next = try #require(schedule.next(of: ["a"], empty, after: now.advanced(bySeconds: 42_000)))
        #expect(Day(containing: next).description == "2024-09-15")
    }

    /// What no source knows is asked for more and more seldom.
    @Test func aSeasonThatNobodyKnows() throws {
        var now = try paris("2024-09-14 12:00")
        var schedule = TempoSchedule(seed: 3, at: now)
        let known = try view(until: "2024-09-15")
        let wanted = try TempoView(Array(known.known.values), from: day("2023-10-01"))
        var asked: [UTCInstant] = []
        let end = now.advanced(bySeconds: 100 * 86_400)
        while now < end {
            for question in schedule.questions(of: ["a"], wanted, at: now) {
                if question.season?.startYear == 2023 { asked.append(now) }
                schedule.ended(question, wanted, answered: true, at: now)
            }
            now = now.advanced(bySeconds: 6 * 3_600)
        }
        let days = zip(asked, asked.dropFirst()).map { Int($1.seconds(since: $0)) / 86_400 }
        print("days between the questions about a season that nobody knows: \(days)")
        #expect(asked.count <= 8 && asked.count >= 5)
        #expect(zip(days, days.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func ecowattKeepsItsDistanceAcrossEverything() throws {
        var generator = SeededGenerator(seed: 20_240_115)
        print("seed \(generator.seed)")
        for seed in 0..<20 as Range<UInt64> {
            var now = try paris("2024-03-30 20:00")
            var remembered: [UInt8]?
            var calls: [UTCInstant] = []
            for _ in 0..<600 {
                now = now.advanced(bySeconds: Int.random(in: 0...900, using: &generator))
                // A restart at every step.
                var schedule = EcowattSchedule(seed: seed, remembered: remembered, at: now)
                let isForced = Bool.random(using: &generator)
                if let source = schedule.call(of: ["a", "b"], at: now, force: isForced) {
                    calls.append(now)
                    remembered = schedule.encoded()
                    switch Int.random(in: 0..<4, using: &generator) {
                    case 0: schedule.failed(.test(.transient(retryAfter: nil)), of: source, at: now)
                    case 1: schedule.failed(.test(.permanent), of: source, at: now)
                    case 2: schedule.failed(.test(.waitUntil(nil)), of: source, at: now)
                    default: schedule.answered()
                    }
                    // A crash before the outcome is remembered.
                    if Bool.random(using: &generator) { remembered = schedule.encoded() }
                }
            }
            #expect(calls.count > 100)
            #expect(zip(calls, calls.dropFirst()).allSatisfy { $1.seconds(since: $0) >= 900 })
        }
    }

    @Test func ecowattWaitsAsLongAsAServerSays() throws {
        let now = try paris("2024-01-15 12:00")
        var schedule = EcowattSchedule(seed: 5, at: now)
        let source = schedule.call(of: ["a"], at: now)
        #expect(source == "a")
        let named = now.advanced(bySeconds: 7_200)
        schedule.failed(.test(.waitUntil(named)), of: "a", at: now)
        let next = try #require(schedule.next(of: ["a"], after: now))
        #expect(next >= named && next.seconds(since: named) <= 600 + 3_600)
        for seconds in stride(from: 0, to: 7_200, by: 60) {
            let waiting = schedule.call(of: ["a"], at: now.advanced(bySeconds: seconds), force: true)
            #expect(waiting == nil)
        }
        // Another source may be asked meanwhile, after the distance.
        let tooSoon = schedule.call(of: ["a", "b"], at: now.advanced(bySeconds: 899), force: true)
        #expect(tooSoon == nil)
        let other = schedule.call(of: ["a", "b"], at: now.advanced(bySeconds: 900), force: true)
        #expect(other == "b")
    }

    @Test func aRefusedAccountIsTriedDailyOrOnRequest() throws {
        let now = try paris("2024-01-15 12:00")
        var schedule = EcowattSchedule(seed: 5, at: now)
        _ = schedule.call(of: ["a"], at: now)
        schedule.failed(.test(.permanent), of: "a", at: now)
        let daily = schedule.call(of: ["a"], at: now.advanced(bySeconds: 19 * 3_600))
        #expect(daily == nil)
        var asked = schedule
        let nextDay = asked.call(of: ["a"], at: now.advanced(bySeconds: 24 * 3_600))
        #expect(nextDay == "a")
        let requested = schedule.call(of: ["a"], at: now.advanced(bySeconds: 3_600), force: true)
        #expect(requested == "a")
    }

    @Test func aClockThatWasSetBack() throws {
        let future = try paris("2030-01-01 12:00")
        var ecowatt = EcowattSchedule(seed: 5, at: future)
        _ = ecowatt.call(of: ["a"], at: future)
        ecowatt.failed(.test(.permanent), of: "a", at: future)
        var tempo = TempoSchedule(seed: 5, at: future)
        _ = tempo.questions(of: ["a"], TempoView([]), at: future)

        let now = try paris("2024-01-15 12:00")
        var later = EcowattSchedule(seed: 5, remembered: ecowatt.encoded(), at: now)
        let atOnce = later.call(of: ["a"], at: now, force: true)
        #expect(atOnce == nil)
        let inTime = later.call(of: ["a"], at: now.advanced(bySeconds: 900), force: true)
        #expect(inTime == "a")
        var back = TempoSchedule(seed: 5, remembered: tempo.encoded(), at: now)
        _ = back.questions(of: ["a"], TempoView([]), at: now)
        let asks = back.questions(of: ["a"], TempoView([]), at: now.advanced(bySeconds: 1_200))
        #expect(!asks.isEmpty)
    }

    @Test func whatIsRememberedSurvives() throws {
        let now = try paris("2024-01-15 12:00")
        var tempo = TempoSchedule(seed: 5, at: now)
        _ = try tempo.questions(of: ["a"], TempoView([], from: day("2020-01-01")), at: now)
        tempo.failed(.test(.permanent), of: "a", at: now)
        tempo.memory.givers = try [day("2024-01-15").number: "a"]
        tempo.memory.seasons = [2_020: TempoMemory.Season(attempts: 2, next: 9)]
        #expect(TempoSchedule(seed: 5, remembered: tempo.encoded(), at: now).memory == tempo.memory)
        var ecowatt = EcowattSchedule(seed: 5, at: now)
        _ = ecowatt.call(of: ["a"], at: now)
        ecowatt.failed(.test(.permanent), of: "a", at: now)
        #expect(EcowattSchedule(seed: 5, remembered: ecowatt.encoded(), at: now).memory == ecowatt.memory)
        // Damaged: as if a call had just been made.
        for damage in ["", "{", "[]", #"{"lastCall":"x"}"#] {
            var schedule = EcowattSchedule(seed: 5, remembered: bytes(damage), at: now)
            let tooSoon = schedule.call(of: ["a"], at: now.advanced(bySeconds: 899), force: true)
            #expect(tooSoon == nil)
            let inTime = schedule.call(of: ["a"], at: now.advanced(bySeconds: 900), force: true)
            #expect(inTime == "a")
            var questions = TempoSchedule(seed: 5, remembered: bytes(damage), at: now)
            let asks = questions.questions(of: ["a"], TempoView([]), at: now)
            #expect(asks.allSatisfy { $0.season != nil })
        }
    }

    @Test func withoutASourceNothingIsDue() throws {
        let now = try paris("2024-01-15 12:00")
        #expect(TempoSchedule(seed: 5, at: now).next(of: [], TempoView([]), after: now) == nil)
        #expect(EcowattSchedule(seed: 5, at: now).next(of: [], after: now) == nil)
    }

    /// Neighbouring seeds and random ones: no second of a window, of an hour or of a server's wait gets many more calls
    /// than its share.
    @Test(arguments: [false, true])
    func aMillionInstallationsDoNotCallInOneSecond(isRandom: Bool) {
        var generator = SeededGenerator(seed: 42)
        let seeds = (0..<200_000).map { isRandom ? generator.next() : UInt64($0) }
        for (purpose, width) in [(16, 3_000), (17, 1_200), (18, 1_200), (1, 3_600), (3, 600)] as [(UInt64, Int)] {
            var calls = Array(repeating: 0, count: width)
            for seed in seeds { calls[NationalSpread(seed: seed).offset(below: width, purpose: purpose)] += 1 }
            let mean = Double(seeds.count) / Double(width)
            let highest = calls.max() ?? 0
            // Six standard deviations of a binomial distribution.
            #expect(Double(highest) < mean + 6 * mean.squareRoot())
            #expect(Double(calls.min() ?? 0) > mean - 6 * mean.squareRoot())
            print(
                "1,000,000 installations over \(width) s: \(Int(mean * 5)) a second on average, \(highest * 5) at most")
        }
    }

    /// The same through the schedules themselves.
    @Test func theSchedulesUseTheSpread() throws {
        let known = try view(until: "2024-09-05")
        let morning = try paris("2024-09-05 09:00")
        var tempo: [Int64: Int] = [:]
        var ecowatt: [Int64: Int] = [:]
        for seed in 0..<3_000 as Range<UInt64> {
            var schedule = TempoSchedule(seed: seed, at: morning)
            _ = schedule.questions(of: ["a"], known, at: morning)
            let first = try #require(schedule.next(of: ["a"], known, after: morning))
            tempo[first.secondsSinceEpoch, default: 0] += 1
            var hourly = EcowattSchedule(seed: seed, at: morning)
            _ = hourly.call(of: ["a"], at: morning)
            let next = try #require(hourly.next(of: ["a"], after: morning))
            ecowatt[next.secondsSinceEpoch % 3_600, default: 0] += 1
        }
        // 3,000 over 1,200 and over 3,600 seconds.
        #expect(tempo.count > 1_000 && (tempo.values.max() ?? 0) <= 14)
        #expect(ecowatt.count > 1_900 && (ecowatt.values.max() ?? 0) <= 9)
    }
}
