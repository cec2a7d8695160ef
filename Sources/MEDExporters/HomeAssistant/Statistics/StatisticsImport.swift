import MEDCore

/// One export of one PDL in one direction: reads the store, sends the rows that the plan names, reads them back.
struct StatisticsImport {
    /// Rows between two looks at what is written: a few messages.
    private static let window = 20_000

    let session: HomeAssistantSession
    let pdl: PDL
    let direction: Direction
    let batch: [DayDocument]
    let context: ExportContext
    let now: @Sendable () -> UTCInstant
    /// When to stop and leave the rest to the next call.
    let limit: UTCInstant
    /// How long to wait for rows to be written.
    let patience: Duration

    /// What became of the batch.
    struct Outcome {
        var records: [(key: RecordKey, outcome: ExportOutcome)] = []
        var state: StatisticsState?
    }

    /// Exports.
    ///
    /// - Throws: `ExporterFault.lost` when rows that were verified are gone; `HomeAssistantFailure`, `HTTPFault`.
    func run() async throws -> Outcome {
        let state = try await usableState()
        let through = (batch.map(\.day) + [state?.sentThrough].compactMap(\.self)).max() ?? Day(number: 0)
        let plan = StatisticsPlan(
            state: state, stored: try await stored(through: through), batch: batch.map { ($0.day, $0.revision) })
        guard !plan.series.isEmpty else { return Outcome(records: batch.map { ($0.key, .skipped(.noValue)) }) }
        return try await send(plan, state)
    }

    /// The lane's state, unless Home Assistant's sums are not those that it speaks of: then everything is sent anew.
    private func usableState() async throws -> StatisticsState? {
        guard let state = context.states[.pdl(pdl)].flatMap(StatisticsState.init(_:)) else { return nil }
        guard let newest = state.series.values.map(\.lastStart).max() else { return state }
        let checked = state.series.filter { $0.value.lastStart == newest }
        let sums = try await session.sums(
            of: checked.keys.sorted(), pdl, from: newest, to: newest.advanced(bySeconds: 3_600))
        for (kind, series) in checked {
            guard let row = sums[kind]?.first(where: { $0.start == newest }) else {
                throw ExporterFault.lost(
                    reason: LocalizedText(
                        fr: "Home Assistant n'a plus les statistiques importées.",
                        en: "Home Assistant no longer has the imported statistics."))
            }
            if !Self.isSame(row.sum, series.lastSum) { return nil }
        }
        return state
    }

    private func stored(through last: Day) async throws -> [StatisticsPlan.StoredDay] {
        var days: [Day: StatisticsPlan.StoredDay] = [:]
        for document in batch {
            days[document.day] = .init(amounts: DayAmounts(document), revision: document.revision)
        }
        for try await document in context.documents(of: pdl, direction, days: Self.beginning...last) {
            days[document.day] = .init(amounts: DayAmounts(document), revision: document.revision)
        }
        return days.values.sorted { $0.day < $1.day }
    }

    /// Before the first Linky.
    private static let beginning = Day(number: 10_957)

    private func send(_ plan: StatisticsPlan, _ state: StatisticsState?) async throws -> Outcome {
        var builders = try await builders(plan, state)
        var progress = state
        guard let first = plan.series.map(\.days.lowerBound).min() else { return Outcome() }
        let days = first...plan.through
        var stored = StoredDays(context.documents(of: pdl, direction, days: days), batch: batch, in: days)
        while let document = try await stored.nextDay() {
            let hours = DayHours(document)
            for index in builders.indices where builders[index].series.days.contains(document.day) {
                if let amounts = hours.hours(of: builders[index].series.kind) {
                    builders[index].add(document.day, amounts)
                } else {
                    builders[index].fill(through: document.day)
                }
            }
            let count = builders.reduce(0) { $0 + $1.rows.count }
            guard count >= Self.window, document.day < plan.through else { continue }
            guard try await flush(&builders) else { return unwritten(progress) }
            progress = reached(document.day, builders, plan, state)
            if now() >= limit { return partial(document.day, progress) }
        }
        for index in builders.indices { builders[index].finish() }
        guard try await flush(&builders) else { return unwritten(progress) }
        return Outcome(
            records: batch.map { ($0.key, outcome($0, plan)) }, state: reached(plan.through, builders, plan, state))
    }

