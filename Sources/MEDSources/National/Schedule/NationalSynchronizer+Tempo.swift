import MEDCore

extension NationalSynchronizer {
    /// Asks one source after the other until every day is known that should be; the preferred source's word counts.
    func ask(
        _ question: TempoQuestion, _ schedule: inout TempoSchedule, _ view: inout TempoView, at now: UTCInstant,
        _ report: inout NationalReport
    ) async {
        var open = question.days
        var isFirst = true
        var hasAnswered = false
        for source in tempo where schedule.isFree(source.name, at: now) {
            if !isFirst, !schedule.countCall(at: now) { break }
            isFirst = false
            report.tempoCalls += 1
            do throws(GatewayFault) {
                let days = max(open.lowerBound, open.upperBound.advanced(by: 1 - source.daysPerCall))...open.upperBound
                let answer = try await source.colors(of: days, at: now)
                report.issues += answer.issues.map { "tempo \(source.name): \($0)" }
                if await keep(answer, of: source.name, &schedule, &view, at: now, &report) {
                    hasAnswered = true
                } else {
                    // Colours that cannot be stored need not be asked of another source.
                    hasAnswered = false
                    break
                }
            } catch {
                if Task.isCancelled { return }
                schedule.failed(error, of: source.name, at: now)
                report.failures.append(NationalReport.Failure(series: .tempo, source: source.name, fault: error))
            }
            guard let rest = Self.unknown(open, view, at: now) else { break }
            open = rest
        }
        schedule.ended(question, view, answered: hasAnswered, at: now)
    }

    /// Stores what an answer changes; `false` when the store did not take it.
    private func keep(
        _ answer: TempoAnswer, of source: String, _ schedule: inout TempoSchedule, _ view: inout TempoView,
        at now: UTCInstant, _ report: inout NationalReport
    ) async -> Bool {
        let merge = TempoMerge(
            answer.days, from: source, into: view.known, order: tempo.map(\.name), givers: schedule.memory.givers)
        guard !merge.changes.isEmpty else { return true }
        do {
            report.tempoDaysWritten += try await store.write(tempo: merge.changes, at: now)
        } catch {
            report.failures.append(.store(.tempo))
            return false
        }
        report.corrections += merge.corrections
        let recent = Day(containing: now).advanced(by: -TempoSchedule.recentDays)
        for day in merge.changes {
            view.known[day.day] = day
            if day.day >= recent { schedule.memory.givers[day.day.number] = source }
        }
        return true
    }

    /// The days of which a colour should be known by now and is not: tomorrow counts from 11:00 on.
    private static func unknown(
        _ days: ClosedRange<Day>, _ view: TempoView, at now: UTCInstant
    ) -> ClosedRange<Day>? {
        let local = ParisTime.localTime(at: now)
        let expected = local.minuteOfDay >= 660 ? local.day.next : local.day
        let unknown = days.filter { $0 <= expected && view.known[$0] == nil }
        guard let first = unknown.first, let last = unknown.last else { return nil }
        return first...last
    }
}

extension NationalReport.Failure {
    /// The store did not read or write.
    static func store(_ series: Series) -> NationalReport.Failure {
        NationalReport.Failure(
            series: series, source: nil,
            fault: GatewayFault(
                .transient(retryAfter: nil), code: "store",
                message: LocalizedText(
                    fr: "La base de données n’accepte pas Tempo ou EcoWatt pour l’instant. Nouvel essai automatique ; "
                        + "vérifiez l’espace disque et les droits si cela dure.",
                    en: "The database does not take Tempo or EcoWatt at the moment. It is tried again; "
                        + "check disk space and permissions if this lasts.")))
    }
}
