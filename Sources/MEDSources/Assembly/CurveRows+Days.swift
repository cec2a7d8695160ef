import MEDCore

extension [CurveRow] {
    /// The load curves per day of rows in order of time, one per stamp.
    func days(statistics: inout EnedisFile.Statistics, log: inout IssueLog) -> [MeterReadings.Entry] {
        var assembler = DayAssembler()
        for index in indices {
            let row = self[index]
            guard let watts = row.watts else { continue }
            guard let length = SlotLength.minutes(at: index, of: self) else {
                log.add(.stepNotKnown, line: Int(row.line))
                continue
            }
            if let fault = assembler.add(
                end: row.minutes, length: length, watts: watts, quality: row.quality, origin: row.origin)
            {
                log.add(fault, line: Int(row.line))
            }
        }
        assembler.closeDay()
        statistics.slots += assembler.slots
        statistics.changesOfStep += assembler.changesOfStep
        return assembler.days
    }
}

/// Cuts a rising sequence of slots into civil days; a day is looked up once, not per slot.
private struct DayAssembler {
    private(set) var days: [MeterReadings.Entry] = []
    private(set) var slots = 0
    private(set) var changesOfStep = 0
    private var day = Day(number: .min)
    private var dayStart: Int32 = 0
    private var dayEnd: Int32 = 0
    private var open: [LoadSlot] = []
    private var lastEnd: Int32 = .min
    private var lastLength: Int32 = 0

    /// Adds a slot, or says why it cannot be one.
    @inline(__always)
    mutating func add(
        end: Int32, length: Int32, watts: Int32, quality: ReadingQuality, origin: ReadingOrigin
    ) -> LineFault? {
        let start = end - length
        if start < lastEnd { return .overlap }
        if start >= dayEnd { openDay(at: start) }
        if end > dayEnd { return .crossesMidnight }
        open.append(
            LoadSlot(
                startMinute: Int(start - dayStart), minutes: Int(length), watts: watts, quality: quality,
                origin: origin))
        slots += 1
        if length != lastLength, lastLength != 0 { changesOfStep += 1 }
        lastLength = length
        lastEnd = end
        return nil
    }

    private mutating func openDay(at minutes: Int32) {
        closeDay()
        day = Day(containing: UTCInstant(secondsSinceEpoch: Int64(minutes) * 60))
        dayStart = Int32(day.start.secondsSinceEpoch / 60)
        dayEnd = Int32(day.end.secondsSinceEpoch / 60)
    }

    mutating func closeDay() {
        guard !open.isEmpty else { return }
        days.append(MeterReadings.Entry(day: day, readings: DayReadings(curve: LoadCurve(slots: open))))
        open.removeAll(keepingCapacity: true)
    }
}
