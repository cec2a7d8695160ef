import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PublicHolidayTests {
    /// Easter Sunday by the golden number and the epact (Clavius, as in Knuth, *The Art of Computer Programming* 1.3.2,
    /// exercise 14): not the formula that the engine uses.
    private func easter(_ year: Int) throws -> Day {
        let golden = year % 19 + 1
        let century = year / 100 + 1
        let solar = 3 * century / 4 - 12
        let lunar = (8 * century + 5) / 25 - 5
        let sunday = 5 * year / 4 - solar - 10
        var epact = (11 * golden + 20 + lunar - solar) % 30
        if epact == 25 && golden > 11 || epact == 24 { epact += 1 }
        var full = 44 - epact
        if full < 21 { full += 30 }
        let march = full + 7 - (sunday + full) % 7
        return try #require(Day(year: year, month: 3, day: 1)).advanced(by: march - 1)
    }

    func holidays(_ year: Int, _ region: HolidayRegion) throws -> Set<Day> {
        let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
        var days = Set(try fixed.map { try #require(Day(year: year, month: $0.0, day: $0.1)) })
        let easter = try easter(year)
        #expect(easter.weekday == 7)
        days.formUnion([1, 39, 50].map { easter.advanced(by: $0) })
        if region == .alsaceMoselle {
            days.formUnion([easter.advanced(by: -2), try #require(Day(year: year, month: 12, day: 26))])
        }
        return days
    }

    @Test(arguments: HolidayRegion.allCases)
    func everyDayFrom2000To2050(_ region: HolidayRegion) throws {
        for year in 2_000...2_050 {
            let expected = try holidays(year, region)
            for day in Period.year(year).days {
                #expect(day.isPublicHoliday(in: region) == expected.contains(day), "\(day)")
            }
        }
    }

    /// As calendars print them.
    @Test(arguments: [
        "2008-03-24", "2008-05-01", "2008-05-12", "2011-06-13", "2024-04-01", "2024-05-09", "2024-05-20", "2025-04-21",
        "2025-05-29", "2025-06-09", "2026-04-06", "2026-05-14", "2026-05-25", "2038-04-26", "2038-06-14",
    ])
    func movableHolidaysOfPrintedCalendars(_ day: String) throws {
        #expect(try Sample.day(day).isPublicHoliday())
    }

    @Test func goodFridayIsOneInAlsaceMoselleOnly() throws {
        for text in ["2024-03-29", "2025-04-18", "2025-12-26"] {
            #expect(try !Sample.day(text).isPublicHoliday(in: .france))
            #expect(try Sample.day(text).isPublicHoliday(in: .alsaceMoselle))
        }
    }
}
