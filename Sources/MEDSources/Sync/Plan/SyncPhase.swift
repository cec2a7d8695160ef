public import MEDCore

/// Where in the morning an installation looks for the new day: a fixed moment per installation, spread evenly, so that a
/// million of them do not call in the same second.
public struct SyncPhase: Hashable, Sendable {
    /// From 06:00 Paris, when Enedis begins to hand out the day before, to 10:00.
    public static let span = 4 * 3_600

    /// Seconds after 06:00 Paris, 0 to 14,399.
    public let seconds: Int

    /// No delay: a person at the keyboard waits for the answer.
    public static let none = SyncPhase(seconds: 0)

    private init(seconds: Int) {
        self.seconds = seconds
    }

    /// The moment of an installation, from the name that its store keeps.
    public init(installation: String) {
        // FNV-1a, then the finaliser of MurmurHash3: names that differ in one letter lie far apart.
        var hash = installation.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        hash ^= hash >> 33
        seconds = Int(hash % UInt64(Self.span))
    }

    /// The same share of another span, in seconds from 0 to `span` − 1.
    func seconds(of span: Int) -> Int { seconds * span / Self.span }

    /// When, on the civil day `today`, the day before is looked for.
    public func look(on today: Day) -> UTCInstant {
        today.instant(minuteOfDay: 6 * 60).advanced(bySeconds: seconds)
    }

    /// The first look after `now`.
    public func nextLook(after now: UTCInstant) -> UTCInstant {
        let today = Day(containing: now)
        return look(on: today) > now ? look(on: today) : look(on: today.next)
    }

    /// The newest day that may be asked for at `now`.
    public func newestDay(at now: UTCInstant) -> Day {
        let today = Day(containing: now)
        return now >= look(on: today) ? today.previous : today.previous.previous
    }
}
