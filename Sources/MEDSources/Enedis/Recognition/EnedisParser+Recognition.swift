import MEDCore

extension EnedisParser {
    /// Notes what a table was recognised as; the rows of a flat table say it themselves.
    mutating func recognise(_ table: Table, format: EnedisFile.Format) {
        switch table {
        case .none, .skipped, .flat: break
        case .loadCurve(let series, let scale, let step, _):
            recognise(format, series, unit: scale == 1 ? "W" : "kW", step: step, .slotEnd)
        case .bareLoadCurve(let series), .edf(let series, _): recognise(format, series, unit: "W", step: 0, .slotEnd)
        case .dailyEnergy(let series, let scale, _, _):
            recognise(format, series, unit: scale == 1 ? "Wh" : "kWh", step: 0, .dayStart)
        case .maxPower(let series, let scale, _):
            recognise(format, series, unit: scale == 1 ? "VA" : "kVA", step: 0, .moment)
        case .indexes(let series, let scale, _):
            recognise(format, series, unit: scale == 1 ? "Wh" : "kWh", step: 0, .dayStart)
        case .startEnd(let series, let columns):
            recognise(format, series, unit: columns.unit == .watt ? "W" : "kW", step: 0, .slotStart)
        }
    }

    /// Notes a table, unless one like it was noted already.
    mutating func recognise(
        _ format: EnedisFile.Format, _ index: Int, unit: String, step: UInt8,
        _ stamp: EnedisFile.RecognisedTable.Stamp
    ) {
        let origin = series[index]
        let table = EnedisFile.RecognisedTable(
            format: format, sheet: sheet?.name, line: cursor.number, pdl: origin.pdl, pdlOrigin: origin.pdlOrigin,
            direction: origin.direction, directionOrigin: origin.directionOrigin, unit: unit,
            statedStep: step == 0 ? nil : Int(step), stamp: stamp)
        let isNew = !recognised.contains {
            $0.format == table.format && $0.pdl == table.pdl && $0.direction == table.direction && $0.unit == unit
                && $0.statedStep == table.statedStep
        }
        if isNew, recognised.count < EnedisFile.Recognition.maximumOfTables { recognised.append(table) }
    }

    /// What the tables came in.
    var container: EnedisFile.Container {
        if !sheetNames.isEmpty { return .workbook(sheets: sheetNames) }
        return .text(encoding, separator: Character(Unicode.Scalar(splitter.separator)))
    }
}

extension EnedisFile.TextEncoding {
    /// Judges by the beginning, cut where no character can be cut.
    init(of bytes: UnsafeRawBufferPointer) {
        var beginning = UnsafeRawBufferPointer(rebasing: bytes.prefix(64 << 10))
        while beginning.count < bytes.count, let last = beginning.last, last >= 0x80 {
            beginning = UnsafeRawBufferPointer(rebasing: beginning.dropLast())
        }
        if beginning.allSatisfy({ $0 < 0x80 }) {
            self = .ascii
        } else {
            self = String(validating: beginning, as: UTF8.self) == nil ? .windows1252 : .utf8
        }
    }
}
