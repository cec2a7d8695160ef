import MEDCore

/// What the descriptive fields of the flat row before said: they hardly ever change from one row to the next.
struct FlatMemo {
    var pdl: UnsafeRawBufferPointer
    var quantity: UnsafeRawBufferPointer
    var unit: UnsafeRawBufferPointer
    var step: UnsafeRawBufferPointer
    var status: UnsafeRawBufferPointer
    var series: Int
    var scale: Int64
    var minutes: UInt8
    var isEstimated: Bool
}

extension EnedisParser {
    /// A row that says itself which meter, direction, unit and step it is about. Only powers are known in this layout.
    mutating func readFlatRow(_ columns: FlatColumns) {
        guard let memo = describe(columns) else { return }
        let date = splitter[columns.date]
        let time = columns.time.map { splitter[$0] }
        let stamp = time.map { Stamp(date: date, time: $0) } ?? Stamp(date)
        appendCurveRow(
            stamp, shown: time.map { $0.isEmpty ? date : joined(date, $0) } ?? date, column: columns.value,
            scale: memo.scale, step: memo.minutes, marks: memo.isEstimated ? .estimated : [], to: memo.series)
    }

    private mutating func describe(_ columns: FlatColumns) -> FlatMemo? {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        let (pdl, quantity) = (columns.pdl.map { splitter[$0] } ?? none, columns.quantity.map { splitter[$0] } ?? none)
        let (unit, step) = (splitter[columns.unit], columns.step.map { splitter[$0] } ?? none)
        let status = columns.status.map { splitter[$0] } ?? none
        if let memo = flatMemo, memo.pdl.elementsEqual(pdl), memo.quantity.elementsEqual(quantity),
            memo.unit.elementsEqual(unit), memo.step.elementsEqual(step), memo.status.elementsEqual(status)
        {
            return memo
        }
        do throws(TableFault) {
            guard let reading = ReadingUnit(rawValue: unit.normalisedName), reading.isPower else {
                throw TableFault(.unknownUnit, .unknownUnit(unit.excerpt))
            }
            guard let minutes = HeaderBlock.slotLength(step) else {
                throw TableFault(.unknownStep, .unknownStep(step.excerpt))
            }
            let series = seriesIndex(
                try PDL(field: pdl, given: givenPDL), try Direction(field: quantity, given: givenDirection),
                namesMeter: !pdl.isEmpty, namesDirection: quantity.namesDirection)
            recognise(
                columns.layout == .r63 ? .r63 : .flat, series, unit: reading == .watt ? "W" : "kW", step: minutes,
                .slotEnd)
            flatMemo = FlatMemo(
                pdl: pdl, quantity: quantity, unit: unit, step: step, status: status, series: series,
                scale: reading.scale, minutes: minutes, isEstimated: status.saysEstimated)
        } catch {
            // The next row says for itself whether it is any better.
            reject(.table(error))
            return nil
        }
        return flatMemo
    }

    private func joined(_ date: UnsafeRawBufferPointer, _ time: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        // Both are fields of the same line; what lies between them is at most another field.
        guard let first = date.baseAddress, let last = time.baseAddress, last > first else { return date }
        return UnsafeRawBufferPointer(start: first, count: last + time.count - first)
    }
}

extension UnsafeRawBufferPointer {
    /// `Estimée`, or R63's `E`; `B` is *brut*, `Réelle` measured.
    var saysEstimated: Bool {
        let name = normalisedName
        return name == "e" || name.contains("estim")
    }
}
