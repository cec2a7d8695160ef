/// One Tempo tariff day: from 06:00 to 06:00 of the next day, local time.
///
/// RTE's calendar writes entries from 00:00 to 24:00, but the tariff applies from 06:00: what is drawn at 02:00 has the
/// colour of the day before.
public struct TempoData: Hashable, Sendable {
    /// The day on which the tariff day begins.
    public let day: Day
    /// The colour; `nil` while it is unknown.
    public let color: TempoColor?
    /// Whether RTE may no longer change it (official at 10:30 of the day before, changes seen until 11:15).
    public let isFinal: Bool
    /// Where this version stands in the national stream's count.
    public let revision: Int64
    /// When it entered the store.
    public let recordedAt: UTCInstant

    /// A tariff day.
    public init(day: Day, color: TempoColor?, isFinal: Bool, revision: Int64 = 0, recordedAt: UTCInstant) {
        self.day = day
        self.color = color
        self.isFinal = isFinal
        self.revision = revision
        self.recordedAt = recordedAt
    }

    /// The key under which exporters answer for it.
    public var key: RecordKey { RecordKey(stream: .national, series: .tempo, day: day) }

    /// 06:00 of the day.
    public var start: UTCInstant { day.instant(minuteOfDay: 360) }

    /// 06:00 of the next day.
    public var end: UTCInstant { day.next.instant(minuteOfDay: 360) }

    /// The day on which the tariff day that runs at `instant` began.
    public static func tariffDay(at instant: UTCInstant) -> Day {
        let local = ParisTime.localTime(at: instant)
        return local.minuteOfDay < 360 ? local.day.previous : local.day
    }

    /// Appends the stored form, which is also the form whose hash decides whether it has changed.
    public func pack(into buffer: inout [UInt8]) {
        buffer.append(1)
        buffer.append(color?.rawValue ?? 0)
        buffer.append(isFinal ? 1 : 0)
    }

    /// Reads the stored form; `nil` when the bytes are damaged or of an unknown version.
    public init?(packed: some Sequence<UInt8>, day: Day, revision: Int64, recordedAt: UTCInstant) {
        let bytes = Array(packed)
        guard bytes.count == 3, bytes[0] == 1, bytes[2] <= 1 else { return nil }
        let color = TempoColor(rawValue: bytes[1])
        guard color != nil || bytes[1] == 0 else { return nil }
        self.init(day: day, color: color, isFinal: bytes[2] == 1, revision: revision, recordedAt: recordedAt)
    }
}
