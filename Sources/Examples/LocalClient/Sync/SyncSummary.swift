import MEDCore
import MEDSources

/// What a sync did, as a table: a line per series, and what the household has to do.
struct SyncSummary {
    let outcome: SourceSync.Outcome

    func report(_ console: Console) {
        for (account, report) in outcome.reports {
            console.say(
                fr: "\(console.paint(account, .strong)) — \(report.calls) appels",
                en: "\(console.paint(account, .strong)) — \(report.calls) calls")
            for row in report.series { console.say(line(row, console)) }
            // Back-offs are among the troubles.
            if case .waiting(let reason) = report.end, reason != .backoff {
                console.say(
                    fr: "  la suite à \(report.next) (\(reason.name.french))",
                    en: "  the rest at \(report.next) (\(reason.name.english))")
            }
        }
        if let national = outcome.national {
            console.say(
                fr: "Tempo : \(national.tempoDaysWritten) jours ; EcoWatt : \(national.ecowattDaysWritten) jours",
                en: "Tempo: \(national.tempoDaysWritten) days; EcoWatt: \(national.ecowattDaysWritten) days")
        }
        for trouble in outcome.troubles + outcome.warnings { console.complain(trouble) }
        if let next = outcome.next { console.say(fr: "prochain regard : \(next)", en: "next look: \(next)") }
    }

    private func line(_ row: SyncReport.Series, _ console: Console) -> LocalizedText {
        let (saved, missing) = (row.saved, row.missing.count)
        let direction = row.series.direction.name
        let kind = row.series.kind.name
        let isWell = row.block == nil && missing == 0
        let sign = console.paint(
            isWell ? "✓" : row.block == nil ? "…" : "✗", isWell ? .good : row.block == nil ? .warning : .bad)
        return LocalizedText(
            fr: "  \(sign) \(row.series.pdl) \(direction.french), \(kind.french) : \(saved.newDays) jours nouveaux, "
                + "\(saved.correctedDays) complétés ou corrigés, \(missing) manquants",
            en: "  \(sign) \(row.series.pdl) \(direction.english), \(kind.english): \(saved.newDays) new days, "
                + "\(saved.correctedDays) completed or corrected, \(missing) missing")
    }

    /// Whether a meter waits for the household.
    var isBlocked: Bool { outcome.reports.contains { $0.report.isBlocked } }

    /// Whether something was due that could not be asked for.
    var isHeldUp: Bool {
        outcome.reports.contains { report in
            if case .waiting(.backoff) = report.report.end { true } else { false }
        }
    }
}
