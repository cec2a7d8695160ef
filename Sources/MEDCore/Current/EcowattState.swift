/// EcoWatt as it is now.
public struct EcowattState: Hashable, Sendable {
    /// Today; its level may be unknown.
    public let today: EcowattData
    /// The level of the hour that runs, 0 to 3.
    public let hourLevel: Int?
    /// Today and the three days after it, as far as they are known.
    public let forecast: [EcowattData]

    /// EcoWatt at `now`; `nil` when the store knows no day from today on.
    init?(days: [EcowattData], at now: UTCInstant) {
        let local = ParisTime.localTime(at: now)
        let byDay = Dictionary(days.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
        let forecast = (0...3).map { ahead in
            let day = local.day.advanced(by: ahead)
            return byDay[day] ?? EcowattData(day: day, level: nil, hours: [], recordedAt: now)
        }
        guard forecast.contains(where: { byDay[$0.day] != nil }) else { return nil }
        self.forecast = forecast
        today = forecast[0]
        hourLevel = today.hours[local.minuteOfDay / 60]
    }
}
