import Foundation

/// A day of the household's calendar, counted from 1970-01-01; Foundation's calendars do the arithmetic, so that the
/// project's own can be checked against them.
struct FakeDay: Hashable, Comparable, Sendable {
    let number: Int

    private static let utc = calendar(TimeZone(secondsFromGMT: 0))
    private static let paris = calendar(TimeZone(identifier: "Europe/Paris"))

    private static func calendar(_ zone: TimeZone?) -> Calendar {
        guard let zone else { preconditionFailure("no time zone data: apt-get install tzdata") }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    init(number: Int) { self.number = number }

    /// - Parameter text: `YYYY-MM-DD`, a day that exists.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]),
            let date = Self.utc.date(from: DateComponents(year: year, month: month, day: day))
        else { return nil }
        number = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
        guard self.text == text else { return nil }
    }

    /// A day written in a test; a text that is none is the test's mistake.
    init(known text: String) {
        guard let day = Self(text) else { preconditionFailure("not a day: \(text)") }
        self = day
    }

    /// The day it is in France.
    init(at instant: Int64) {
        number = Int((Double(instant + Self.offset(at: instant)) / 86_400).rounded(.down))
    }

    static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    var next: Self { Self(number: number + 1) }
    var previous: Self { Self(number: number - 1) }

    /// Seconds that France's clocks are ahead of UTC.
    static func offset(at instant: Int64) -> Int64 {
        Int64(paris.timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
    }

    /// Midnight in France, in seconds since 1970.
    var start: Int64 {
        let naive = Int64(number) * 86_400
        return naive - Self.offset(at: naive - Self.offset(at: naive))
    }

    /// That hour on the clocks of France.
    func instant(hour: Int, minute: Int = 0) -> Int64 {
        let naive = Int64(number) * 86_400 + Int64(hour * 3600 + minute * 60)
        return naive - Self.offset(at: naive - Self.offset(at: naive))
    }

    /// `YYYY-MM-DD`.
    var text: String {
        let parts = Self.utc.dateComponents([.year, .month, .day], from: date)
        return Self.padded(parts.year ?? 0, 4) + "-" + Self.padded(parts.month ?? 0) + "-" + Self.padded(parts.day ?? 0)
    }

    var month: Int { Self.utc.component(.month, from: date) }
    var year: Int { Self.utc.component(.year, from: date) }
    /// Sunday is 1.
    var weekday: Int { Self.utc.component(.weekday, from: date) }

    func adding(months: Int) -> Self {
        guard let moved = Self.utc.date(byAdding: .month, value: months, to: date) else { return self }
        return Self(number: Int((moved.timeIntervalSince1970 / 86_400).rounded(.down)))
    }

    private var date: Date { Date(timeIntervalSince1970: Double(number) * 86_400) }

    static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
