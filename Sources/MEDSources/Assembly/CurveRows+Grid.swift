extension [CurveRow] {
    /// Takes out what stands beside the grid of the others: the exports of EDF hold a row like 02:40:00 or 09:09:06 here
    /// and there, which is no mean over a slot.
    mutating func dropOffGrid(log: inout IssueLog) {
        let grid = [Int32(30), 20, 15, 10].first { step in
            count { $0.minutes % step == 0 } * 4 > count * 3
        }
        guard let grid else { return }
        for row in self where row.minutes % grid != 0 { log.add(.offGrid(row.clock), line: Int(row.line)) }
        removeAll { $0.minutes % grid != 0 }
    }
}
