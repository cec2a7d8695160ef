/// A date that comes back every year, such as the one on which a season begins: `11-01`.
public struct MonthDay: Hashable, Comparable, Sendable {
    /// Calendar month, 1 to 12.
    public let month: Int
    /// Day of the month, 1 to 31; 29 February is one.
    public let day: Int

    /// A date of the year; `nil` when no year has it.
    public init?(month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilDate.lengthOfMonth(month, in: 2_000) else { return nil }
        self.month = month
        self.day = day
    }

    /// The date on which `day` falls.
    public init(of day: Day) {
        month = day.monthOfYear
        self.day = day.dayOfMonth
    }

    /// Whether the left one comes first in a calendar year.
    public static func < (left: MonthDay, right: MonthDay) -> Bool {
        (left.month, left.day) < (right.month, right.day)
    }
}

extension MonthDay: CustomStringConvertible, LosslessStringConvertible {
    /// `11-01`.
    public var description: String { "\(twoDigits(month))-\(twoDigits(day))" }

    /// Reads `11-01`; anything else is `nil`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: "-"), let month = decimal(bytes[0..<2]),
            let day = decimal(bytes[3..<5])
        else { return nil }
        self.init(month: month, day: day)
    }
}
