/// One EcoWatt day: how tense the French grid is, as RTE forecasts it.
public struct EcowattData: Hashable, Sendable {
    /// The day.
    public let day: Day
    /// The day's level: 1 green, 2 orange, 3 red; `nil` while unknown.
    public let level: Int?
    /// 24 levels by hour of the clock: 0 (green and low-carbon) to 3; `nil` where RTE gave none. 0 is a level.
    public let hours: [Int?]
    /// Where this version stands in the national stream's count.
    public let revision: Int64
    /// When it entered the store.
    public let recordedAt: UTCInstant

    /// An EcoWatt day. Levels out of range become unknown; missing hours are filled up with `nil`.
    public init(day: Day, level: Int?, hours: [Int?], revision: Int64 = 0, recordedAt: UTCInstant) {
        self.day = day
        self.level = level.flatMap { (1...3).contains($0) ? $0 : nil }
        let known = hours.prefix(24).map { hour in hour.flatMap { (0...3).contains($0) ? $0 : nil } }
        self.hours = known + Array(repeating: nil, count: 24 - known.count)
        self.revision = revision
        self.recordedAt = recordedAt
    }

    /// The key under which exporters answer for it.
    public var key: RecordKey { RecordKey(stream: .national, series: .ecowatt, day: day) }

    /// Appends the stored form, which is also the form whose hash decides whether it has changed.
    public func pack(into buffer: inout [UInt8]) {
        buffer.append(1)
        buffer.append(level.map { UInt8($0) } ?? 0xFF)
        for hour in hours { buffer.append(hour.map { UInt8($0) } ?? 0xFF) }
    }

    /// Reads the stored form; `nil` when the bytes are damaged or of an unknown version.
    public init?(packed: some Sequence<UInt8>, day: Day, revision: Int64, recordedAt: UTCInstant) {
        let bytes = Array(packed)
        guard bytes.count == 26, bytes[0] == 1 else { return nil }
        self.init(
            day: day, level: bytes[1] == 0xFF ? nil : Int(bytes[1]),
            hours: bytes[2...].map { $0 == 0xFF ? nil : Int($0) }, revision: revision, recordedAt: recordedAt)
    }
}
