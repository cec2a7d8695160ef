import MEDCore

/// Which hours of a Tempo day count in which register, as far as its registers show the day's colours.
struct TempoHours {
    private let night: Set<Int>
    private let peak: Set<Int>
    private let evening: Set<Int>
    private let color: TempoColor
    /// The colour of the day before; `nil`: it cannot be told, which happens when it is the day's own.
    private let colorBefore: TempoColor?

    /// - Returns: `nil` when the registers do not show one colour for the day: peak hours without energy.
    init?(_ document: DayDocument) {
        func colors(offPeak: Bool) -> [TempoColor] {
            TempoColor.allCases.filter {
                document.energy(in: TariffRegister($0, offPeak: offPeak)).map { $0 > .zero } ?? false
            }
        }
        guard let color = colors(offPeak: false).first, colors(offPeak: false).count == 1 else { return nil }
        let others = colors(offPeak: true).filter { $0 != color }
        guard others.count <= 1 else { return nil }
        self.color = color
        colorBefore = others.first
        let day = document.day
        func hour(_ minuteOfDay: Int) -> Int {
            Int(day.instant(minuteOfDay: minuteOfDay).seconds(since: day.start) / 3_600)
        }
        night = Set(0..<hour(360))
        peak = Set(hour(360)..<hour(1_320))
        evening = Set(hour(1_320)..<day.lengthInMinutes / 60)
    }

    /// The hours that count in a register, from local midnight; every hour of its kind for a colour that the day does not
    /// have, whose register counted nothing.
    func hours(of register: TariffRegister) -> Set<Int> {
        guard register.isOffPeak else { return peak }
        guard let colorBefore else { return night.union(evening) }
        return register == TariffRegister(colorBefore, offPeak: true) ? night : evening
    }
}
