/// A point in time, to the second, in UTC.
///
/// The sources of this project (Enedis, RTE, the gateways) publish nothing finer than a second, and a plain integer is
/// what lets the model do without Foundation.
public struct UTCInstant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public var secondsSinceEpoch: Int64

    /// The instant that many seconds after 1970-01-01T00:00:00Z.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// The instant of a UTC calendar date and time. The fields are not checked; they are added up.
    public init(utcYear year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let days = Int64(CivilDate(year: year, month: month, day: day).daysSinceEpoch)
        self.init(secondsSinceEpoch: days * 86_400 + Int64(hour * 3_600 + minute * 60 + second))
    }

    /// The instant `seconds` later (earlier when negative).
    public func advanced(bySeconds seconds: Int) -> UTCInstant {
        UTCInstant(secondsSinceEpoch: secondsSinceEpoch + Int64(seconds))
    }

    /// The instant `duration` later, to the next whole second: a wait is never cut short.
    public func advanced(by duration: Duration) -> UTCInstant {
        let (seconds, attoseconds) = duration.components
        return UTCInstant(secondsSinceEpoch: secondsSinceEpoch + seconds + (attoseconds > 0 ? 1 : 0))
    }

    /// Seconds from `earlier` to this instant.
    public func seconds(since earlier: UTCInstant) -> Int64 {
        secondsSinceEpoch - earlier.secondsSinceEpoch
    }

    /// Whether the left one comes first.
    public static func < (left: UTCInstant, right: UTCInstant) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }
}

extension UTCInstant: CustomStringConvertible {
    /// ISO 8601 in UTC, as in the payloads of the specification: `2024-01-15T10:30:00Z`.
    public var description: String {
        let days = secondsSinceEpoch.flooredDivision(by: 86_400)
        let second = Int(secondsSinceEpoch - days * 86_400)
        let date = CivilDate(daysSinceEpoch: Int(days))
        return "\(date)T\(twoDigits(second / 3_600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))Z"
    }

    /// Reads `2024-01-15T10:30:00Z`, the form that `description` writes; anything else is `nil`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
            let day = Day(String(text.prefix(10))),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        self.init(secondsSinceEpoch: Int64(day.number) * 86_400 + Int64(hour * 3_600 + minute * 60 + second))
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that instants before 1970 fall on the right day.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
}

/// The value of a run of ASCII digits; `nil` when it is empty or holds anything else.
func decimal(_ digits: some Sequence<UInt8>) -> Int? {
    var value = 0
    var isEmpty = true
    for digit in digits {
        guard digit >= 0x30, digit <= 0x39 else { return nil }
        value = value * 10 + Int(digit - 0x30)
        isEmpty = false
    }
    return isEmpty ? nil : value
}
