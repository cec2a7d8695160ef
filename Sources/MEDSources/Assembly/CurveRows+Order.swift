import MEDCore

extension [CurveRow] {
    /// Brings rows in the order of a file into the order of time and turns local stamps into instants.
    ///
    /// Spreadsheets drop the offset and like to sort downwards. Only the order of the lines then tells the two passes of
    /// the hour repeated in October apart, so that a descending table is turned round first.
    mutating func settle(statistics: inout EnedisFile.Statistics, log: inout IssueLog) {
        if contains(where: { $0.origin == .edfFile }) { dropOffGrid(log: &log) }
        if isDescending { reverse() }
        if contains(where: \.isLocal) { resolveLocalStamps(statistics: &statistics, log: &log) }
    }

    var isDescending: Bool {
        var balance = 0
        for index in indices.dropFirst() {
            balance += (self[index].minutes - self[index - 1].minutes).signum() == 1 ? 1 : 0
            balance -= (self[index].minutes - self[index - 1].minutes).signum() == -1 ? 1 : 0
        }
        return balance < 0
    }

    private mutating func resolveLocalStamps(statistics: inout EnedisFile.Statistics, log: inout IssueLog) {
        var resolver = LocalStampResolver()
        var kept = 0
        for var row in self {
            if row.isLocal {
                guard let instant = resolver.instantMinutes(of: row) else {
                    log.add(.skippedHour(row.clock), line: Int(row.line))
                    continue
                }
                row.minutes = instant
                row.marks.remove(.local)
                statistics.localStamps += 1
            }
            if row.marks.contains(.startStamped) {
                row.minutes += Int32(row.step)
                row.marks.remove(.startStamped)
            }
            self[kept] = row
            kept += 1
        }
        removeLast(count - kept)
    }
}

extension CurveRow {
    var day: Day { Day(number: Int32(Int(minutes).flooredDivision(by: 1_440))) }
    var minuteOfDay: Int { Int(minutes) - Int(day.number) * 1_440 }
    var clock: String {
        let text = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(day) \(text(minuteOfDay / 60)):\(text(minuteOfDay % 60))"
    }
}

/// Turns local stamps in rising order into instants; `day` and its offset are looked up when the day changes.
private struct LocalStampResolver {
    private var day: Day?
    private var dayStart: Int32 = 0
    private var isChangeDay = false
    private var previous: Int32 = .min
    private var previousDistance: Int32 = 0
    private var previousWatts: Int32?
    private var isSecondPass = false

    /// Minutes since 1970-01-01T00:00Z; `nil` in the hour skipped in March.
    mutating func instantMinutes(of row: CurveRow) -> Int32? {
        let day = row.day
        if day.number != self.day?.number {
            self.day = day
            dayStart = Int32(day.start.secondsSinceEpoch / 60)
            isChangeDay = day.lengthInMinutes != 1_440
            isSecondPass = false
        }
        let distance = previous == .min ? 0 : row.minutes - previous
        defer {
            previous = row.minutes
            previousWatts = row.watts
            if distance != 0 { previousDistance = distance }
        }
        let minuteOfDay = row.minuteOfDay
        guard isChangeDay else { return dayStart + Int32(minuteOfDay) }
        switch ParisTime.instants(of: day, secondOfDay: minuteOfDay * 60) {
        case .once(let instant): return Int32(instant.secondsSinceEpoch / 60)
        case .never: return nil
        case .twice(let first, let second):
            // An hourly curve shows the same stamp twice, a finer one goes back; a repeated line of a finer one is none,
            // unless its value is another: then the lines between were gaps.
            let isHourly = row.step == 60 || (row.step == 0 && previousDistance == 60)
            let isOtherValue = row.watts != nil && previousWatts != nil && row.watts != previousWatts
            if distance > -60, distance < 0 || (distance == 0 && (isHourly || isOtherValue)) { isSecondPass = true }
            return Int32((isSecondPass ? second : first).secondsSinceEpoch / 60)
        }
    }
}

extension Int {
    fileprivate func flooredDivision(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
