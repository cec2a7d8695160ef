public import MEDCore

/// What must survive a restart of the program that fetches: calls made, waits, blocks, limits learned, gaps asked for.
///
/// It does not know which readings are there: that is the store's to say. Losing it costs calls, never data. It belongs
/// to one account at one gateway, and stays small: gaps older than Enedis' history are dropped, and days that share a fate
/// are written as one range.
public struct SyncLedger: Hashable, Sendable {
    var quotaDay: Int64?
    var callsToday = 0
    var callsPerDay: Int?
    var waitUntil: UTCInstant?
    var failures = 0
    var pace = CallPace()
    var daysPerCall: [ReadingKind: Int] = [:]
    var meters: [PDL: SyncBlock] = [:]
    var series: [SyncSeries: SeriesMemory] = [:]

    /// A ledger of an account that never called.
    public init() {}

    /// Calls counted in the quota day that `now` lies in.
    public func callsMade(at now: UTCInstant, limits: GatewayLimits) -> Int {
        quotaDay == limits.quotaDay.number(at: now) ? callsToday : 0
    }

    /// Why the whole meter is not asked about; `nil` while it is.
    public func block(of pdl: PDL) -> SyncBlock? { meters[pdl] }

    /// Why the series is not asked for, by itself or with its meter; `nil` while it is.
    public func block(of series: SyncSeries) -> SyncBlock? { meters[series.pdl] ?? self.series[series]?.block }

    /// When the series was last answered; `nil` when it never was.
    public func lastAnswer(of series: SyncSeries) -> UTCInstant? { self.series[series]?.lastAnswer }

    /// How many answers left `day` out or brought it in part, and when it is asked for again; `nil` for a day that is not
    /// a known gap.
    public func gap(on day: Day, of series: SyncSeries) -> (times: Int, next: UTCInstant)? {
        self.series[series]?.gaps[day].map { ($0.times, $0.next) }
    }

    /// Blocks what a fault stops until the household acts.
    ///
    /// - Parameter account: the meters that share the key; a wrong one is not tried with each of them.
    /// - Returns: whether it is such a fault.
    mutating func block(
        for fault: GatewayFault, of series: SyncSeries, among account: Set<PDL>, at now: UTCInstant
    ) -> Bool {
        let block = SyncBlock(since: now, code: fault.code, message: fault.message)
        switch (fault.kind, fault.scope) {
        case (.consentLost, _), (.permanent, .meter): meters[series.pdl] = block
        case (.permanent, .account):
            for pdl in account.union([series.pdl]) where meters[pdl] == nil { meters[pdl] = block }
        case (.permanent, .series): self.series[series, default: SeriesMemory()].block = block
        default: return false
        }
        return true
    }

    /// The household has acted (a new token, a renewed consent, a collected load curve): the meter is asked about again.
    public mutating func forgive(_ pdl: PDL) {
        meters[pdl] = nil
        for series in series.keys where series.pdl == pdl { self.series[series]?.forgive() }
    }

    /// The household wants these days asked for again at once: their gaps are no longer waited for.
    public mutating func askAgain(_ pdl: PDL, days: ClosedRange<Day>) {
        for series in series.keys where series.pdl == pdl {
            for day in days { self.series[series]?.gaps[day]?.next = UTCInstant(secondsSinceEpoch: 0) }
        }
    }

    /// Counts a call that some other part of the program makes with the same account.
    ///
    /// - Parameter isFree: whether the gateway does not count it, as v1 does with `valid_access`; calls per second it
    ///   counts for anyway.
    public mutating func count(callAt now: UTCInstant, limits: GatewayLimits, isFree: Bool = false) {
        pace.count(at: now)
        if isFree { return }
        let day = limits.quotaDay.number(at: now)
        // Compared for difference, not order: a clock that was wrong once must not freeze the count.
        if quotaDay != day {
            quotaDay = day
            callsToday = 0
        }
        callsToday += 1
    }

    /// Takes over what the gateway says of quota and calls, which may come from other programs with the same token.
    public mutating func learn(_ access: GatewayAccess, limits: GatewayLimits, at now: UTCInstant) {
        if let quota = access.quota, quota > 0 { callsPerDay = quota }
        // A count that should have begun anew is that of another day; gateways have been late with it.
        if let resets = access.quotaResets, resets <= now { return }
        guard let calls = access.callsMade, calls >= 0 else { return }
        callsToday = max(callsMade(at: now, limits: limits), calls)
        quotaDay = limits.quotaDay.number(at: now)
        if let quota = access.quota, quota > 0, calls >= quota, let resets = access.quotaResets, resets > now {
            waitUntil = resets
        }
    }

    /// Takes over that the gateway refused a question about a whole meter, such as that for its consent: what it says of
    /// the key, the meter or a time to wait counts for readings too. Other faults change nothing.
    ///
    /// - Parameter account: the meters that share the key.
    public mutating func learn(_ fault: GatewayFault, about pdl: PDL, account: Set<PDL>, at now: UTCInstant) {
        if case .waitUntil(let instant?) = fault.kind { waitUntil = instant }
        guard fault.kind == .consentLost || fault.scope != .series else { return }
        let series = SyncSeries(pdl: pdl, direction: .consumption, kind: .dailyEnergy)
        _ = block(for: fault, of: series, among: account, at: now)
    }

    /// When the account may be called again; `nil` for now.
    public func waits(at now: UTCInstant) -> UTCInstant? {
        waitUntil.flatMap { $0 > now && $0.seconds(since: now) <= Int64(SyncPlan.longestWait) ? $0 : nil }
    }

    /// Drops gaps that lie before what Enedis still answers.
    mutating func prune(on today: Day) {
        for series in series.keys {
            let first = HistoryLimit.firstDay(of: series.kind, on: today)
            guard self.series[series]?.gaps.keys.contains(where: { $0 < first }) == true else { continue }
            let gaps = self.series[series]?.gaps.filter { $0.key >= first }
            self.series[series]?.gaps = gaps ?? [:]
        }
    }
}
