import MEDCore

/// What the rows that follow are.
enum Table {
    /// No header yet.
    case none
    case loadCurve(series: Int, scale: Int64, step: UInt8, valueColumn: Int)
    case bareLoadCurve(series: Int)
    case dailyEnergy(series: Int, scale: Int64, dateColumn: Int, valueColumn: Int)
    case maxPower(series: Int, scale: Int64, valueColumn: Int)
    /// `columns` is `nil` until the line of names.
    case indexes(series: Int, scale: Int64, columns: IndexColumns?)
    case flat(FlatColumns)
    case startEnd(series: Int, StartEndColumns)
    /// `day` is the one whose line was read last.
    case edf(series: Int, day: Day?)
    /// A table without readings (the supplier's calendar), or an unknown one that has its issue already.
    case skipped
}
