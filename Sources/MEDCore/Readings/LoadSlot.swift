/// Mean power over one slot of a load curve.
public struct LoadSlot: Hashable, Sendable {
    /// Minutes elapsed from the day's local midnight to the START of the slot, 0 to 1,499.
    ///
    /// Elapsed, not shown on a clock: on the October day the second 02:00 is minute 180. Enedis stamps the END of a slot;
    /// every source converts before it builds one.
    public let startMinute: Int16
    /// Length in minutes: 10, 15, 30 or 60 at Enedis.
    public let minutes: UInt8
    /// Whether the meter measured it.
    public let quality: ReadingQuality
    /// Where it was read.
    public let origin: ReadingOrigin
    /// Mean power over the slot, in W. 0 is a value.
    public let watts: Int32

    /// A slot of a day's load curve.
    public init(
        startMinute: Int, minutes: Int, watts: Int32, quality: ReadingQuality = .measured,
        origin: ReadingOrigin = .enedisFile
    ) {
        self.startMinute = Int16(startMinute)
        self.minutes = UInt8(minutes)
        self.watts = watts
        self.quality = quality
        self.origin = origin
    }

    /// The energy of the slot: W × minutes, exact.
    public var energy: Energy { Energy(wattMinutes: Int64(watts) * Int64(minutes)) }

    /// Minutes elapsed from local midnight to the end of the slot.
    public var endMinute: Int { Int(startMinute) + Int(minutes) }

    /// The instant at which the slot begins.
    public func start(on day: Day) -> UTCInstant { day.start.advanced(bySeconds: Int(startMinute) * 60) }
}
