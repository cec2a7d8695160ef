extension [CurveRow] {
    /// Sorts by stamp and leaves one row per stamp: of several with a value the one that stands last in the file.
    mutating func mergeRepetitions(statistics: inout EnedisFile.Statistics) {
        // Nearly every file is in order and without repetition: one look, no work.
        guard indices.dropFirst().contains(where: { self[$0].minutes <= self[$0 - 1].minutes }) else { return }
        sort { ($0.minutes, $0.line) < ($1.minutes, $1.line) }
        var kept = 0
        for row in self {
            if kept > 0, self[kept - 1].minutes == row.minutes {
                self[kept - 1].absorb(row, statistics: &statistics)
            } else {
                self[kept] = row
                kept += 1
            }
        }
        removeLast(count - kept)
    }
}

extension CurveRow {
    fileprivate mutating func absorb(_ later: CurveRow, statistics: inout EnedisFile.Statistics) {
        guard let newer = later.watts else { return }
        if let watts {
            if watts == newer {
                statistics.duplicates += 1
            } else {
                statistics.conflicts += 1
            }
        }
        self = later
    }
}
