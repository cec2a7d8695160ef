import MEDCore

/// A date of a national source: `2024-01-15`, `2024-1-8`, `2022-12-08T00:00:00+01:00`, `2023-01-23 05:00:00`.
struct NationalStamp: Equatable {
    /// The date as written.
    let day: Day
    /// Seconds on the clock since 00:00, as written; `nil` for a bare date.
    let secondOfDay: Int?
    /// What is ahead of UTC, in seconds; `nil` when the text does not say.
    let offsetSeconds: Int?

    /// Reads a text; anything else is `nil`.
    init?(_ text: String) {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        // Months and days without their zero are real: calendars re-published from EDF write "2024-1-8".
        guard date.count == 3, date[0].utf8.count == 4, let year = Self.number(date[0]),
            let month = Self.number(date[1], digits: 1...2), let dayOfMonth = Self.number(date[2], digits: 1...2),
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        self.day = day
        guard parts.count == 2 else {
            secondOfDay = nil
            offsetSeconds = nil
            return
        }
        let zoneStart = parts[1].firstIndex { $0 == "+" || $0 == "-" || $0 == "Z" } ?? parts[1].endIndex
        guard let second = Self.secondOfDay(parts[1][..<zoneStart]) else { return nil }
        secondOfDay = second
        if zoneStart == parts[1].endIndex {
            offsetSeconds = nil
        } else {
            guard let offset = Self.offset(parts[1][zoneStart...]) else { return nil }
            offsetSeconds = offset
        }
    }

    /// The instant; `nil` without an offset: a bare local time may be that of the server's machine.
    var instant: UTCInstant? {
        guard let secondOfDay, let offsetSeconds else { return nil }
        return UTCInstant(secondsSinceEpoch: Int64(day.number) * 86_400 + Int64(secondOfDay - offsetSeconds))
    }

    /// The civil day that is meant.
    ///
    /// A date at 00:00 with either of France's offsets is that date, whatever the season: an entry of a winter day that
    /// came with summer's offset must not fall on the day before. Other stamps are instants.
    var civilDay: Day {
        guard let offsetSeconds, let secondOfDay else { return day }
        if secondOfDay == 0, offsetSeconds == 3_600 || offsetSeconds == 7_200 { return day }
        return instant.map { Day(containing: $0) } ?? day
    }

    private static func number(_ text: Substring, digits: ClosedRange<Int> = 1...4) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.ffffff`.
    private static func secondOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3 else { return nil }
        let seconds = parts.count == 3 ? parts[2].prefix { $0 != "." } : "00"
        guard let hour = number(parts[0], digits: 2...2), hour < 24, let minute = number(parts[1], digits: 2...2),
            minute < 60, let second = number(seconds, digits: 2...2), second < 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// `Z`, `+01:00` or `+0100`.
    private static func offset(_ text: Substring) -> Int? {
        if text == "Z" { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let value = number(Substring(digits), digits: 4...4), value / 100 <= 14, value % 100 < 60 else {
            return nil
        }
        let seconds = value / 100 * 3_600 + value % 100 * 60
        return text.first == "-" ? -seconds : seconds
    }
}
