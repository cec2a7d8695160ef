import MEDCore

extension EnedisParser {
    /// 24 MWh, the day's energy of a constant 1 MW.
    private static let maximumDailyWattHours: Int64 = 24_000_000
    /// A Linky counts to 999,999,999 Wh; the meters of larger sites a thousand times further.
    private static let maximumIndex: Int64 = 999_999_999_999

    /// `stamp;value` with the day's energy, stamped with the local midnight at which the day begins.
    mutating func readDailyEnergy(series index: Int, scale: Int64, date: Int, column: Int) {
        guard let day = midnightDay(date), hasValue(column),
            let value = amount(column, scale: scale, maximum: Self.maximumDailyWattHours)
        else { return }
        series[index].set(Energy(wattHours: value), as: \.officialEnergy, of: day, statistics: &statistics)
    }

    /// `stamp;value` with the day's highest apparent power, stamped with the moment of the peak.
    mutating func readMaxPower(series index: Int, scale: Int64, column: Int) {
        guard let stamp = Stamp(splitter[0]), stamp.hasTime else { return reject(.stamp(splitter[0].excerpt)) }
        guard let instant = stamp.instant else { return reject(.skippedHour(splitter[0].excerpt)) }
        guard hasValue(column),
            let value = amount(column, scale: scale, maximum: Int64(CurveRow.maximumWatts))
        else { return }
        let peak = MaxPower(power: ApparentPower(voltAmperes: Int32(value)), instant: instant)
        series[index].set(peak, as: \.maxPower, of: Day(containing: instant), statistics: &statistics)
    }

    /// `stamp;kind;F1;…;T`: the counters at the local midnight at which the day begins.
    mutating func readIndexes(series index: Int, scale: Int64, columns: IndexColumns?) {
        guard let columns else { return reject(.unexpected) }
        guard let day = midnightDay(0) else { return }
        let rejected = log.count
        let indexes = MeterIndexes(
            total: register(columns.total, scale: scale),
            supplier: columns.supplier.map { register($0, scale: scale) },
            distributor: columns.distributor.map { register($0, scale: scale) })
        // One damaged register makes the whole line doubtful: its differences would be wrong for two days.
        guard log.count == rejected else { return }
        guard indexes != MeterIndexes(total: nil) else {
            statistics.emptyValues += 1
            return
        }
        series[index].set(indexes, as: \.indexesAtStart, of: day, statistics: &statistics)
    }

    private mutating func register(_ column: Int?, scale: Int64) -> Int64? {
        guard let column, !splitter[column].isEmpty else { return nil }
        return amount(column, scale: scale, maximum: Self.maximumIndex)
    }

    private mutating func midnightDay(_ column: Int) -> Day? {
        guard let stamp = stamp(column) else {
            reject(.stamp(splitter[column].excerpt))
            return nil
        }
        guard let day = stamp.midnightDay else {
            reject(.notMidnight(splitter[column].excerpt))
            return nil
        }
        return day
    }

    /// `false` for a gap, which is counted, and for a line that stops before its value.
    private mutating func hasValue(_ column: Int) -> Bool {
        guard column < splitter.fields.count else {
            reject(.missingValue)
            return false
        }
        if splitter[column].isGap {
            statistics.emptyValues += 1
            return false
        }
        return true
    }
}
