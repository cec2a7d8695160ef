import MEDCore

/// Turns the points of one series into days.
struct ReadingDecoder {
    let request: ReadingRequest
    let gateway: GatewayKind
    let redaction: Redaction
    let now: UTCInstant
    var log = IssueLog()
    private var statistics = EnedisFile.Statistics()
    private var builder: SeriesBuilder

    /// 24 MWh, the day's energy of a constant 1 MW.
    private static let maximumDailyWattHours: Int64 = 24_000_000

    init(request: ReadingRequest, gateway: GatewayKind, redaction: Redaction, now: UTCInstant) {
        self.request = request
        self.gateway = gateway
        self.redaction = redaction
        self.now = now
        builder = SeriesBuilder(
            pdl: request.pdl, direction: request.direction, pdlOrigin: .given, directionOrigin: .given)
    }

    /// Reads all points; `false` when the unit is none of the series that was asked for.
    mutating func read(_ series: MeasureSeries) -> Bool {
        guard let unit = series.unit.trimmed.flatMap({ ReadingUnit(rawValue: $0.lowercased()) }) else { return false }
        switch request.kind {
        case .loadCurve:
            guard unit.isPower || unit.isEnergy else { return false }
            readCurve(series, unit: unit)
        case .dailyEnergy:
            guard unit.isEnergy else { return false }
            for (index, point) in series.points.enumerated() { readDay(point, unit: unit, line: index + 1) }
        case .maxPower:
            guard unit.isApparentPower else { return false }
            for (index, point) in series.points.enumerated() { readPeak(point, unit: unit, line: index + 1) }
        }
        return true
    }

    /// The readings, without what is not over.
    mutating func finish() -> GatewayReadings {
        let read = builder.finish(statistics: &statistics, log: &log)
        var days: [MeterReadings.Entry] = []
        for var entry in read?.days ?? [] {
            if entry.day.end > now { dropFuture(of: &entry) }
            if !entry.readings.isEmpty { days.append(entry) }
        }
        var issues = log.faults.sorted { $0.line < $1.line }.map { entry in
            entry.line == 0 ? entry.fault.reason.english : "point \(entry.line): \(entry.fault.reason.english)"
        }
        if statistics.roundedValues > 0 { issues.append("\(statistics.roundedValues) values rounded to W, Wh or VA") }
        if statistics.conflicts > 0 { issues.append("\(statistics.conflicts) stamps repeated with another value") }
        return GatewayReadings(
            meter: MeterReadings(pdl: request.pdl, direction: request.direction, days: days), issues: issues)
    }

    private mutating func dropFuture(of entry: inout MeterReadings.Entry) {
        let known = entry.readings
        let past = known.curve.slots.filter { slot in
            slot.start(on: entry.day).advanced(bySeconds: Int(slot.minutes) * 60) <= now
        }
        let kept = DayReadings(curve: LoadCurve(slots: past), indexesAtStart: known.indexesAtStart)
        if kept != known { log.add(.future("\(entry.day)"), line: 0) }
        entry.readings = kept
    }

    // MARK: Load curve

    private mutating func readCurve(_ series: MeasureSeries, unit: ReadingUnit) {
        var rows: [CurveRow] = []
        rows.reserveCapacity(series.points.count)
        for (index, point) in series.points.enumerated() {
            if let row = curveRow(point, period: series.period, unit: unit, line: index + 1) { rows.append(row) }
        }
        if rows.isDescending { rows.reverse() }
        if gateway.stampsStart { rows.restoreShiftedStamps() }
        rows.resolveRepeatedHour(log: &log)
        builder.pending = rows
        builder.settle(statistics: &statistics, log: &log)
    }

