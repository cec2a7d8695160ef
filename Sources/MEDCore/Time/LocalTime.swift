/// What a clock on a French wall shows, with the offset that makes it unambiguous.
public struct LocalTime: Hashable, Sendable {
    /// The civil day.
    public let day: Day
    /// Seconds on the clock since 00:00, 0 to 86,399: on the two clock-change days not the time elapsed.
    public let secondOfDay: Int
    /// Seconds that the clock is ahead of UTC: 3,600 or 7,200.
    public let offsetSeconds: Int

    /// Minutes on the clock since 00:00, 0 to 1,439.
    public var minuteOfDay: Int { secondOfDay / 60 }

    /// `HH:MM`.
    public var clock: String { "\(twoDigits(secondOfDay / 3_600)):\(twoDigits(secondOfDay / 60 % 60))" }

    /// ISO 8601 with offset: `2024-01-15T00:30:00+01:00`.
    public var iso8601: String {
        "\(day)T\(clock):\(twoDigits(secondOfDay % 60))+\(twoDigits(offsetSeconds / 3_600)):00"
    }
}
