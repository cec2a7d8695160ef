import MEDCore

/// A moment as Jeedom stores it: `YYYY-MM-DD HH:MM:SS` of the box's clock, which in a French household is the legal time.
///
/// It can only be made of a day or an instant, so that none is malformed: Jeedom moves the current value before MySQL
/// refuses a datetime that is.
struct JeedomDateTime: Hashable, Comparable, Sendable {
    /// The text; its order is the order of time.
    let text: String

    /// Local midnight at which a day begins: where the values of a day stand.
    init?(_ day: Day) {
        self.init(day, second: 0)
    }

    /// What the wall clock shows at an instant. Of the two hours of October both are written alike.
    init?(_ instant: UTCInstant) {
        let local = ParisTime.localTime(at: instant)
        self.init(local.day, second: local.secondOfDay)
    }

    /// Reads what `text` holds; `nil` for anything else, also for a date that does not exist.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = Day(String(parts[0])) else { return nil }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3,
            clock.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(clock[0]), hour < 24, let minute = Int(clock[1]), minute < 60,
            let second = Int(clock[2]), second < 60
        else { return nil }
        self.init(day, second: hour * 3_600 + minute * 60 + second)
    }

    /// MySQL's DATETIME holds the years 1000 to 9999.
    private init?(_ day: Day, second: Int) {
        guard (1_000...9_999).contains(day.year) else { return nil }
        text = "\(day) \(Self.two(second / 3_600)):\(Self.two(second / 60 % 60)):\(Self.two(second % 60))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// `YYYY-MM-DD HH`: Jeedom may average what lies within one hour.
    var hour: Substring { text.prefix(13) }

    static func < (left: JeedomDateTime, right: JeedomDateTime) -> Bool { left.text < right.text }
}
