import MEDCore

extension EnedisParser {
    /// Reads a line that begins with no digit: names of a header or of columns.
    mutating func readNames() throws(EnedisFileError) {
        let first = splitter[0].normalisedName
        if format == nil, first == "sep" || first.hasPrefix("sep ") { return }
        let names = splitter.fields.map(\.normalisedName)
        if first == "identifiant prm", names.contains("type de donnees") {
            headerNames = names
        } else if let columns = FlatColumns(names: names) {
            begin(.flat(columns), format: columns.layout == .r63 ? .r63 : .flat)
        } else if try beginStartEnd(names) {
            return
        } else if try beginDays(names) {
            return
        } else if first.contains("capitulatif de m") || first.hasPrefix("date et heure de rel") {
            if first.contains("capitulatif"), !first.contains("puissance") {
                return try refuse(TableFault(.unsupportedLayout, .unsupported("EDF")))
            }
            try beginEDF(unitOf: names)
        } else if first == "horodate" {
            try begin(columns: names)
        } else if first == "periode" {
            table = .skipped
        } else {
            try readUnknownLine()
        }
    }

    /// Begins a table whose rows show both ends of their slot; `false` when the names are others.
    private mutating func beginStartEnd(_ names: [String]) throws(EnedisFileError) -> Bool {
        do throws(TableFault) {
            guard let columns = try StartEndColumns(names: names) else { return false }
            begin(.startEnd(series: try namelessSeries(), columns), format: .startEnd)
        } catch {
            try refuse(error)
        }
        return true
    }

    /// Begins the portal's table of days; `false` when the names are others.
    private mutating func beginDays(_ names: [String]) throws(EnedisFileError) -> Bool {
        guard let columns = DayColumns(names: names) else { return false }
        do throws(TableFault) {
            begin(
                .dailyEnergy(
                    series: try namelessSeries(), scale: columns.unit.scale, dateColumn: columns.date,
                    valueColumn: columns.value),
                format: .days)
        } catch {
            try refuse(error)
        }
        return true
    }

    /// The place of the readings of a table that does not name its meter itself.
    private mutating func namelessSeries() throws(TableFault) -> Int {
        var meter = preamble.meter ?? ""
        let pdl = try meter.withUTF8 { text in
            Result { () throws(TableFault) in try PDL(field: UnsafeRawBufferPointer(text), given: givenPDL) }
        }.get()
        return seriesIndex(
            pdl, preamble.direction ?? givenDirection ?? .consumption, namesMeter: !meter.isEmpty,
            namesDirection: preamble.direction != nil)
    }

    private mutating func readUnknownLine() throws(EnedisFileError) {
        guard format != nil else {
            if splitter[0].first == UInt8(ascii: "<"), sheet == nil { throw failure(.notAnEnedisFile, .webPage) }
            return try skipUnknownLine()
        }
        if sheet != nil, case .none = table { return try skipUnknownLine() }
        if case .skipped = table { return }
        if case .flat(let columns) = table, splitter.fields.count > columns.last {
            return readFlatRow(columns)
        }
        // Rows under names that nobody knows must not end in the table before; a damaged row has digits.
        if splitter.fields.count > 1, splitter[0].isName, splitter[1].isName {
            reject(.unknownTable)
            table = .skipped
        } else {
            reject(.unexpected)
        }
    }

    /// Reads the values of a header block.
    mutating func begin(headerWith names: [String]) throws(EnedisFileError) {
        do throws(TableFault) {
            let header = try HeaderBlock(
                names: names, values: splitter.fields, givenPDL: givenPDL, givenDirection: givenDirection)
            let series = seriesIndex(
                header.pdl, header.direction, namesMeter: header.namesMeter, namesDirection: header.namesDirection)
            switch header.content {
            case .loadCurve(let scale, let step):
                begin(.loadCurve(series: series, scale: scale, step: step, valueColumn: 1), format: .loadCurve)
            case .dailyEnergy(let scale):
                begin(
                    .dailyEnergy(series: series, scale: scale, dateColumn: 0, valueColumn: 1), format: .dailyEnergy)
            case .maxPower(let scale):
                begin(.maxPower(series: series, scale: scale, valueColumn: 1), format: .maxPower)
            case .indexes(let scale):
                begin(.indexes(series: series, scale: scale, columns: nil), format: .indexes)
            }
        } catch {
            try refuse(error)
        }
    }

    /// Reads `Horodate;…`: the columns of the table that the header block announced.
    private mutating func begin(columns names: [String]) throws(EnedisFileError) {
        let value = names.firstIndex(of: "valeur")
        switch (table, value) {
        case (.loadCurve(let series, let scale, let step, _), let column?):
            table = .loadCurve(series: series, scale: scale, step: step, valueColumn: column)
        case (.dailyEnergy(let series, let scale, let date, _), let column?):
            table = .dailyEnergy(series: series, scale: scale, dateColumn: date, valueColumn: column)
        case (.maxPower(let series, let scale, _), let column?):
            table = .maxPower(series: series, scale: scale, valueColumn: column)
        case (.indexes(let index, let scale, _), _):
            if let columns = IndexColumns(names: names, direction: series[index].direction) {
                table = .indexes(series: index, scale: scale, columns: columns)
            } else {
                reject(.unknownTable)
                table = .skipped
            }
        case (.none, 1?): try beginBareLoadCurve()
        case (.none, _): throw failure(.unknownUnit, .unknownUnit(""))
        case (.skipped, _), (.bareLoadCurve, _): break
        default:
            reject(.unknownTable)
            table = .skipped
        }
    }

    /// Begins a load curve without a header, of the meter that the caller named.
    mutating func beginBareLoadCurve() throws(EnedisFileError) {
        guard let givenPDL else { throw failure(.noPDL, .noPDL) }
        begin(.bareLoadCurve(series: seriesIndex(givenPDL, givenDirection ?? .consumption)), format: .bareLoadCurve)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the field could be the name of a column: letters, no digit.
    fileprivate var isName: Bool {
        let name = normalisedName
        return !name.isEmpty && !name.contains(where: \.isNumber)
    }
}
