public import MEDCore

/// Made-up readings with the true shape of days: 46, 48 or 50 half-hours.
public enum SampleReadings {
    /// 2024-03-01, from which the samples usually count; the clocks change on its 30th following day.
    public static let firstDay = Day(number: 19_783)

    /// A complete half-hourly day of one power.
    public static func day(
        _ day: Day, watts: Int32, quality: ReadingQuality = .measured, maxPower: MaxPower? = nil
    ) -> MeterReadings.Entry {
        let slots = stride(from: 0, to: day.lengthInMinutes, by: 30).map {
            LoadSlot(startMinute: $0, minutes: 30, watts: watts, quality: quality)
        }
        return MeterReadings.Entry(
            day: day, readings: DayReadings(curve: LoadCurve(slots: slots), maxPower: maxPower))
    }

    /// A day of which only the counters at its midnight are known, in Wh.
    public static func counters(_ day: Day, total: Int64) -> MeterReadings.Entry {
        MeterReadings.Entry(day: day, readings: DayReadings(indexesAtStart: MeterIndexes(total: total)))
    }

    /// `count` complete days from `first` on, each of a power of its own.
    public static func days(
        _ count: Int, from first: Day = firstDay, watts: Int32 = 100
    ) -> [MeterReadings.Entry] {
        (0..<count).map { day(first.advanced(by: $0), watts: watts + Int32($0)) }
    }

    /// A PDL that is unlikely to be in a store already.
    public static func randomPDL() -> PDL {
        while true {
            let digits = (0..<14).map { _ in String(Int.random(in: 0...9)) }.joined()
            if let pdl = PDL(digits) { return pdl }
        }
    }
}