    private mutating func curveRow(
        _ point: MeasurePoint, period: LooseValue, unit: ReadingUnit, line: Int
    ) -> CurveRow? {
        guard let stamp = stamp(point, line: line) else { return nil }
        let shown = excerpt(point.date)
        guard stamp.hasTime else { return reject(.stamp(shown), line) }
        guard stamp.second == 0 else { return reject(.fractionOfMinute(shown), line) }
        guard let stated = point.step.trimmed ?? period.trimmed else { return reject(.noStep, line) }
        guard let step = Self.slotLength(stated) else { return reject(.step(redaction.excerpt(stated)), line) }
        // A point without a usable value is kept as a gap: it takes part in the order of the stamps.
        let scale = unit.isEnergy ? unit.scale * Int64(60 / step) : unit.scale
        let watts = amount(point.value, scale: scale, maximum: Int64(CurveRow.maximumWatts), line: line)
        var row = CurveRow(
            minutes: stamp.minutes, watts: watts.map(Int32.init), step: step, marks: .exactStep,
            origin: gateway.origin, line: UInt32(line))
        if point.nature.trimmed?.lowercased().hasPrefix("e") == true { row.marks.insert(.estimated) }
        if stamp.offsetMinutes == nil {
            row.marks.insert(.local)
            if gateway.stampsStart { row.marks.insert(.startStamped) }
        } else if gateway.stampsStart {
            row.minutes += Int32(step)
        }
        return row
    }

    /// `PT30M` or `PT1H` as minutes; `nil` for anything that is no length of a slot.
    static func slotLength(_ text: String) -> UInt8? {
        let text = text.uppercased()
        guard text.hasPrefix("PT"), let unit = text.last, let number = Int32(text.dropFirst(2).dropLast()),
            (1...60).contains(number), unit == "M" || (unit == "H" && number == 1)
        else { return nil }
        let minutes = unit == "H" ? 60 : number
        return SlotLength.isKnown(minutes) ? UInt8(minutes) : nil
    }

    // MARK: Daily values

    private mutating func readDay(_ point: MeasurePoint, unit: ReadingUnit, line: Int) {
        guard let stamp = stamp(point, line: line) else { return }
        guard let day = stamp.midnightDay else {
            log.add(.notMidnight(excerpt(point.date)), line: line)
            return
        }
        guard let value = amount(point.value, scale: unit.scale, maximum: Self.maximumDailyWattHours, line: line)
        else { return }
        builder.set(Energy(wattHours: value), as: \.officialEnergy, of: day, statistics: &statistics)
    }

    /// The stamp is the moment of the peak. The demo account of the v2 gateway gives the day alone: no moment is made up.
    private mutating func readPeak(_ point: MeasurePoint, unit: ReadingUnit, line: Int) {
        guard let stamp = stamp(point, line: line) else { return }
        guard stamp.hasTime else { return log.add(.noMoment(excerpt(point.date)), line: line) }
        guard let instant = stamp.instant else { return log.add(.skippedHour(excerpt(point.date)), line: line) }
        guard let value = amount(point.value, scale: unit.scale, maximum: Int64(CurveRow.maximumWatts), line: line)
        else { return }
        let peak = MaxPower(power: ApparentPower(voltAmperes: Int32(value)), instant: instant)
        builder.set(peak, as: \.maxPower, of: Day(containing: instant), statistics: &statistics)
    }

    // MARK: Fields

    private mutating func stamp(_ point: MeasurePoint, line: Int) -> Stamp? {
        let text = Array((point.date.trimmed ?? "").utf8)
        guard let stamp = text.withUnsafeBytes({ Stamp($0) }) else {
            log.add(.stamp(excerpt(point.date)), line: line)
            return nil
        }
        return stamp
    }

    /// A value in W, Wh or VA; `nil` for a gap, and for what is no value, which is an issue.
    private mutating func amount(_ value: LooseValue, scale: Int64, maximum: Int64, line: Int) -> Int64? {
        if value == .absent { return nil }
        let text = Array((value.trimmed ?? "?").utf8)
        let read: (isGap: Bool, number: DecimalNumber?) = text.withUnsafeBytes { ($0.isGap, DecimalNumber($0)) }
        if read.isGap { return nil }
        guard let number = read.number else {
            log.add(.value(excerpt(value)), line: line)
            return nil
        }
        let (amount, isExact) = number.rounded(scale: scale)
        guard !number.isNegative, amount <= maximum else {
            log.add(number.isNegative ? .negativeValue(excerpt(value)) : .absurdValue(excerpt(value)), line: line)
            return nil
        }
        if !isExact { statistics.roundedValues += 1 }
        return amount
    }

    private func excerpt(_ value: LooseValue) -> String { redaction.excerpt(value.trimmed ?? "") }

    private mutating func reject(_ fault: LineFault, _ line: Int) -> CurveRow? {
        log.add(fault, line: line)
        return nil
    }
}
