import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TempoStateTests {
    private func tempo(_ days: [TempoData], at now: UTCInstant) -> TempoState? {
        CurrentState(CurrentDocuments(tempo: days), at: now).tempo
    }

    private func data(_ text: String, _ color: TempoColor?) throws -> TempoData {
        TempoData(day: try Sample.day(text), color: color, isFinal: true, recordedAt: Sample.instant)
    }

    private func blueDays(from lower: String, to upper: String) throws -> [TempoData] {
        ((try Sample.day(lower))...(try Sample.day(upper))).map {
            TempoData(day: $0, color: .blue, isFinal: true, recordedAt: Sample.instant)
        }
    }

    @Test(arguments: ["2024-01-15", "2024-03-31", "2024-07-14", "2024-10-27"])
    func colourChangesAtSixLocalTime(_ text: String) throws {
        let day = try Sample.day(text)
        let days = [
            TempoData(day: day.previous, color: .white, isFinal: true, recordedAt: Sample.instant),
            TempoData(day: day, color: .red, isFinal: true, recordedAt: Sample.instant),
        ]
        let six = day.instant(minuteOfDay: 360)
        #expect(ParisTime.localTime(at: six).clock == "06:00")
        let before = try #require(tempo(days, at: six.advanced(bySeconds: -1)))
        #expect(before.today.color == .white)
        #expect(before.tomorrow.color == .red)
        #expect(before.today.end == six)
        let after = try #require(tempo(days, at: six))
        #expect(after.today.color == .red)
        #expect(after.today.start == six)
        #expect(after.tomorrow.color == nil, "unknown stays unknown, never blue")
    }

    @Test func remainingDaysOfACommonAndOfALeapSeason() throws {
        for (year, blue) in [(2022, 300), (2023, 301)] {
            let first = try #require(Day(year: year, month: 9, day: 1))
            let days = [TempoData(day: first, color: .blue, isFinal: true, recordedAt: Sample.instant)]
            let state = try #require(tempo(days, at: first.instant(minuteOfDay: 720)))
            #expect(state.remaining == [.blue: blue - 1, .white: 43, .red: 22])
        }
    }

    @Test func remainingCountsTomorrowOnceItIsKnown() throws {
        var days = try blueDays(from: "2023-09-01", to: "2024-01-15")
        days[days.count - 2] = try data("2024-01-14", .white)
        let now = try Sample.day("2024-01-15").instant(minuteOfDay: 720)
        let blue = 301 - (30 + 31 + 30 + 31 + 15) + 1
        #expect(tempo(days, at: now)?.remaining == [.blue: blue, .white: 42, .red: 22])
        days.append(try data("2024-01-16", .red))
        #expect(tempo(days, at: now)?.remaining == [.blue: blue, .white: 42, .red: 21])
    }

    @Test func remainingIsUnknownWhenADayIs() throws {
        var days = try blueDays(from: "2023-09-01", to: "2024-01-15")
        days.remove(at: 20)
        let now = try Sample.day("2024-01-15").instant(minuteOfDay: 720)
        #expect(tempo(days, at: now)?.remaining == nil)
        days.insert(TempoData(day: try Sample.day("2023-09-21"), color: nil, isFinal: false, recordedAt: now), at: 20)
        #expect(tempo(days, at: now)?.remaining == nil)
    }

    @Test func remainingIsUnknownWhenTodayIs() throws {
        var days = try blueDays(from: "2023-09-01", to: "2024-01-14")
        days.append(try data("2024-01-16", .red))
        let now = try Sample.day("2024-01-15").instant(minuteOfDay: 720)
        let state = try #require(tempo(days, at: now))
        #expect(state.today.color == nil)
        #expect(state.remaining == nil)
    }

    /// As in 2019–2020, when RTE drew 47 white and 18 red days.
    @Test func moreDaysThanTheQuotaLeaveNone() throws {
        var days = try blueDays(from: "2023-09-01", to: "2024-08-31")
        for index in 0..<47 { days[100 + index] = try data(days[100 + index].day.description, .white) }
        for index in 0..<18 { days[150 + index] = try data(days[150 + index].day.description, .red) }
        let state = try #require(tempo(days, at: try Sample.day("2024-08-31").instant(minuteOfDay: 720)))
        #expect(state.remaining == [.blue: 0, .white: 0, .red: 4])
    }

    @Test func lastDayOfASeasonLeavesNothing() throws {
        var days = try blueDays(from: "2023-09-01", to: "2024-09-01")
        for index in 0..<43 { days[100 + index] = try data(days[100 + index].day.description, .white) }
        for index in 0..<22 { days[150 + index] = try data(days[150 + index].day.description, .red) }
        let state = try #require(tempo(days, at: try Sample.day("2024-08-31").instant(minuteOfDay: 720)))
        #expect(state.remaining == [.blue: 0, .white: 0, .red: 0])
        #expect(state.tomorrow.color == .blue)
        let next = try #require(tempo(days, at: try Sample.day("2024-09-01").instant(minuteOfDay: 720)))
        #expect(next.remaining == [.blue: 299, .white: 43, .red: 22])
    }

    @Test func nothingKnownIsNoState() throws {
        let now = try Sample.day("2024-01-15").instant(minuteOfDay: 720)
        #expect(tempo([], at: now) == nil)
        #expect(tempo([try data("2023-11-01", .blue)], at: now) == nil)
        #expect(tempo([try data("2024-01-16", .red)], at: now)?.today.color == nil)
    }

    @Test func coloursAreReadByNameAndCode() {
        for color in TempoColor.allCases {
            #expect(TempoColor(color.frenchName) == color)
            #expect(TempoColor(color.code.lowercased()) == color)
        }
        #expect(TempoColor("UNKNOWN") == nil)
        #expect(TempoColor("") == nil)
    }
}