    private func builders(_ plan: StatisticsPlan, _ state: StatisticsState?) async throws -> [SeriesRows] {
        var offsets: [StatisticKind: Int64] = [:]
        var foreign: [StatisticKind: [(start: UTCInstant, sum: Int64)]] = [:]
        for (anchor, group) in Dictionary(grouping: plan.series.filter(\.needsOffset), by: \.anchor) {
            let kinds = group.map(\.kind)
            offsets.merge(try await session.lastSums(of: kinds, pdl, before: anchor.start)) { $1 }
            for series in group {
                // From the day on which it began before, all rows are its own.
                let end = series.formerAnchor?.start ?? now().advanced(bySeconds: 86_400)
                guard end > anchor.start else { continue }
                foreign.merge(try await session.sums(of: [series.kind], pdl, from: anchor.start, to: end)) { $1 }
            }
        }
        return plan.series.map {
            let known = state?.series[$0.kind]?.offset ?? 0
            return SeriesRows(
                $0, offset: $0.needsOffset ? offsets[$0.kind] ?? 0 : known, foreign: foreign[$0.kind] ?? [],
                sentThrough: state?.sentThrough)
        }
    }

    /// Sends what was made and waits until Home Assistant shows it.
    ///
    /// - Returns: false when it does not, which only Home Assistant's log explains.
    private func flush(_ builders: inout [SeriesRows]) async throws -> Bool {
        var sent: [StatisticKind: [StatisticRow]] = [:]
        for index in builders.indices {
            let rows = builders[index].take()
            guard !rows.isEmpty else { continue }
            try await session.importRows(rows, builders[index].series.kind, of: pdl)
            sent[builders[index].series.kind] = rows
        }
        let clock = ContinuousClock()
        let end = clock.now + patience
        var pause = Duration.milliseconds(20)
        while true {
            if try await session.isIdle(), try await isThere(sent) { return true }
            guard clock.now < end else { return false }
            try await clock.sleep(for: pause)
            pause = min(pause * 2, .seconds(2))
        }
    }

    private func isThere(_ sent: [StatisticKind: [StatisticRow]]) async throws -> Bool {
        let starts = sent.values.flatMap { [$0.first?.start, $0.last?.start].compactMap(\.self) }
        guard let first = starts.min(), let last = starts.max() else { return true }
        let sums = try await session.sums(
            of: sent.keys.sorted(), pdl, from: first, to: last.advanced(bySeconds: 3_600))
        return sent.allSatisfy { kind, rows in
            let there = Dictionary((sums[kind] ?? []).map { ($0.start, $0.sum) }) { $1 }
            return rows.allSatisfy { row in there[row.start].map { Self.isSame($0, row.sum) } ?? false }
        }
    }

    /// Home Assistant keeps sums as binary fractions.
    private static func isSame(_ left: Int64, _ right: Int64) -> Bool { (left - right).magnitude <= 2 }

    private func reached(
        _ day: Day, _ builders: [SeriesRows], _ plan: StatisticsPlan, _ state: StatisticsState?
    ) -> StatisticsState {
        var series = state?.series ?? [:]
        for builder in builders {
            guard let last = builder.last else { continue }
            // What ends earlier stands on sums that did not change.
            let isShort = builder.series.days.upperBound < plan.through
            if isShort, series[builder.series.kind] != nil { continue }
            series[builder.series.kind] = StatisticsState.Series(
                anchor: builder.series.anchor, offset: builder.offset, lastStart: last.start, lastSum: last.sum)
        }
        return StatisticsState(
            validThrough: day, sentThrough: plan.through, seenRevision: plan.seenRevision, series: series)
    }

    private func outcome(_ document: DayDocument, _ plan: StatisticsPlan) -> ExportOutcome {
        let isKnown = !DayAmounts(document).amounts.isEmpty
        return isKnown || context.corrections.contains(document.key)
            ? .delivered(.verified(at: now())) : .skipped(.noValue)
    }

    /// The rest is left to the next call, which the engine makes because at least one record waits for it.
    private func partial(_ day: Day, _ state: StatisticsState?) -> Outcome {
        let newest = batch.max { $0.day < $1.day }?.key
        return Outcome(
            records: batch.map {
                let isThere = $0.day <= day && $0.key != newest
                return (
                    $0.key,
                    isThere ? .delivered(.verified(at: now())) : .retry(after: .zero, reason: "more rows follow")
                )
            }, state: state)
    }

    private func unwritten(_ state: StatisticsState?) -> Outcome {
        let reason = "Home Assistant took the rows and does not show them: its log says why"
        return Outcome(records: batch.map { ($0.key, .retry(after: .seconds(60), reason: reason)) }, state: state)
    }
}
