import MEDCore

/// Collects what a file says about one meter in one direction.
struct SeriesBuilder {
    let pdl: PDL
    let direction: Direction
    let pdlOrigin: EnedisFile.RecognisedTable.Origin
    let directionOrigin: EnedisFile.RecognisedTable.Origin
    /// The rows of the table that is being read, in the order of the file.
    var pending: [CurveRow] = []
    private var settled: [CurveRow] = []
    private var daily: [Day: DayReadings] = [:]

    init(
        pdl: PDL, direction: Direction, pdlOrigin: EnedisFile.RecognisedTable.Origin,
        directionOrigin: EnedisFile.RecognisedTable.Origin
    ) {
        self.pdl = pdl
        self.direction = direction
        self.pdlOrigin = pdlOrigin
        self.directionOrigin = directionOrigin
    }

    /// Ends a table: the order of lines means something within one table only.
    mutating func settle(statistics: inout EnedisFile.Statistics, log: inout IssueLog) {
        guard !pending.isEmpty else { return }
        pending.settle(statistics: &statistics, log: &log)
        if settled.isEmpty {
            swap(&settled, &pending)
        } else {
            settled.append(contentsOf: pending)
            pending = []
        }
    }

    /// Keeps a value of a day; of several the last one.
    mutating func set<Value: Equatable>(
        _ value: Value, as part: WritableKeyPath<DayReadings, Value?>, of day: Day,
        statistics: inout EnedisFile.Statistics
    ) {
        if let known = daily[day]?[keyPath: part] {
            if known == value {
                statistics.duplicates += 1
            } else {
                statistics.conflicts += 1
            }
        }
        daily[day, default: DayReadings()][keyPath: part] = value
    }

    /// All days, rising; `nil` when nothing was read.
    mutating func finish(statistics: inout EnedisFile.Statistics, log: inout IssueLog) -> MeterReadings? {
        settle(statistics: &statistics, log: &log)
        settled.mergeRepetitions(statistics: &statistics)
        settled.correctSteps()
        var entries = settled.days(statistics: &statistics, log: &log)
        settled = []
        if !daily.isEmpty {
            for entry in entries { daily[entry.day, default: DayReadings()].curve = entry.readings.curve }
            entries = daily.map { MeterReadings.Entry(day: $0.key, readings: $0.value) }.sorted { $0.day < $1.day }
        }
        for entry in entries {
            statistics.dailyEnergies += entry.readings.officialEnergy == nil ? 0 : 1
            statistics.indexes += entry.readings.indexesAtStart == nil ? 0 : 1
            statistics.maxPowers += entry.readings.maxPower == nil ? 0 : 1
        }
        return entries.isEmpty ? nil : MeterReadings(pdl: pdl, direction: direction, days: entries)
    }
}
