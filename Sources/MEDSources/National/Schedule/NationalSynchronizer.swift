public import MEDCore

/// Asks the sources of Tempo and EcoWatt when their schedules say so, and brings the answers into the store.
///
/// It has no clock and no timer: the program calls ``look(at:force:tempoFrom:)`` at ``nextLook`` and when the household asks for
/// a sync. What the schedules remember is written before a call is made; without that there is no call. A source that
/// fails touches neither the other sources nor the other series, and no export waits for any of it.
public actor NationalSynchronizer {
    /// The key under which the store remembers the Tempo schedule.
    public static let tempoKey = "national.tempo"
    /// The key under which the store remembers the EcoWatt schedule.
    public static let ecowattKey = "national.ecowatt"
    /// Seconds after which a store that failed is tried again.
    static let storeRetry = 300

    let tempo: [any TempoSource]
    let ecowatt: [any EcowattSource]
    let store: any NationalStore
    private let seed: UInt64
    private var running: Task<NationalReport, Never>?
    /// When there is something to ask next, as of the last look; `nil` before the first one, and without any source.
    public private(set) var nextLook: UTCInstant?

    /// A synchronizer.
    ///
    /// - Parameters:
    ///   - tempo: the preferred source first; the others are asked when it does not know or does not answer.
    ///   - ecowatt: the same.
    ///   - seed: the installation's own number, always the same: it decides at which second the calls are made.
    public init(tempo: [any TempoSource], ecowatt: [any EcowattSource], store: any NationalStore, seed: UInt64) {
        self.tempo = tempo
        self.ecowatt = ecowatt
        self.store = store
        self.seed = seed
    }

    /// Asks what is due at `now`. A look that is asked for while one is under way is that look; a forced one comes after
    /// it. Cancelling the task that started a look ends it; what it asked counts as asked.
    ///
    /// - Parameters:
    ///   - now: never earlier than the last look, unless the clock was set back.
    ///   - force: the household asks: the hour is not waited for. Waits that servers asked for, EcoWatt's 15 minutes and the
    ///     day's number of calls hold nevertheless.
    ///   - from: the first day of readings under a Tempo contract; `nil` without any.
    /// - Returns: what was done; when the task is cancelled, at once, and what was under way is no fault of its source.
    public func look(at now: UTCInstant, force: Bool = false, tempoFrom from: Day? = nil) async -> NationalReport {
        while let running {
            let report = await running.value
            if !force { return report }
        }
        let task = Task {
            var report = NationalReport()
            let tempoNext = await lookAtTempo(now, force, from, &report)
            let ecowattNext = await lookAtEcowatt(now, force, &report)
            report.nextLook = [tempoNext, ecowattNext].compactMap { $0 }.min()
            // A minute apart at least: what is due the moment it was asked is a schedule gone wrong.
            report.nextLook = report.nextLook.map { max($0, now.advanced(bySeconds: 60)) }
            nextLook = report.nextLook
            running = nil
            return report
        }
        running = task
        // A program that ends does not wait for a source that is slow to answer.
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func lookAtTempo(
        _ now: UTCInstant, _ force: Bool, _ from: Day?, _ report: inout NationalReport
    ) async -> UTCInstant? {
        guard !tempo.isEmpty else { return nil }
        let names = tempo.map(\.name)
        do {
            var schedule = TempoSchedule(seed: seed, remembered: try await store.memory(Self.tempoKey), at: now)
            let wanted = TempoView([], from: from).wanted(at: now)
            // The daily question may reach into the season before.
            let seen = min(wanted.lowerBound, wanted.upperBound.advanced(by: -TempoSchedule.recentDays - 2))
            var view = TempoView(try await store.tempo(days: seen...wanted.upperBound), from: from)
            let questions = schedule.questions(of: names, view, at: now, force: force)
            if !questions.isEmpty {
                try await store.remember(schedule.encoded(), as: Self.tempoKey)
                for question in questions where !Task.isCancelled {
                    await ask(question, &schedule, &view, at: now, &report)
                    if Task.isCancelled { return nil }
                    try await store.remember(schedule.encoded(), as: Self.tempoKey)
                }
            }
            return schedule.next(of: names, view, after: now)
        } catch {
            report.failures.append(.store(.tempo))
            return now.advanced(bySeconds: Self.storeRetry)
        }
    }

    private func lookAtEcowatt(
        _ now: UTCInstant, _ force: Bool, _ report: inout NationalReport
    ) async -> UTCInstant? {
        guard !ecowatt.isEmpty, !Task.isCancelled else { return nil }
        let names = ecowatt.map(\.name)
        do {
            var schedule = EcowattSchedule(seed: seed, remembered: try await store.memory(Self.ecowattKey), at: now)
            if let name = schedule.call(of: names, at: now, force: force),
                let source = ecowatt.first(where: { $0.name == name })
            {
                try await store.remember(schedule.encoded(), as: Self.ecowattKey)
                report.ecowattCalls += 1
                do throws(GatewayFault) {
                    let answer = try await source.signals(at: now)
                    report.issues += answer.issues.map { "ecowatt \(name): \($0)" }
                    schedule.answered()
                    await keep(answer.days, at: now, &report)
                } catch {
                    if Task.isCancelled { return nil }
                    schedule.failed(error, of: name, at: now)
                    report.failures.append(NationalReport.Failure(series: .ecowatt, source: name, fault: error))
                }
                try await store.remember(schedule.encoded(), as: Self.ecowattKey)
            }
            return schedule.next(of: names, after: now)
        } catch {
            report.failures.append(.store(.ecowatt))
            return now.advanced(bySeconds: Self.storeRetry)
        }
    }

    /// What a store does not take comes again with the next hour's answer.
    private func keep(_ days: [EcowattData], at now: UTCInstant, _ report: inout NationalReport) async {
        guard !days.isEmpty else { return }
        do {
            report.ecowattDaysWritten += try await store.write(ecowatt: days, at: now)
        } catch {
            report.failures.append(.store(.ecowatt))
        }
    }
}
