import Foundation
import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ParisTimeTests {
    static let hours: StrideTo<Int64> = stride(
        from: UTCInstant(utcYear: 2010, month: 1, day: 1).secondsSinceEpoch,
        to: UTCInstant(utcYear: 2038, month: 1, day: 1).secondsSinceEpoch, by: 3_600)

    @Test func offsetIsThatOfTheTimeZoneDatabaseInEveryHour() throws {
        let zone = try France.timeZone()
        var changes = 0
        var previous = 3_600
        for second in Self.hours {
            // The last second of an hour as well as the first: a boundary that is off by one shows.
            for instant in [UTCInstant(secondsSinceEpoch: second), UTCInstant(secondsSinceEpoch: second + 3_599)] {
                let expected = zone.secondsFromGMT(for: Date(instant))
                if ParisTime.offsetSeconds(at: instant) != expected {
                    Issue.record("\(instant): \(ParisTime.offsetSeconds(at: instant)), not \(expected)")
                }
                if expected != previous { changes += 1 }
                previous = expected
            }
        }
        #expect(changes == 56, "28 years have two changes each")
    }

    @Test func everyInstantIsFoundAgainFromWhatTheClockShowed() {
        for second in Self.hours {
            let instant = UTCInstant(secondsSinceEpoch: second + 1_234)
            let local = ParisTime.localTime(at: instant)
            let isFound =
                switch ParisTime.instants(of: local.day, secondOfDay: local.secondOfDay) {
                case .once(let found): found == instant
                case .twice(let first, let second):
                    (first == instant || second == instant) && second.seconds(since: first) == 3_600
                case .never: false
                }
            if !isFound { Issue.record("\(instant) was shown as \(local.iso8601)") }
        }
    }

    @Test func hourOfTheMarchDayThatNoClockShows() throws {
        let day = try Sample.day("2024-03-31")
        #expect(ParisTime.instants(of: day, secondOfDay: 2 * 3_600) == .never)
        #expect(ParisTime.instants(of: day, secondOfDay: 3 * 3_600 - 1) == .never)
        #expect(ParisTime.instants(of: day, secondOfDay: 3 * 3_600) == .once(ParisTime.summerTimeStart(of: 2024)))
        #expect(day.instant(minuteOfDay: 150) == ParisTime.summerTimeStart(of: 2024))
    }

    @Test func hourOfTheOctoberDayThatClocksShowTwice() throws {
        let day = try Sample.day("2024-10-27")
        let first = UTCInstant(utcYear: 2024, month: 10, day: 27, hour: 0, minute: 30)
        #expect(
            ParisTime.instants(of: day, secondOfDay: 9_000)
                == .twice(first: first, second: first.advanced(bySeconds: 3_600)))
        #expect(day.instant(minuteOfDay: 150) == first)
        #expect(ParisTime.localTime(at: first).iso8601 == "2024-10-27T02:30:00+02:00")
        #expect(ParisTime.localTime(at: first.advanced(bySeconds: 3_600)).iso8601 == "2024-10-27T02:30:00+01:00")
    }

    @Test func localTimeIsWhatTheCalendarShows() throws {
        let calendar = try France.calendar()
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            let instant = UTCInstant(secondsSinceEpoch: .random(in: 1_262_304_000..<2_145_916_800, using: &generator))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: Date(instant))
            let local = ParisTime.localTime(at: instant)
            #expect(local.day.year == parts.year)
            #expect(local.day.monthOfYear == parts.month)
            #expect(local.day.dayOfMonth == parts.day)
            #expect(local.secondOfDay / 3_600 == parts.hour)
            #expect(local.secondOfDay / 60 % 60 == parts.minute)
            #expect(local.secondOfDay % 60 == parts.second)
        }
    }
}
