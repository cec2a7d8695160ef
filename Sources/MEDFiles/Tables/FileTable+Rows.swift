public import MEDCore

extension FileTable {
    /// Writes the rows of a day document: one of a daily table, one per known slot of a half-hourly one.
    ///
    /// The energies of the slots are rounded so that they add up to the rounded day. A document of the other direction is
    /// a programmer error; for a table that is not made of day documents nothing is written.
    ///
    /// - Returns: The number of rows.
    @discardableResult
    public func write(_ document: DayDocument, to writer: inout some RowWriter) -> Int {
        switch self {
        case .daily(let direction):
            precondition(document.direction == direction, "a document of the other direction")
            writeDay(document, to: &writer)
            return 1
        case .halfHourly(let direction):
            precondition(document.direction == direction, "a document of the other direction")
            return writeSlots(document, to: &writer)
        case .totals, .tempo, .ecowatt: return 0
        }
    }

    /// Writes the row of a month or a year.
    public static func write(_ total: PeriodTotal, to writer: inout some RowWriter) {
        writer.text(total.period.description)
        writer.energy(wattHours: total.energy.roundedWattHours)
        writer.integer(Int64(total.knownDays))
        writer.integer(Int64(total.expectedDays))
        if total.direction == .consumption {
            writer.registers(RegisterSums(total.registers))
            writer.decimal(total.energyCost?.microEuros, places: 6)
            writer.integer(Int64(total.costDays))
            writer.decimal(total.subscription?.microEuros, places: 6)
        }
        writer.text(total.pdl.digits)
        writer.endRow()
    }

    /// Writes the row of a Tempo day; the colour under its French name, as it is published.
    public static func write(_ day: TempoData, to writer: inout some RowWriter) {
        writer.day(day.day)
        writer.text(day.color?.frenchName)
        writer.boolean(day.isFinal)
        writer.instant(day.start)
        writer.instant(day.end)
        writer.endRow()
    }

    /// Writes the row of an EcoWatt day: the level of the day (1 to 3), then those of its 24 hours (0 to 3).
    public static func write(_ day: EcowattData, to writer: inout some RowWriter) {
        writer.day(day.day)
        writer.integer(day.level.map(Int64.init))
        for hour in day.hours { writer.integer(hour.map(Int64.init)) }
        writer.endRow()
    }

    private func writeDay(_ document: DayDocument, to writer: inout some RowWriter) {
        writer.day(document.day)
        writer.energy(wattHours: document.energy?.roundedWattHours)
        if document.direction == .consumption {
            writer.text(document.tariff?.name)
            writer.registers(RegisterSums(document.derived.registers))
            writer.decimal(document.derived.energyCost?.microEuros, places: 6)
            writer.decimal(document.derived.subscription?.microEuros, places: 6)
            writer.integer((document.maxPower?.power.voltAmperes).map(Int64.init))
            writer.clock((document.maxPower?.instant).map { ParisTime.localTime(at: $0).minuteOfDay })
        }
        writer.text(document.pdl.digits)
        writer.endRow()
    }

    private func writeSlots(_ document: DayDocument, to writer: inout some RowWriter) -> Int {
        var rounding = CumulativeRounding()
        let midnight = document.day.start
        for slot in document.curve.slots {
            let start = midnight.advanced(bySeconds: Int(slot.startMinute) * 60)
            writer.day(document.day)
            writer.clock(ParisTime.localTime(at: start).minuteOfDay)
            writer.instant(start)
            writer.integer(Int64(slot.minutes))
            writer.integer(Int64(slot.watts))
            writer.energy(wattHours: rounding.wattHours(slot.energy))
            writer.text(slot.quality == .measured ? "measured" : "estimated")
            writer.text(document.pdl.digits)
            writer.endRow()
        }
        return document.curve.slots.count
    }
}
