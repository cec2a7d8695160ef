import MEDCore

extension EnedisParser {
    /// Reads as many usual rows of a load curve as follow each other.
    mutating func readPortalRows() {
        let target: (series: Int, step: UInt8)
        switch table {
        case .loadCurve(let series, 1, let step, 1): target = (series, step)
        case .bareLoadCurve(let series): target = (series, 0)
        default: return
        }
        var reader = PortalRowReader(bytes: bytes, separator: splitter.separator)
        var rows: [CurveRow] = []
        swap(&rows, &series[target.series].pending)
        defer { swap(&rows, &series[target.series].pending) }
        let isFirst = rows.isEmpty
        if isFirst, series.count == 1 { rows.reserveCapacity((bytes.count - cursor.position) / 28 + 1) }
        while let read = reader.row(at: cursor.position, line: UInt32(cursor.number + 1), step: target.step) {
            rows.append(read.row)
            statistics.emptyValues += read.row.watts == nil ? 1 : 0
            cursor.position = read.next
            cursor.number += 1
        }
        if isFirst, !rows.isEmpty { unsettled.append(target.series) }
    }

    /// Reads a line that begins with a digit, whatever the table is.
    mutating func readRow() throws(EnedisFileError) {
        switch table {
        case .none:
            // A cover sheet may hold anything.
            if sheet == nil { try readFirstBareRow() }
        case .loadCurve(let series, let scale, let step, let column):
            appendCurveRow(Stamp(splitter[0]), shown: splitter[0], column: column, scale: scale, step: step, to: series)
        case .bareLoadCurve(let series):
            try checkUnitIsWatt()
            appendCurveRow(Stamp(splitter[0]), shown: splitter[0], column: 1, scale: 1, step: 0, to: series)
        case .dailyEnergy(let series, let scale, let date, let column):
            readDailyEnergy(series: series, scale: scale, date: date, column: column)
        case .maxPower(let series, let scale, let column):
            readMaxPower(series: series, scale: scale, column: column)
        case .indexes(let series, let scale, let columns):
            readIndexes(series: series, scale: scale, columns: columns)
        case .flat(let columns):
            readFlatRow(columns)
        case .startEnd(let series, let columns):
            readStartEndRow(columns, series: series)
        case .edf(let series, let day):
            readEDFRow(series: series, day: day)
        case .skipped:
            break
        }
    }

    /// The first line of a file without header must be `stamp;value`.
    private mutating func readFirstBareRow() throws(EnedisFileError) {
        let isRow =
            splitter.fields.dropFirst(2).allSatisfy(\.isEmpty) && splitter.fields.count >= 2
            && (Stamp(splitter[0])?.hasTime ?? false) && (splitter[1].isEmpty || DecimalNumber(splitter[1]) != nil)
        guard isRow else {
            throw failure(.notAnEnedisFile, .notAnEnedisFile)
        }
        try beginBareLoadCurve()
        try readRow()
    }

    /// Enedis writes whole watts; a fraction without a stated unit may be kW, and a wrong guess is a thousandfold.
    private func checkUnitIsWatt() throws(EnedisFileError) {
        if let number = DecimalNumber(splitter[1]), !number.rounded(scale: 1).isExact {
            throw failure(.unknownUnit, .fractionWithoutUnit)
        }
    }

    /// Appends a row of a load curve, or says what is wrong with it.
    mutating func appendCurveRow(
        _ stamp: Stamp?, shown: UnsafeRawBufferPointer, column: Int, scale: Int64, step: UInt8,
        marks: CurveRow.Marks = [], origin: ReadingOrigin = .enedisFile, to index: Int
    ) {
        guard let stamp, stamp.hasTime else { return reject(.stamp(shown.excerpt)) }
        guard stamp.second == 0 else { return reject(.fractionOfMinute(shown.excerpt)) }
        // A row without a usable value is kept as a gap: its stamp tells the length of its neighbours.
        var watts: Int32?
        if column >= splitter.fields.count {
            reject(.missingValue)
        } else if splitter[column].isGap {
            statistics.emptyValues += 1
        } else {
            watts = amount(column, scale: scale, maximum: Int64(CurveRow.maximumWatts)).map(Int32.init)
        }
        if series[index].pending.isEmpty { unsettled.append(index) }
        series[index].pending.append(
            CurveRow(
                minutes: stamp.minutes, watts: watts, step: step,
                marks: stamp.offsetMinutes == nil ? marks.union(.local) : marks, origin: origin, line: place))
    }

    /// The value of a column in W, Wh or VA; `nil` when it is not usable, which is then an issue.
    mutating func amount(_ column: Int, scale: Int64, maximum: Int64) -> Int64? {
        let field = splitter[column]
        guard let number = DecimalNumber(field) else {
            reject(.value(field.excerpt))
            return nil
        }
        let (value, isExact) = number.rounded(scale: scale)
        if number.isNegative || value > maximum {
            reject(number.isNegative ? .negativeValue(field.excerpt) : .absurdValue(field.excerpt))
            return nil
        }
        if !isExact { statistics.roundedValues += 1 }
        return value
    }
}
