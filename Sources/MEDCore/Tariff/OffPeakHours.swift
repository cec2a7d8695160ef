/// The off-peak hours (*heures creuses*) of a contract: slots of local time, minute-precise, across midnight or not.
///
/// A slot is [start, end). It is tested on the wall clock, so that on the October day the repeated hour is off-peak twice.
public struct OffPeakHours: Hashable, Sendable {
    /// Minutes on the clock, in order, apart from each other; a slot across midnight is two.
    let slots: [Range<Int>]

    /// Off-peak from midnight to midnight.
    public static let wholeDay = OffPeakHours(slots: [0..<1_440])

    /// Reads the strings of contracts: `HC (22H30-6H30)`, `HC (1H30-8H00;12H30-14H00)`, `HC (22H00-6H00), (13H00-15H00)`,
    /// in either case. `0H00-24H00`, `0H00-0H00` and `0H00-23H59` are the whole day, as users write it.
    /// `nil` when the text holds no slot or an impossible one.
    public init?(_ text: String) {
        var slots: [Range<Int>] = []
        for (start, end) in Self.spans(in: text) {
            guard let start = Self.minutes(start), let end = Self.minutes(end), start < 1_440 else { return nil }
            if end == start || (start == 0 && end >= 1_439) {
                slots.append(0..<1_440)
            } else if end < start {
                slots.append(start..<1_440)
                if end > 0 { slots.append(0..<end) }
            } else {
                slots.append(start..<end)
            }
        }
        guard !slots.isEmpty else { return nil }
        self.init(slots: slots)
    }

    /// Slots may overlap and touch: `22H00-6H00;5H00-7H00` are the same hours as `22H00-7H00`.
    private init(slots: [Range<Int>]) {
        var joined: [Range<Int>] = []
        for slot in slots.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, slot.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, slot.upperBound)
            } else {
                joined.append(slot)
            }
        }
        self.slots = joined
    }

    /// Whether `minuteOfDay` on the clock (0 to 1,439) is off-peak.
    public func contains(minuteOfDay: Int) -> Bool {
        slots.contains { $0.contains(minuteOfDay) }
    }

    /// Pairs of `HHhMM` texts joined by a hyphen, with or without spaces around it, wherever they stand.
    private static func spans(in text: String) -> [(String, String)] {
        let tight = text.split(separator: "-", omittingEmptySubsequences: false).map(withoutOuterSpaces)
        return tight.joined(separator: "-").split {
            !($0.isNumber || $0 == "h" || $0 == "H" || $0 == "-" || $0 == ":")
        }.compactMap { span in
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, ends.allSatisfy({ $0.contains(where: \.isNumber) }) else { return nil }
            return (String(ends[0]), String(ends[1]))
        }
    }

    private static func withoutOuterSpaces(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// `22H30` in minutes; `24H00` is 1,440.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(whereSeparator: { $0 == "h" || $0 == "H" || $0 == ":" })
        guard let first = parts.first, let hours = Int(first), (0...24).contains(hours) else { return nil }
        guard parts.count > 1 else { return hours * 60 }
        guard parts.count == 2, let minutes = Int(parts[1]), (0..<60).contains(minutes) else { return nil }
        let total = hours * 60 + minutes
        return total <= 1_440 ? total : nil
    }
}
