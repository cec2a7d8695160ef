import MEDCore

extension [CurveRow] {
    /// Undoes what the v2 gateway does to the stamps of a load curve: it moves each one back by the length of its slot on
    /// the wall clock, without a look at the clock change (`shift_points_to_interval_start` of its `enedis_format.py`).
    ///
    /// Moved forward again they are Enedis' END stamps. On every other day these are also the true starts; on the Sunday
    /// of March the slot 01:30 to 02:00 comes as 02:30, which no clock showed, and on that of October both slots that end
    /// at 02:00 come as 01:30. Should the gateway ever send true starts, those stamps show it, and they are left as they
    /// are. Rows are in rising order.
    mutating func restoreShiftedStamps() {
        var trueStarts: Set<Int32> = []
        var seen: Set<Int32> = []
        for row in self where row.isShiftable && !seen.contains(row.day.number) {
            seen.insert(row.day.number)
            if row.day.lengthInMinutes != 1_440, holdsTrueStarts(on: row.day) { trueStarts.insert(row.day.number) }
        }
        for index in indices where self[index].isShiftable && !trueStarts.contains(self[index].day.number) {
            self[index].minutes += Int32(self[index].step)
            self[index].marks.remove(.startStamped)
        }
    }

    private func holdsTrueStarts(on day: Day) -> Bool {
        let rows = filter { $0.isShiftable && $0.day.number == day.number }
        if day.lengthInMinutes < 1_440 {
            let isShown = rows.contains { (120..<180).contains($0.minuteOfDay) }
            return !isShown && rows.contains { $0.minuteOfDay < 120 && $0.minuteOfDay + Int($0.step) == 120 }
        }
        // Moved, the first repeated stamp is one step before 02:00; true, the last is one step before 03:00.
        let moved = rows.count { $0.minuteOfDay < 120 && $0.minuteOfDay + Int($0.step) >= 120 }
        let unmoved = rows.count { $0.minuteOfDay < 180 && $0.minuteOfDay + Int($0.step) >= 180 }
        return unmoved > moved
    }
}

extension CurveRow {
    fileprivate var isShiftable: Bool { isLocal && marks.contains(.startStamped) }
}
