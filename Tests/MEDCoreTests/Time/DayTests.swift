import Foundation
import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DayTests {
    @Test func everyDayBeginsAndEndsWhereTheCalendarSays() throws {
        let calendar = try France.calendar()
        var lengths: [Int: Int] = [:]
        var day = try Sample.day("2010-01-01")
        let last = try Sample.day("2037-12-31")
        while day <= last {
            let noon = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 43_200)
            let midnight = calendar.startOfDay(for: noon)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: noon)
            #expect(Date(day.start) == midnight)
            #expect(fields(of: day) == [parts.year, parts.month, parts.day])
            // Foundation counts from Sunday, ISO from Monday.
            #expect(day.weekday % 7 + 1 == parts.weekday)
            #expect(Day(containing: day.start) == day)
            #expect(Day(containing: day.end.advanced(bySeconds: -1)) == day)
            #expect(day.end == day.next.start)
            lengths[day.lengthInMinutes, default: 0] += 1
            day = day.next
        }
        #expect(lengths == [1_380: 28, 1_440: 10_227 - 56, 1_500: 28])
    }

    /// Proleptic Gregorian dates by naive addition, for all 9,999 years: Foundation's calendar is Julian before 1582.
    @Test func everyMonthOfEveryYearFollowsTheOneBefore() throws {
        var number: Int32 = -719_162  // 0001-01-01, as many days before 1970 as Python's date.toordinal() says.
        for year in 1...9_999 {
            let february = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28
            for (index, length) in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                let first = Day(number: number)
                let last = Day(number: number + Int32(length) - 1)
                // One expectation for all: 120,000 months are compared.
                let isRight =
                    Day(year: year, month: index + 1, day: 1) == first && fields(of: first) == [year, index + 1, 1]
                    && fields(of: last) == [year, index + 1, length]
                    && Day(year: year, month: index + 1, day: length + 1) == nil
                if !isRight { Issue.record("\(year)-\(index + 1): \(first) to \(last)") }
                number += Int32(length)
            }
        }
        #expect(Day(number: number).previous.description == "9999-12-31")
    }

    @Test func sampledDatesAreThoseOfTheGregorianCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<5_000 {
            let number = Int32.random(in: -141_000...2_932_896, using: &generator)  // 1583 to 9999
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let day = Day(number: number)
            #expect(fields(of: day) == [parts.year, parts.month, parts.day])
            #expect(Day(day.description) == day)
        }
    }

    @Test(arguments: [
        "", "2024", "2024-1-15", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01",
        "2024/01/15", "2024-01-15 ", "+024-01-15", "20240-1-15", "２024-01-15", "2024-01-1５",
    ])
    func textThatIsNoDate(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func instantsAsText() {
        let instant = UTCInstant(utcYear: 2024, month: 1, day: 15, hour: 10, minute: 30)
        #expect(instant.description == "2024-01-15T10:30:00Z")
        #expect(UTCInstant("2024-01-15T10:30:00Z") == instant)
        #expect(UTCInstant(secondsSinceEpoch: -1).description == "1969-12-31T23:59:59Z")
        for text in ["2024-01-15T24:00:00Z", "2024-01-15 10:30:00Z", "2024-01-15T10:30:00", "2024-01-15T10:60:00Z"] {
            #expect(UTCInstant(text) == nil)
        }
    }

    @Test func instantsOfMinutesAreThoseOfTheCalendar() throws {
        let calendar = try France.calendar()
        for text in ["2024-01-15", "2024-07-15", "2024-10-27"] {
            let day = try Sample.day(text)
            for minute in stride(from: 0, to: 1_440, by: 7) {
                let date = calendar.date(
                    from: DateComponents(
                        year: day.year, month: day.monthOfYear, day: day.dayOfMonth, hour: minute / 60,
                        minute: minute % 60))
                #expect(Date(day.instant(minuteOfDay: minute)) == date, "\(day) \(minute)")
            }
            #expect(day.instant(minuteOfDay: 1_440) == day.end)
        }
    }

    @Test func periodsHoldTheirDays() throws {
        let leap = Period.month(containing: try Sample.day("2024-02-10"))
        #expect(leap.days == (try Sample.day("2024-02-01"))...(try Sample.day("2024-02-29")))
        #expect(leap.description == "2024-02")
        let year = Period.year(containing: try Sample.day("2023-02-10"))
        #expect(year.days == (try Sample.day("2023-01-01"))...(try Sample.day("2023-12-31")))
        #expect(year.description == "2023")
        #expect(TempoSeason(containing: try Sample.day("2024-02-10")).lengthInDays == 366)
        #expect(TempoSeason(containing: try Sample.day("2024-08-31")).startYear == 2023)
        #expect(TempoSeason(containing: try Sample.day("2024-09-01")).lengthInDays == 365)
    }

    private func fields(of day: Day) -> [Int?] { [day.year, day.monthOfYear, day.dayOfMonth] }
}
