import MEDCore

extension [CurveRow] {
    /// Tells the two passes of the hour repeated in October apart where a gateway has lost the order of the points.
    ///
    /// Enedis sends the points in order of time, so that stamps go back by an hour; such rows are left to
    /// ``settle(statistics:log:)``. The v2 gateway sorts them by stamp, which leaves pairs: the sort is stable, the first
    /// of a pair is the first pass. A gateway that keeps one point per stamp, or hands out a point from its cache beside
    /// the same one fetched anew, leaves nothing to tell the passes by: these slots stay unknown. Rows are in rising order.
    mutating func resolveRepeatedHour(log: inout IssueLog) {
        var day: Int32?
        for row in self where row.isInRepeatedHour && row.day.number != day {
            day = row.day.number
            resolve(on: row.day, log: &log)
        }
    }

    private mutating func resolve(on day: Day, log: inout IssueLog) {
        let doubtful = indices.filter { self[$0].day.number == day.number && self[$0].isInRepeatedHour }
        let goesBack = zip(doubtful, doubtful.dropFirst()).contains { self[$0].minutes > self[$1].minutes }
        if goesBack { return }
        // The end of the day before may stand at 00:00 beside a start at 00:00.
        let others = self.filter { $0.isLocal && $0.day.number == day.number && !$0.isInRepeatedHour }
        let starts = others.filter { $0.marks.contains(.startStamped) }.map(\.minutes)
        let ends = others.filter { !$0.marks.contains(.startStamped) }.map(\.minutes)
        let isEachOnce = Set(starts).count + Set(ends).count == others.count
        var dropped: Set<Int> = []
        for group in Dictionary(grouping: doubtful, by: { self[$0].minutes }).values {
            let order = group.sorted()
            guard order.count > (isEachOnce ? 1 : 2) else {
                log.add(.passNotKnown(self[order[0]].clock), line: Int(self[order[0]].line))
                dropped.formUnion(order)
                continue
            }
            for (position, index) in order.enumerated() { self[index].place(inPass: position == 0 ? 1 : 2) }
        }
        if dropped.isEmpty { return }
        self = indices.filter { !dropped.contains($0) }.map { self[$0] }
    }
}

extension CurveRow {
    /// Whether the stamp is one that a wall clock shows twice.
    fileprivate var isInRepeatedHour: Bool {
        isLocal && (120..<180).contains(minuteOfDay) && day.lengthInMinutes > 1_440
    }

    /// Makes the stamp an instant: the first pass is in summer time, the second in winter time.
    fileprivate mutating func place(inPass pass: Int) {
        minutes -= pass == 1 ? 120 : 60
        marks.remove(.local)
        if marks.contains(.startStamped) {
            minutes += Int32(step)
            marks.remove(.startStamped)
        }
    }
}
