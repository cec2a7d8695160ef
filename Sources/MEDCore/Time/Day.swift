/// A civil day in France (Europe/Paris), with its true length: 23, 24 or 25 hours.
public struct Day: Hashable, Sendable {
    /// Days since 1970-01-01; the order of days is the order of numbers.
    public let number: Int32

    /// The day that many days after 1970-01-01.
    public init(number: Int32) {
        self.number = number
    }

    /// The day of a calendar date; `nil` when there is no such date.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.lengthOfMonth(month, in: year)
        else { return nil }
        number = Int32(CivilDate(year: year, month: month, day: day).daysSinceEpoch)
    }

    /// The civil day in France at `instant`.
    public init(containing instant: UTCInstant) {
        self = ParisTime.localTime(at: instant).day
    }

    /// Local midnight at which the day begins.
    public var start: UTCInstant {
        let winterMidnight = UTCInstant(secondsSinceEpoch: Int64(number) * 86_400 - 3_600)
        // The clocks change at 02:00 or 03:00, never near midnight, so the offset one hour before is the offset at 00:00.
        return ParisTime.offsetSeconds(at: winterMidnight) == 7_200
            ? winterMidnight.advanced(bySeconds: -3_600) : winterMidnight
    }

    /// Local midnight at which the day ends.
    public var end: UTCInstant { next.start }

    /// The true length in minutes: 1,380, 1,440 or 1,500.
    public var lengthInMinutes: Int { Int(end.seconds(since: start) / 60) }

    /// The day after.
    public var next: Day { Day(number: number + 1) }

    /// The day before.
    public var previous: Day { Day(number: number - 1) }

    /// Calendar year.
    public var year: Int { civil.year }
    /// Calendar month, 1 to 12.
    public var monthOfYear: Int { civil.month }
    /// Day of the month, 1 to 31.
    public var dayOfMonth: Int { civil.day }

    /// ISO weekday: 1 is Monday, 7 is Sunday.
    public var weekday: Int {
        let fromThursday = (Int(number) % 7 + 7) % 7
        return (fromThursday + 3) % 7 + 1
    }

    /// The instant at which a French wall clock shows `minuteOfDay` (0 to 1,440) on this day; of two the first, and for
    /// the skipped hour of March the end of the jump.
    public func instant(minuteOfDay: Int) -> UTCInstant {
        if minuteOfDay >= 1_440 { return end }
        switch ParisTime.instants(of: self, secondOfDay: minuteOfDay * 60) {
        case .once(let instant), .twice(let instant, _): return instant
        case .never: return ParisTime.summerTimeStart(of: year)
        }
    }

    private var civil: CivilDate { CivilDate(daysSinceEpoch: Int(number)) }
}

extension Day: Comparable, Strideable {
    /// Whether both are the same day. Written out because Strideable would compare by distance.
    public static func == (left: Day, right: Day) -> Bool { left.number == right.number }

    /// Whether the left one comes first.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    /// Days from this one to `other`.
    public func distance(to other: Day) -> Int { Int(other.number) - Int(number) }

    /// The day `days` later (earlier when negative).
    public func advanced(by days: Int) -> Day { Day(number: number + Int32(days)) }
}

extension Day: CustomStringConvertible, LosslessStringConvertible {
    /// `2024-01-15`.
    public var description: String { civil.description }

    /// Reads `2024-01-15`; anything else, or a date that does not exist, is `nil`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
