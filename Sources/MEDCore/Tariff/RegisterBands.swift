/// Which register counts at which minute of a day's wall clock.
struct RegisterBands {
    /// Spans of minutes (0 to 1,440) that cover the clock without overlap.
    let bands: [(minutes: Range<Int>, register: TariffRegister)]

    /// The bands of a contract on a day.
    ///
    /// A Tempo day runs from 06:00 to 06:00: its first six hours have the colour of the day before.
    init(of contract: Contract, on day: Day, tempoColors: [Day: TempoColor]) throws(RegisterGap) {
        switch contract.tariff {
        case .base:
            bands = [(0..<1_440, .base)]
        case .hcHP:
            guard let schedule = contract.offPeak else { throw .noOffPeakHours }
            let offPeak = schedule.hours(on: day)?.slots ?? []
            var bands: [(minutes: Range<Int>, register: TariffRegister)] = []
            var end = 0
            for slot in offPeak {
                if end < slot.lowerBound { bands.append((end..<slot.lowerBound, .hp)) }
                bands.append((slot, .hc))
                end = slot.upperBound
            }
            if end < 1_440 { bands.append((end..<1_440, .hp)) }
            self.bands = bands
        case .tempo:
            guard let before = tempoColors[day.previous], let color = tempoColors[day] else { throw .unknownColor }
            bands = [
                (0..<360, TariffRegister(before, offPeak: true)),
                (360..<1_320, TariffRegister(color, offPeak: false)),
                (1_320..<1_440, TariffRegister(color, offPeak: true)),
            ]
        }
    }

    /// The energy of a curve per register, in watt-minutes by raw value: a slot that a boundary cuts is shared by its
    /// minutes, exactly.
    func wattMinutes(of curve: LoadCurve, on day: Day) -> [Int64] {
        var sums = [Int64](repeating: 0, count: TariffRegister.allCases.count)
        let clock = WallClock(day: day)
        for slot in curve.slots {
            for span in clock.contiguousMinutes(from: Int(slot.startMinute), count: Int(slot.minutes)) {
                let (start, end) = (span.minuteOfDay, span.minuteOfDay + span.count)
                for band in bands where band.minutes.lowerBound < end && start < band.minutes.upperBound {
                    let shared = min(end, band.minutes.upperBound) - max(start, band.minutes.lowerBound)
                    sums[Int(band.register.rawValue)] += Int64(slot.watts) * Int64(shared)
                }
            }
        }
        return sums
    }
}
