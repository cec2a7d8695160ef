import MEDCore

extension EnedisParser {
    /// `start;end;power`, both stamps in local time without offset.
    mutating func readStartEndRow(_ columns: StartEndColumns, series index: Int) {
        guard let start = stamp(columns.start), start.hasTime else {
            return reject(.stamp(splitter[columns.start].excerpt))
        }
        guard let end = stamp(columns.end), end.hasTime else { return reject(.stamp(splitter[columns.end].excerpt)) }
        guard let step = Self.slotLength(from: start, to: end) else {
            return reject(.step("\(splitter[columns.start].excerpt) – \(splitter[columns.end].excerpt)"))
        }
        appendCurveRow(
            start, shown: splitter[columns.start], column: columns.value, scale: columns.unit.scale, step: step,
            marks: [.startStamped, .exactStep], to: index)
    }

    /// The minutes between two stamps; across a clock change the hour that a wall clock skips or repeats is put right.
    private static func slotLength(from start: Stamp, to end: Stamp) -> UInt8? {
        let shown = end.minutes - start.minutes
        if SlotLength.isKnown(shown) { return UInt8(shown) }
        guard start.offsetMinutes == nil, start.day.lengthInMinutes != 1_440 else { return nil }
        let change = Int32(start.day.lengthInMinutes - 1_440)
        return SlotLength.isKnown(shown + change) ? UInt8(shown + change) : nil
    }

    /// A stamp as text, or in a workbook as the number of a day.
    func stamp(_ column: Int) -> Stamp? {
        Stamp(splitter[column])
            ?? (sheet == nil ? nil : Stamp(dayNumber: splitter[column], countsFrom1904: countsFrom1904))
    }
}
