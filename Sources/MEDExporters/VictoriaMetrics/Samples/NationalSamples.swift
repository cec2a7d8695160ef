import MEDCore

/// The samples of Tempo and EcoWatt days: pure functions of the stored days.
enum NationalSamples {
    /// The colours of `days` at 06:00 and, as long as every day of the season up to there is known, the days left after
    /// each. `stored` are the days in order, from the beginning of the first season on. Only what is final counts: what
    /// may change is not history yet.
    static func tempo(_ stored: [TempoData], days: ClosedRange<Day>) -> MetricTable {
        var table = MetricTable(NationalSeries.tempo)
        var season: TempoSeason?
        var left: [TempoColor: Int] = [:]
        var next: Day?
        for day in stored {
            let own = TempoSeason(containing: day.day)
            if own != season {
                season = own
                left = Dictionary(uniqueKeysWithValues: TempoColor.allCases.map { ($0, $0.quota(in: own)) })
                next = own.days.lowerBound
            }
            guard day.isFinal, let color = day.color else { continue }
            let isGapless = next == day.day
            next = isGapless ? day.day.next : nil
            left[color, default: 0] -= 1
            guard days.contains(day.day) else { continue }
            let start = day.start.secondsSinceEpoch
            table.append(Int64(color.rawValue), to: NationalSeries.color, at: start)
            guard isGapless else { continue }
            for color in TempoColor.allCases {
                table.append(Int64(max(0, left[color] ?? 0)), to: NationalSeries.remaining(color), at: start)
            }
        }
        return table
    }

    /// The day's level at local midnight and the levels of its hours at their own starts: none for the hour that March
    /// skips, twice for the one that October repeats.
    static func ecowatt(_ stored: [EcowattData]) -> MetricTable {
        var table = MetricTable(NationalSeries.ecowatt)
        for day in stored {
            if let level = day.level {
                table.append(Int64(level), to: NationalSeries.level, at: day.day.start.secondsSinceEpoch)
            }
            for (hour, level) in day.hours.enumerated() {
                guard let level else { continue }
                for start in starts(ofHour: hour, on: day.day) {
                    table.append(Int64(level), to: NationalSeries.hourLevel, at: start.secondsSinceEpoch)
                }
            }
        }
        return table
    }

    private static func starts(ofHour hour: Int, on day: Day) -> [UTCInstant] {
        switch ParisTime.instants(of: day, secondOfDay: hour * 3_600) {
        case .once(let instant): [instant]
        case .twice(let first, let second): [first, second]
        case .never: []
        }
    }
}
