import MEDCore

extension Stamp {
    /// The years of smart meters with room on both sides; outside, a stamp is damaged.
    static let years = 2000...2099

    /// Reads `2024-01-15T00:30:00+01:00`, `2024-01-15 00:30`, `15/01/2024 00:30:00`, `2024-01-15`; else `nil`.
    init?(_ field: UnsafeRawBufferPointer) {
        var reader = DigitReader(field)
        guard let day = reader.date() else { return nil }
        self.init(day: day, minuteOfDay: 0, second: 0, offsetMinutes: nil, hasTime: false)
        if reader.isAtEnd { return }
        guard reader.skip(UInt8(ascii: "T")) || reader.skip(UInt8(ascii: " ")), readTime(&reader) else { return nil }
        if reader.isAtEnd { return }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        offsetMinutes = offset
    }

    /// Reads a date and a time that stand in two fields; `nil` when either is not one.
    init?(date: UnsafeRawBufferPointer, time: UnsafeRawBufferPointer) {
        var dateReader = DigitReader(date)
        var timeReader = DigitReader(time)
        guard let day = dateReader.date(), dateReader.isAtEnd else { return nil }
        self.init(day: day, minuteOfDay: 0, second: 0, offsetMinutes: nil, hasTime: false)
        guard readTime(&timeReader), timeReader.isAtEnd else { return nil }
    }

    /// Reads the number of a workbook's day, whose fraction is the time; `nil` when the field is none.
    init?(dayNumber field: UnsafeRawBufferPointer, countsFrom1904: Bool) {
        guard let number = Double(field.text), (1..<100_000).contains(number) else { return nil }
        // A second beside the minute is what the digits of some programs leave: 45383.0208 is 00:29:57.
        let seconds = Int((number * 86_400).rounded())
        let minutes = (seconds + 5) / 60
        guard (seconds + 5) % 60 <= 10 else { return nil }
        // 1899-12-30 and 1904-01-01, in days before 1970-01-01.
        let day = Day(number: Int32(minutes / 1_440) - (countsFrom1904 ? 24_107 : 25_569))
        guard Self.years.contains(day.year) else { return nil }
        self.init(day: day, minuteOfDay: minutes % 1_440, second: 0, offsetMinutes: nil, hasTime: true)
    }

    /// Reads a time of a known day; `nil` when the field is none.
    init?(day: Day, time: UnsafeRawBufferPointer) {
        var reader = DigitReader(time)
        self.init(day: day, minuteOfDay: 0, second: 0, offsetMinutes: nil, hasTime: false)
        guard readTime(&reader), reader.isAtEnd else { return nil }
    }

    private mutating func readTime(_ reader: inout DigitReader) -> Bool {
        guard let hour = reader.number(digits: 1...2), hour <= 24, reader.skip(UInt8(ascii: ":")),
            let minute = reader.number(digits: 2...2), minute < 60
        else { return false }
        if reader.skip(UInt8(ascii: ":")) {
            guard let read = reader.number(digits: 2...2), read < 60 else { return false }
            second = read
        }
        minuteOfDay = hour * 60 + minute
        hasTime = true
        return minuteOfDay * 60 + second <= 86_400
    }
}

/// Reads numbers and marks from the front of a field.
private struct DigitReader {
    private let field: UnsafeRawBufferPointer
    private var position = 0

    init(_ field: UnsafeRawBufferPointer) {
        self.field = field
    }

    var isAtEnd: Bool { position == field.count }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < field.count, field[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while count < digits.upperBound, position < field.count {
            let digit = field[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            value = value * 10 + Int(digit)
            count += 1
            position += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    /// `2024-01-15` or `15/01/2024`.
    mutating func date() -> Day? {
        guard let first = number(digits: 2...4) else { return nil }
        let (year, month, day): (Int, Int, Int)
        if position == 4, skip(UInt8(ascii: "-")) {
            guard let second = number(digits: 2...2), skip(UInt8(ascii: "-")), let third = number(digits: 2...2) else {
                return nil
            }
            (year, month, day) = (first, second, third)
        } else if position == 2, skip(UInt8(ascii: "/")) {
            guard let second = number(digits: 2...2), skip(UInt8(ascii: "/")), let third = number(digits: 4...4) else {
                return nil
            }
            (year, month, day) = (third, second, first)
        } else {
            return nil
        }
        return Stamp.years.contains(year) ? Day(year: year, month: month, day: day) : nil
    }

    /// `Z`, `+01:00` or `+0100`, in minutes.
    mutating func offset() -> Int? {
        if skip(UInt8(ascii: "Z")) { return 0 }
        let isNegative = skip(UInt8(ascii: "-"))
        guard isNegative || skip(UInt8(ascii: "+")), let hours = number(digits: 2...2), hours <= 14 else { return nil }
        _ = skip(UInt8(ascii: ":"))
        guard let minutes = number(digits: 2...2), minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
}
