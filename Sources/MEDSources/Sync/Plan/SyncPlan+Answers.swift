public import MEDCore

extension SyncPlan {
    /// Calls of a series that fail in a row before its range is put off and an older one gets its turn.
    static let patience = 6

    /// Takes in what came of a question.
    ///
    /// - Parameters:
    ///   - result: What the store covers of the question's days after the answer was saved, or why there was none.
    ///   - fraction: A number drawn evenly from 0 to 1, for the jitter of a back-off.
    public mutating func answered(
        _ request: ReadingRequest, with result: Result<[DayCoverage], GatewayFault>, at now: UTCInstant,
        fraction: Double
    ) {
        switch result {
        case .success(let coverage):
            cover(request, coverage)
            let isPartial = request.kind == .loadCurve && coverage.contains { $0.presentSlots > 0 }
            settle(request, isPartial: isPartial, at: now)
        case .failure(let fault):
            failed(request, fault, at: now, fraction: fraction)
        }
    }

    /// The store's word on the days of a question, for all series of its meter: a file may have been imported meanwhile.
    private mutating func cover(_ request: ReadingRequest, _ coverage: [DayCoverage]) {
        for series in order where series.pdl == request.pdl && series.direction == request.direction {
            let complete = Set(coverage.lazy.filter(series.isComplete).map(\.day))
            known[series, default: []].subtract(request.days)
            known[series, default: []].formUnion(complete)
            let (days, first) = (request.days, firstDay(of: series))
            guard let missing = missing[series], let newest else { continue }
            let absent = days.filter { $0 >= first && $0 <= newest && !complete.contains($0) }
            self.missing[series] =
                missing.prefix { $0 < days.lowerBound } + absent + missing.drop { $0 <= days.upperBound }
        }
    }

    /// The gateway answered: what is missing now is a gap.
    ///
    /// - Parameter isPartial: Whether parts of days are known.
    private mutating func settle(_ request: ReadingRequest, isPartial: Bool, at now: UTCInstant) {
        let series = SyncSeries(of: request)
        ledger.failures = 0
        ledger.waitUntil = nil
        var memory = ledger.series[series] ?? SeriesMemory()
        memory.failures = 0
        memory.retryAt = nil
        memory.lastAnswer = now
        memory.accept(from: request.days.lowerBound)
        ledger.series[series] = memory
        let absent = request.days.filter { known[series]?.contains($0) != true }
        for day in request.days where known[series]?.contains(day) == true { ledger.series[series]?.gaps[day] = nil }
        guard let youngest = absent.last else { return }
        let next = GapSchedule.nextAttempt(youngest: youngest, phase: phase, at: now)
        // An answer with holes may have lost them on the way: it is asked for once more, however old its days are. Of a
        // range without anything that is not likely, and a history of them would cost the calls of a second back-fill.
        let isBroken = isPartial || absent.count < request.days.count
        let gaps = ledger.series[series]?.gaps ?? [:]
        let soon = isBroken ? min(next, phase.nextLook(after: now)) : next
        putOff(absent.filter { gaps[$0] == nil }, of: series, until: soon)
        putOff(absent.filter { gaps[$0] != nil }, of: series, until: next)
    }

    /// Makes gaps of `days`, or gaps with one more answer that left them out.
    private mutating func putOff(_ days: some Sequence<Day>, of series: SyncSeries, until next: UTCInstant) {
        for day in days {
            let times = ledger.series[series]?.gaps[day]?.times ?? 0
            ledger.series[series, default: SeriesMemory()].gaps[day] = SeriesMemory.Gap(next: next, times: times + 1)
        }
    }

    private mutating func failed(
        _ request: ReadingRequest, _ fault: GatewayFault, at now: UTCInstant, fraction: Double
    ) {
        let series = SyncSeries(of: request)
        if ledger.block(for: fault, of: series, among: Set(order.map(\.pdl)), at: now) { return }
        switch fault.kind {
        case .consentLost, .permanent: break
        case .noData:
            settle(request, isPartial: false, at: now)
        case .startTooEarly(let earliest):
            if let earliest, earliest > request.days.lowerBound {
                ledger.series[series, default: SeriesMemory()].earliest = earliest
            } else {
                ledger.series[series, default: SeriesMemory()].refuse(from: request.days.lowerBound)
            }
            drop(series, before: firstDay(of: series))
        case .endTooLate:
            // The gateway's day has not begun yet: the rest of the range goes on without the last day.
            putOff([request.days.upperBound], of: series, until: now.advanced(bySeconds: 6 * 3_600))
            // Once is a clock that is a little ahead; again and again is not to be walked through day by day.
            if ledger.series[series]?.failures ?? 0 > 0 {
                backOff(request, retryAfter: nil, at: now, fraction: fraction)
            } else {
                ledger.series[series]?.failures = 1
            }
        case .rangeTooLong where request.days.count > 1:
            // Off by one, as with `[start; end[`, or far off.
            let days = request.days.count
            ledger.daysPerCall[request.kind] = days <= 8 ? days - 1 : days / 2
        case .waitUntil(let instant):
            throttled(until: instant, at: now, fraction: fraction)
        case .rangeTooLong:
            backOff(request, retryAfter: nil, at: now, fraction: fraction)
        case .transient(let retryAfter):
            backOff(request, retryAfter: retryAfter, at: now, fraction: fraction)
        }
    }

    /// A quota or a throttle: no call of the account before that instant, and not all installations right then.
    private mutating func throttled(until instant: UTCInstant?, at now: UTCInstant, fraction: Double) {
        let until = instant.map { $0.advanced(bySeconds: phase.seconds(of: 600)) } ?? nextQuota(after: now)
        // An instant that is past says nothing: the back-off of an account that fails keeps it from asking at once.
        if until <= now {
            ledger.failures += 1
            ledger.waitUntil = TransientBackoff.account.end(
                afterFailures: ledger.failures, fraction: fraction, at: now)
        } else {
            ledger.failures = 0
            ledger.waitUntil = min(until, now.advanced(bySeconds: Self.longestWait))
        }
    }

    private mutating func backOff(
        _ request: ReadingRequest, retryAfter: Duration?, at now: UTCInstant, fraction: Double
    ) {
        let series = SyncSeries(of: request)
        ledger.failures += 1
        var until = TransientBackoff.account.end(afterFailures: ledger.failures, fraction: fraction, at: now)
        if let retryAfter {
            // Instants are whole seconds: `now` may lie almost one second back. More than a day is a broken server.
            let asked = now.advanced(by: min(max(retryAfter, .zero), .seconds(86_400))).advanced(bySeconds: 1)
            until = max(until, asked)
        }
        ledger.waitUntil = until
        var memory = ledger.series[series] ?? SeriesMemory()
        memory.failures += 1
        memory.retryAt = TransientBackoff.series.end(afterFailures: memory.failures, fraction: fraction, at: now)
        ledger.series[series] = memory
        // One week that the gateway cannot serve must not keep the years behind it away, nor be tried again and again.
        let wasPutOff = request.days.upperBound != newest && request.days.contains { memory.gaps[$0] != nil }
        if memory.failures >= Self.patience || wasPutOff {
            let absent = request.days.filter { known[series]?.contains($0) != true }
            putOff(absent, of: series, until: phase.nextLook(after: now))
        }
    }
}
