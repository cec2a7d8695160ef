/// The value of a `Retry-After` header (RFC 9110 §10.2.3).
public enum RetryAfter {
    /// How long to wait.
    ///
    /// - Parameters:
    ///   - value: seconds, or an HTTP date in any of the three formats (RFC 9110 §5.6.7).
    ///   - now: seconds since 1970.
    /// - Returns: 0 for an instant that has passed; nil: the value is neither.
    public static func delay(_ value: String, now: Int64) -> Duration? {
        let text = value.drop { $0 == " " || $0 == "\t" }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty {
            guard text.dropFirst(digits.count).allSatisfy({ $0 == " " || $0 == "\t" }) else { return nil }
            // More digits than an Int64 holds still mean "very long".
            return .seconds(Int64(digits) ?? Int64(Int32.max))
        }
        return instant(text, now: now).map { .seconds(max(0, $0 - now)) }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    private static func instant(_ text: Substring, now: Int64) -> Int64? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        guard words.count == 5 || words.count == 6 else { return nil }
        let isAscTime = words.count == 5
        guard isAscTime || words[5] == "GMT" else { return nil }
        let (dayWord, monthWord) = isAscTime ? (words[2], words[1]) : (words[1], words[2])
        let (timeWord, yearWord) = isAscTime ? (words[3], words[4]) : (words[4], words[3])
        guard let day = number(dayWord), let month = months.firstIndex(of: monthWord), var year = number(yearWord)
        else {
            return nil
        }
        let time = timeWord.split(separator: ":", omittingEmptySubsequences: false).compactMap(number)
        guard time.count == 3, time[0] < 24, time[1] < 60, time[2] <= 60 else { return nil }
        guard (1...daysIn(month, year)).contains(day) else { return nil }
        if yearWord.count == 2 {
            // A two-digit year more than 50 years ahead is one of the past century.
            let thisYear = 1970 + now / 31_556_952
            year += thisYear / 100 * 100
            if year > thisYear + 50 { year -= 100 }
        }
        return days(year, Int64(month) + 1, day) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ word: Substring) -> Int64? {
        word.utf8.count <= 4 && word.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(word) : nil
    }

    private static func daysIn(_ month: Int, _ year: Int64) -> Int64 {
        if month == 1 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [3, 5, 8, 10].contains(month) ? 30 : 31
    }

    /// Days since 1970-01-01 in the Gregorian calendar, with years that begin in March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
