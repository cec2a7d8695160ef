/// Tempo as it is now.
public struct TempoState: Hashable, Sendable {
    /// The tariff day that runs now (since 06:00); its colour may be unknown.
    public let today: TempoData
    /// The tariff day that begins at the next 06:00; its colour may be unknown.
    public let tomorrow: TempoData
    /// Days of each colour that the season still has, 0 at least: RTE may draw more than the quota, as in 2019–2020 (47
    /// white, 18 red). `nil` unless every day up to today is known.
    public let remaining: [TempoColor: Int]?

    /// Tempo at `now`; `nil` when the store knows no Tempo day at all near it.
    init?(days: [TempoData], at now: UTCInstant) {
        let today = TempoData.tariffDay(at: now)
        let byDay = Dictionary(days.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
        guard byDay[today] != nil || byDay[today.next] != nil else { return nil }
        func data(_ day: Day) -> TempoData {
            byDay[day] ?? TempoData(day: day, color: nil, isFinal: false, recordedAt: now)
        }
        self.today = data(today)
        tomorrow = data(today.next)
        let season = TempoSeason(containing: today)
        var left = Dictionary(uniqueKeysWithValues: TempoColor.allCases.map { ($0, $0.quota(in: season)) })
        var isKnown = true
        for day in season.days.lowerBound...min(today.next, season.days.upperBound) {
            if let color = byDay[day]?.color {
                left[color, default: 0] -= 1
            } else if day <= today {
                isKnown = false
            }
        }
        remaining = isKnown ? left.mapValues { max(0, $0) } : nil
    }
}
