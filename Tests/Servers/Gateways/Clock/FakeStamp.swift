/// Instants as the services write them.
enum FakeStamp {
    private static func clock(_ naive: Int64) -> (day: String, time: String) {
        let day = naive >= 0 ? naive / 86_400 : (naive - 86_399) / 86_400
        let second = Int(naive - day * 86_400)
        let time = [second / 3600, second / 60 % 60, second % 60].map { FakeDay.padded($0) }.joined(separator: ":")
        return (FakeDay(number: Int(day)).text, time)
    }

    /// `2023-04-01 12:06:20`: the clocks of France, without an offset, moved by so many seconds after it was written.
    static func naive(_ instant: Int64, shiftedBy seconds: Int64 = 0) -> String {
        let (day, time) = clock(instant + FakeDay.offset(at: instant) + seconds)
        return "\(day) \(time)"
    }

    /// `2024-01-15T00:00:00`: the clocks of France, without an offset.
    static func naiveISO(_ instant: Int64) -> String {
        let (day, time) = clock(instant + FakeDay.offset(at: instant))
        return "\(day)T\(time)"
    }

    /// `2024-01-15T00:00:00+01:00`.
    static func paris(_ instant: Int64) -> String {
        naiveISO(instant) + "+0\(FakeDay.offset(at: instant) / 3600):00"
    }

    /// `2024-01-15T00:00:00Z`.
    static func utc(_ instant: Int64) -> String {
        let (day, time) = clock(instant)
        return "\(day)T\(time)Z"
    }

    /// `2026-Jul-17 05:00:00+0000 UTC`, as the throttle of Enedis writes it.
    static func throttle(_ instant: Int64) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (day, time) = clock(instant)
        let month = Int(day.dropFirst(5).prefix(2)) ?? 1
        return "\(day.prefix(4))-\(names[month - 1])-\(day.suffix(2)) \(time)+0000 UTC"
    }

    /// Reads `2024-01-15T00:00:00+01:00`.
    static func read(_ text: String) -> Int64? {
        guard text.count == 25, let day = FakeDay(text.prefix(10)), text.dropFirst(10).first == "T" else { return nil }
        let digits = Array(text.dropFirst(11).prefix(8).split(separator: ":"))
        let numbers = digits.compactMap { Int64($0) }
        let zone = text.suffix(6)
        let zoneNumbers = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
        guard numbers.count == 3, zoneNumbers.count == 2, zone.first == "+" || zone.first == "-" else { return nil }
        let offset = (zoneNumbers[0] * 3600 + zoneNumbers[1] * 60) * (zone.first == "-" ? -1 : 1)
        return Int64(day.number) * 86_400 + numbers[0] * 3600 + numbers[1] * 60 + numbers[2] - offset
    }
}
