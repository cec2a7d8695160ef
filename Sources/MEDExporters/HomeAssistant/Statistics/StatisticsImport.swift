import MEDCore

/// One export of one PDL in one direction: reads the store, sends the rows that the plan names, reads them back.
struct StatisticsImport {
    /// Rows between two looks at what is written. A small machine writes some hundreds in a second.
    private static let window = 10_000

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
    /// How long a call may wait beyond `limit`.
    let grace: Duration

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
        // Also when the sums are not those that it speaks of: its rows are there, and have to be put right to their end.
        let sentThrough = context.states[.pdl(pdl)].flatMap(StatisticsState.init(_:))?.sentThrough
        let through = (batch.map(\.day) + [sentThrough].compactMap(\.self)).max() ?? Day(number: 0)
        let plan = StatisticsPlan(
            state: state, stored: try await stored(through: through), batch: batch.map { ($0.day, $0.revision) },
            sentThrough: sentThrough)
        guard !plan.series.isEmpty else { return Outcome(records: batch.map { ($0.key, .skipped(.noValue)) }) }
        return try await send(plan, state)
    }

    /// The lane's state, unless Home Assistant's sums are not those that it speaks of: then everything is sent anew.
    private func usableState() async throws -> StatisticsState? {
        guard let state = context.states[.pdl(pdl)].flatMap(StatisticsState.init(_:)) else { return nil }
        let newest = state.series.values.map(\.lastStart).max()
        let checked = state.series.filter { $0.value.lastStart == newest }
        var there: [StatisticKind: Int64] = [:]
        // What the last call left in the queue has to be there first. What Home Assistant is writing just now is not
        // in its queue any more and not yet to be seen.
        let isIdle = try await isIdle {
            guard let newest else { return true }
            there = try await session.sums(
                of: checked.keys.sorted(), pdl, from: newest, to: newest.advanced(bySeconds: 3_600)
            )
            .compactMapValues { $0.first { $0.start == newest }?.sum }
            return state.isVerified
                || checked.allSatisfy { kind, series in there[kind].map { Self.isSame($0, series.lastSum) } ?? false }
        }
        guard isIdle else {
            throw ExporterFault.unreachable(
                retryAfter: .seconds(30),
                reason: LocalizedText(
                    fr: "Home Assistant écrit encore les statistiques reçues.",
                    en: "Home Assistant is still writing the statistics that it got."))
        }
        for (kind, series) in checked {
            guard let sum = there[kind] else {
                throw ExporterFault.lost(
                    reason: LocalizedText(
                        fr: "Home Assistant n'a plus les statistiques importées.",
                        en: "Home Assistant no longer has the imported statistics."))
            }
            if !Self.isSame(sum, series.lastSum) { return nil }
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
            let written = try await flush(&builders)
            if written == .missing { return unwritten(progress) }
            progress = reached(document.day, builders, plan, state, written)
            if now() >= limit || written == .queued { return partial(document.day, progress, written) }
        }
        for index in builders.indices { builders[index].finish() }
        let written = try await flush(&builders)
        if written == .missing { return unwritten(progress) }
        return Outcome(
            records: batch.map { ($0.key, outcome($0, written)) },
            state: reached(plan.through, builders, plan, state, written))
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
        let later = try await rowsBeyondOwn(plan, state)
        return plan.series.map { series in
            let known = state?.series[series.kind]
            var others = foreign[series.kind] ?? []
            var before: Int64?
            if let known, let rows = later[series.kind] {
                // They stand on our last row, which this export may replace.
                if known.lastStart < series.days.lowerBound.start {
                    before = known.lastSum
                } else {
                    others.append((known.lastStart, known.lastSum))
                }
                others += rows
            }
            return SeriesRows(
                series, offset: series.needsOffset ? offsets[series.kind] ?? 0 : known?.offset ?? 0, foreign: others,
                before: before, sentThrough: state?.sentThrough)
        }
    }

    /// Rows that another tool has written after our last ones: they have to go on from our sum.
    private func rowsBeyondOwn(
        _ plan: StatisticsPlan, _ state: StatisticsState?
    ) async throws -> [StatisticKind: [(start: UTCInstant, sum: Int64)]] {
        // After an unfinished export there are rows of our own, which the rest of it replaces.
        guard let state, state.isComplete else { return [:] }
        var rows: [StatisticKind: [(start: UTCInstant, sum: Int64)]] = [:]
        let known = plan.series.filter { $0.days.upperBound == plan.through }
            .compactMap { series in state.series[series.kind].map { (kind: series.kind, start: $0.lastStart) } }
        for (last, group) in Dictionary(grouping: known, by: \.start) {
            let sums = try await session.sums(
                of: group.map(\.kind).sorted(), pdl, from: last.advanced(bySeconds: 3_600),
                to: now().advanced(bySeconds: 86_400))
            rows.merge(sums.filter { !$0.value.isEmpty }) { $1 }
        }
        return rows
    }

    /// What became of rows that Home Assistant took.
    private enum Written {
        /// It shows them.
        case verified
        /// It has not written them yet, as a slow machine does with years of them.
        case queued
        /// It has written everything and does not show them: only its log says why.
        case missing
    }

    /// Sends what was made and waits until Home Assistant shows it.
    private func flush(_ builders: inout [SeriesRows]) async throws -> Written {
        var sent: [StatisticKind: [StatisticRow]] = [:]
        for index in builders.indices {
            let rows = builders[index].take()
            guard !rows.isEmpty else { continue }
            try await session.importRows(rows, builders[index].series.kind, of: pdl)
            sent[builders[index].series.kind] = rows
        }
        var isThere = false
        let isIdle = try await isIdle {
            isThere = try await self.isThere(sent)
            return isThere
        }
        return isThere ? .verified : isIdle ? .missing : .queued
    }

    /// Waits until Home Assistant has written what is queued and `condition` holds, as long as there is patience.
    ///
    /// - Returns: Whether everything is written.
    private func isIdle(and condition: () async throws -> Bool = { true }) async throws -> Bool {
        let clock = ContinuousClock()
        // Beyond the limit only so long that what arrived meanwhile counts: the engine gives up on a call that lasts.
        let rest = Duration.seconds(max(0, limit.secondsSinceEpoch - now().secondsSinceEpoch)) + grace
        let end = clock.now + min(patience, rest)
        var pause = Duration.milliseconds(20)
        while true {
            let isIdle = try await session.isIdle()
            if isIdle, try await condition() { return true }
            guard clock.now < end else { return isIdle }
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
        _ day: Day, _ builders: [SeriesRows], _ plan: StatisticsPlan, _ state: StatisticsState?, _ written: Written
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
            validThrough: day, sentThrough: plan.through, seenRevision: plan.seenRevision,
            isVerified: written == .verified, series: series)
    }

    /// What is queued when a call ends is checked by the next one: its rows have to be there before others follow.
    private func evidence(_ written: Written) -> Evidence {
        written == .verified ? .verified(at: now()) : .acknowledged
    }

    private func outcome(_ document: DayDocument, _ written: Written) -> ExportOutcome {
        let isKnown = !DayAmounts(document).amounts.isEmpty
        return isKnown || context.corrections.contains(document.key)
            ? .delivered(evidence(written)) : .skipped(.noValue)
    }

    /// The rest is left to the next call, which the engine makes because at least one record waits for it.
    private func partial(_ day: Day, _ state: StatisticsState?, _ written: Written) -> Outcome {
        let newest = batch.max { $0.day < $1.day }?.key
        return Outcome(
            records: batch.map {
                let isThere = $0.day <= day && $0.key != newest
                return (
                    $0.key,
                    isThere ? .delivered(evidence(written)) : .retry(after: .zero, reason: "more rows follow")
                )
            }, state: state)
    }

    private func unwritten(_ state: StatisticsState?) -> Outcome {
        let reason = "Home Assistant took the rows and does not show them: its log says why"
        return Outcome(records: batch.map { ($0.key, .retry(after: .seconds(60), reason: reason)) }, state: state)
    }
}
