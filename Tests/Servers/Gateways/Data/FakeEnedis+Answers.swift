extension FakeEnedis {
    /// Whether a meter may be asked about at all.
    func access(to pdl: String?, at now: Int64) throws(FakeEnedisError) -> FakeMeter {
        guard let pdl, !pdl.isEmpty else { throw .usagePointMissing }
        guard pdl.utf8.count == 14, pdl.utf8.allSatisfy({ (48...57).contains($0) }) else { throw .usagePointDigits }
        guard let meter = meter(pdl) else { throw .noConsent }
        if let lost = meter.consentLostAt, now >= lost { throw meter.consentRefusal }
        return meter
    }

    /// Answers as Enedis does: `[start; end[`, or one of its errors.
    func readings(
        _ kind: FakeCall.Kind, _ pdl: String?, _ direction: FakeDirection, start: String?, end: String?, at now: Int64
    ) throws(FakeEnedisError) -> FakeReadings {
        let meter = try access(to: pdl, at: now)
        guard let start, let end, !start.isEmpty, !end.isEmpty else { throw .dateMissing }
        guard let first = FakeDay(start), let after = FakeDay(end) else { throw .dateFormat }
        let today = FakeDay(at: now)
        if first >= after { throw .startNotBeforeEnd }
        if after > today { throw .endInFuture }
        if kind == .curve, after.number - first.number > 7 { throw .curveTooLong }
        if after.number - first.number > 365 { throw .dailyTooLong }
        if first < oldestDay(kind, at: now) { throw .beforeHistory }
        if first.text < meter.lastActivation { throw .beforeActivation }
        if !meter.directions.contains(direction) { throw .wrongDirection }
        if kind == .curve, let refusal = meter.curveRefusal { throw refusal }

        let days = (first.number..<after.number).map { FakeDay(number: $0) }
        let powers = powers(pdl ?? "", direction)
        let answer: FakeReadings
        switch kind {
        case .curve: answer = .curve(days.flatMap { slots(meter, powers, $0, at: now) })
        case .maxPower: answer = .peaks(days.compactMap { peak(meter, powers, $0, at: now) })
        default:
            answer = .daily(
                days.compactMap { day in
                    dailyWattHours(meter, powers, day, at: now).map { (day.text, $0) }
                })
        }
        if answer.count == 0 { throw .noData }
        return answer
    }

    /// The oldest day a question may start with: 24 months and 15 days back for a load curve, else 36 and 15.
    func oldestDay(_ kind: FakeCall.Kind, at now: Int64) -> FakeDay {
        let moved = FakeDay(at: now).adding(months: kind == .curve ? -24 : -36)
        return FakeDay(number: moved.number - 15)
    }

    /// The oldest day that a question may start with at an instant.
    ///
    /// - Parameter curve: of a load curve, else of daily values.
    public func oldestDay(curve: Bool, at now: Int64) -> String { oldestDay(curve ? .curve : .daily, at: now).text }

    /// Whether `[start; end[` holds a day whose successor has not reached 06:00 in France.
    func isPremature(end: String?, at now: Int64) -> Bool {
        guard let after = end.flatMap({ FakeDay($0) }) else { return false }
        return now < after.instant(hour: prematureBeforeHour)
    }
}
