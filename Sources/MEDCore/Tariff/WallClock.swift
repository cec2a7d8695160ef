/// The wall clock of one day: from minutes elapsed since midnight to minutes shown.
struct WallClock {
    /// Elapsed minute at which the clock jumps, and by how much it is ahead of the elapsed time from then on.
    private let change: (minute: Int, shift: Int)?

    init(day: Day) {
        let shift = 1_440 - day.lengthInMinutes
        // March: 02:00 becomes 03:00 after 120 minutes. October: 03:00 becomes 02:00 after 180 minutes.
        change = shift == 0 ? nil : (shift > 0 ? 120 : 180, shift)
    }

    /// The minute shown (0 to 1,439) when `elapsed` minutes have gone by since midnight.
    func minuteOfDay(elapsed: Int) -> Int {
        guard let change, elapsed >= change.minute else { return elapsed }
        return elapsed + change.shift
    }

    /// The spans of wall time that elapsed minutes `from ..< from + count` are, cut where the clock jumps.
    func contiguousMinutes(from: Int, count: Int) -> [(minuteOfDay: Int, count: Int)] {
        guard let change, from < change.minute, from + count > change.minute else {
            return [(minuteOfDay(elapsed: from), count)]
        }
        let before = change.minute - from
        return [(from, before), (minuteOfDay(elapsed: change.minute), count - before)]
    }
}
