/// Where the columns of a table stand whose rows show both ends of their slot: `debut;fin;kW`, and the half-hours of the
/// portal's workbooks, `Début | Fin | Valeur (en kW)`.
struct StartEndColumns {
    let start: Int
    let end: Int
    let value: Int
    let unit: ReadingUnit

    /// `nil` when these are other columns; a power in another unit than W and kW is a fault.
    init?(names: [String]) throws(TableFault) {
        guard let start = names.firstIndex(of: "debut", damaged: "d but"), let end = names.firstIndex(of: "fin"),
            let value = names.indices.first(where: { $0 > end && !names[$0].isEmpty })
        else { return nil }
        guard let unit = ReadingUnit(columnName: names[value]), unit.isPower else {
            throw TableFault(.unknownUnit, .unknownUnit(names[value] == "valeur" ? "" : names[value]))
        }
        (self.start, self.end, self.value, self.unit) = (start, end, value, unit)
    }
}

/// Where the columns of the portal's table of days stand, `Date | Valeur (en kWh)`.
struct DayColumns {
    let date: Int
    let value: Int
    let unit: ReadingUnit

    /// `nil` when these are other columns.
    init?(names: [String]) {
        let filled = names.indices.filter { !names[$0].isEmpty }
        guard filled.count == 2, names[filled[0]] == "date", let unit = ReadingUnit(columnName: names[filled[1]]),
            unit != .watt, !unit.isApparentPower
        else { return nil }
        (date, value) = (filled[0], filled[1])
        // The portal heads this column `Valeur (en kW)` too; what stands in it is the day's energy.
        self.unit = unit == .kilowatt ? .kilowattHour : unit
    }
}

extension ReadingUnit {
    /// The unit that a column's name tells: `kw`, `valeur en kw`.
    init?(columnName name: String) {
        self.init(rawValue: String(name.split(separator: " ").last ?? ""))
    }
}
