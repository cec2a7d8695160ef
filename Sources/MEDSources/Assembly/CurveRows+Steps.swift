extension [CurveRow] {
    /// Puts the stated length of slots right where the stamps contradict it for long.
    ///
    /// Files state one step in their header, and the portal itself warns that the step may have changed inside the period:
    /// months of one stamp an hour inside a half-hourly file are hours, and taken for half-hours they would lose half of
    /// the energy. Rows are in order of time, one per stamp, all instants.
    mutating func correctSteps() {
        var start = 1
        var isAfterRun = false
        while start < count {
            let distance = self[start].minutes - self[start - 1].minutes
            var end = start + 1
            while end < count, self[end].minutes - self[end - 1].minutes == distance { end += 1 }
            let isRun = end - start >= Self.shortestRun && SlotLength.isKnown(distance)
            if isRun {
                for index in start..<end where !self[index].marks.contains(.exactStep) && self[index].step != 0 {
                    self[index].step = UInt8(distance)
                }
                if !isAfterRun { correctFirst(of: start - 1, distance: distance) }
            }
            isAfterRun = isRun
            start = end
        }
    }

    /// The first row of a run ends a slot that began before it; where nothing known lies in its way it is one of the run.
    private mutating func correctFirst(of index: Int, distance: Int32) {
        guard self[index].step != 0, !self[index].marks.contains(.exactStep) else { return }
        let gap = index == 0 ? .max : self[index].minutes - self[index - 1].minutes
        if gap > distance { self[index].step = UInt8(distance) }
    }

    /// A day of hours. What is shorter may be every other line missing.
    private static let shortestRun = 23
}
