import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct OffPeakHoursTests {
    /// A string as contracts write it, and the slots that a reader sees in it.
    struct Case: CustomTestStringConvertible, Sendable {
        var text: String
        var slots: [(from: Int, to: Int)]

        var testDescription: String { text }

        /// Off-peak minutes found by walking the clock from each start to its end.
        var minutes: Set<Int> {
            var minutes: Set<Int> = []
            for slot in slots {
                var minute = slot.from
                repeat {
                    minutes.insert(minute)
                    minute = (minute + 1) % 1_440
                } while minute != slot.to % 1_440
            }
            return minutes
        }
    }

    static func clock(_ hour: Int, _ minute: Int) -> Int { hour * 60 + minute }

    static let cases = [
        Case(text: "HC (22H00-6H00)", slots: [(clock(22, 0), clock(6, 0))]),
        Case(text: "HC (22H30-6H30)", slots: [(clock(22, 30), clock(6, 30))]),
        Case(text: "HC (23H30-7H30)", slots: [(clock(23, 30), clock(7, 30))]),
        Case(text: "HC (1H30-8H00;12H30-14H00)", slots: [(clock(1, 30), clock(8, 0)), (clock(12, 30), clock(14, 0))]),
        Case(
            text: "HC (0H50-6H50;14H20-16H20)", slots: [(clock(0, 50), clock(6, 50)), (clock(14, 20), clock(16, 20))]),
        Case(
            text: "HC (22H00-6H00), (13H00-15H00)", slots: [(clock(22, 0), clock(6, 0)), (clock(13, 0), clock(15, 0))]),
        Case(text: "hc (22h30-6h30)", slots: [(clock(22, 30), clock(6, 30))]),
        Case(text: "HC (21H06-5H06)", slots: [(clock(21, 6), clock(5, 6))]),
        Case(text: "21h06-5h06", slots: [(clock(21, 6), clock(5, 6))]),
        Case(text: "HC (20H08-4H08)", slots: [(clock(20, 8), clock(4, 8))]),
        Case(text: "HC (23H04-7H04)", slots: [(clock(23, 4), clock(7, 4))]),
        Case(text: "HC (0H00-8H00)", slots: [(0, clock(8, 0))]),
        Case(text: "HC (16H00-0H00)", slots: [(clock(16, 0), 0)]),
        Case(text: "HC (16H00-24H00)", slots: [(clock(16, 0), 0)]),
        Case(text: "HC (22H00-6H00;5H00-7H00)", slots: [(clock(22, 0), clock(7, 0))]),
        Case(text: "HC (22H30 - 6H30)", slots: [(clock(22, 30), clock(6, 30))]),
        Case(text: "22h30-6h30 12h30-14h00", slots: [(clock(22, 30), clock(6, 30)), (clock(12, 30), clock(14, 0))]),
        Case(text: "0H00-24H00", slots: [(0, 0)]),
        Case(text: "0H00-0H00", slots: [(0, 0)]),
        Case(text: "0H00-23H59", slots: [(0, 0)]),
    ]

    @Test(arguments: cases)
    func everyMinuteIsOnTheRightSide(_ example: Case) throws {
        let hours = try #require(OffPeakHours(example.text))
        let expected = example.minutes
        for minute in 0..<1_440 {
            #expect(hours.contains(minuteOfDay: minute) == expected.contains(minute), "\(minute)")
        }
    }

    @Test func hoursThatAreWrittenDifferentlyAreTheSame() {
        #expect(OffPeakHours("HC (22H00-6H00;5H00-7H00)") == OffPeakHours("22h00-7h00"))
        #expect(OffPeakHours("HC (1H00-2H00;2H00-3H00)") == OffPeakHours("1H00-3H00"))
        #expect(OffPeakHours("0H00-23H59") == OffPeakHours.wholeDay)
        #expect(OffPeakHours("22H00-6H00") != OffPeakHours("22H00-6H01"))
    }

    @Test(arguments: [
        "", "null", "HC", "HC ()", "HC (25H00-6H00)", "HC (22H60-6H00)", "HC (22H00)", "2024-01", "a-b", "-", " - ",
        "22H30 -",
    ])
    func textWithoutAPossibleSlot(_ text: String) {
        #expect(OffPeakHours(text) == nil)
    }
}
