import MEDCore

/// Fetches what the store lacks from one account at one gateway.
///
/// It holds the plan, the gateway and the store together and decides nothing: `SyncPlan` does. A call is written down before
/// it leaves, so that a program killed in the middle does not forget that it was spent; the readings are stored before the
/// plan hears of them.
public actor MeterSynchronizer {
    private let gateway: any Gateway
    private let name: String
    private let meters: [SyncMeter]
    private let store: any SyncStore
    private let phase: SyncPhase
    private let clock: SyncClock
    private let fraction: @Sendable () -> Double
    private var isRunning = false

    /// A synchronizer.
    ///
    /// - Parameters:
    ///   - name: The account's name at the store: what it remembers and where readings came from.
    ///   - phase: When in the morning the new day is looked for; `.none` for a person at the keyboard.
    ///   - fraction: Draws evenly from 0 to 1, for the jitter of back-offs.
    public init(
        gateway: any Gateway, name: String, meters: [SyncMeter], store: any SyncStore, phase: SyncPhase,
        clock: SyncClock = .system, fraction: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.gateway = gateway
        self.name = name
        self.meters = meters
        self.store = store
        self.phase = phase
        self.clock = clock
        self.fraction = fraction
    }

    /// The key under which the store keeps an account's `SyncLedger`.
    public static func memoryKey(of name: String) -> String { "sync/\(name)" }

    /// Asks for all that is due, until nothing is, or until the next question would have to wait longer than `patience`.
    ///
    /// - Parameters:
    ///   - patience: The longest wait to sit out in seconds; `nil` for any. By default those of pace and of passing
    ///     faults are sat out, those for a quota are not.
    ///   - progress: Hears what happens, in order. It must not block.
    /// - Returns: What was done, and when to sync next.
    /// - Throws: What the store throws, `CancellationError`, or `SyncError.alreadyRunning`.
    public func sync(
        patience: Int? = 60, progress: @Sendable (SyncEvent) -> Void = { _ in }
    ) async throws -> SyncReport {
        if isRunning { throw SyncError.alreadyRunning }
        isRunning = true
        defer { isRunning = false }
        var pass = try await begin(progress)
        while true {
            let now = clock.now()
            switch pass.plan.next(at: now) {
            case .ask(let request):
                try await ask(request, in: &pass, progress)
            case .wait(let until, let reason):
                if let patience, until.seconds(since: now) > Int64(patience) {
                    return finish(pass, end: .waiting(reason), next: until, progress)
                }
                progress(.waiting(until: until, reason))
                try await clock.sleep(until)
            case .done(let nextLook):
                return finish(pass, end: .done, next: nextLook, progress)
            }
        }
    }

    /// What is remembered between syncs: calls, waits, blocks, gaps. An empty ledger when it could not be read.
    public func remembered() async throws -> SyncLedger {
        SyncLedger.read(try await store.memory(Self.memoryKey(of: name))).ledger
    }

    /// Changes what is remembered, between two syncs: `forgive`, `askAgain`, `learn`.
    ///
    /// - Throws: What the store throws, or `SyncError.alreadyRunning`.
    public func change(_ body: @Sendable (inout SyncLedger) -> Void) async throws {
        if isRunning { throw SyncError.alreadyRunning }
        isRunning = true
        defer { isRunning = false }
        var ledger = try await remembered()
        body(&ledger)
        try await remember(ledger)
    }

    private struct Pass {
        var plan: SyncPlan
        var series: [SyncReport.Series]
        var hadLostMemory: Bool
    }

    private func begin(_ progress: (SyncEvent) -> Void) async throws -> Pass {
        let (ledger, isDamaged) = SyncLedger.read(try await store.memory(Self.memoryKey(of: name)))
        if isDamaged { progress(.memoryLost) }
        let today = Day(containing: clock.now())
        let days = HistoryLimit.firstDay(of: .dailyEnergy, on: today)...today
        var coverage: [SyncSource: [DayCoverage]] = [:]
        let all = meters.flatMap(\.series)
        for source in Set(all.map(SyncSource.init(of:))) {
            coverage[source] = try await store.coverage(of: source.pdl, source.direction, days: days)
        }
        for series in all {
            if let block = ledger.block(of: series) { progress(.blocked(series, block.message)) }
        }
        let plan = SyncPlan(limits: gateway.limits, meters: meters, phase: phase, ledger: ledger, coverage: coverage)
        return Pass(plan: plan, series: all.map(SyncReport.Series.init), hadLostMemory: isDamaged)
    }

    private func ask(
        _ request: ReadingRequest, in pass: inout Pass, _ progress: (SyncEvent) -> Void
    ) async throws {
        try await remember(pass.plan.ledger)
        let series = SyncSeries(of: request)
        let index = pass.series.firstIndex { $0.series == series } ?? 0
        let before = pass.plan.ledger
        pass.series[index].calls += 1
        progress(.asked(request))
        let result: Result<[DayCoverage], GatewayFault>
        switch await answer(to: request) {
        case .success(let answer):
            let saved = try await store.save(answer.meter, from: name, at: clock.now())
            pass.series[index].saved.add(saved)
            progress(.stored(request, saved, issues: answer.issues))
            result = .success(try await store.coverage(of: request.pdl, request.direction, days: request.days))
        case .failure(let fault):
            // A cancelled request is not the gateway's fault.
            try Task.checkCancellation()
            pass.series[index].faults.append(fault.code)
            progress(.failed(request, fault))
            result = .failure(fault)
        }
        pass.plan.answered(request, with: result, at: clock.now(), fraction: fraction())
        try await remember(pass.plan.ledger)
        if case .success = result {
            let gap = pass.plan.missingDays(of: series).filter(request.days.contains)
            if !gap.isEmpty { progress(.gap(series, days: gap)) }
        }
        for row in pass.series where before.block(of: row.series) == nil {
            if let block = pass.plan.ledger.block(of: row.series) { progress(.blocked(row.series, block.message)) }
        }
    }

    private func answer(to request: ReadingRequest) async -> Result<GatewayReadings, GatewayFault> {
        do throws(GatewayFault) {
            return .success(try await gateway.readings(request, at: clock.now()))
        } catch {
            return .failure(error)
        }
    }

    private func remember(_ ledger: SyncLedger) async throws {
        try await store.remember(ledger.encoded(), as: Self.memoryKey(of: name))
    }

    private func finish(
        _ pass: Pass, end: SyncReport.End, next: UTCInstant, _ progress: (SyncEvent) -> Void
    ) -> SyncReport {
        let series = pass.series.map { row in
            var row = row
            row.missing = pass.plan.missingDays(of: row.series)
            row.block = pass.plan.ledger.block(of: row.series)
            return row
        }
        let report = SyncReport(series: series, end: end, next: next, hadLostMemory: pass.hadLostMemory)
        progress(.finished(report))
        return report
    }
}
