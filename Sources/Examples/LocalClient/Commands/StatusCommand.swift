import ArgumentParser
import MEDCore
import MEDDelivery
import MEDStore

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: String(
            fr: "Ce que la base connaît, et où en est chaque exporteur.",
            en: "What the store knows, and how far each exporter has come."))

    @OptionGroup var options: Options

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        let console = household.console
        let meters = try await store.meters()
        show(meters, labels: household.labels, console: console)
        for setup in try household.setups() {
            try await show(setup, meters: meters, store: store, console: console)
        }
    }

    private func show(_ meters: [MeterOverview], labels: [PDL: String], console: Console) {
        print(console.paint(console.text(fr: "Compteurs", en: "Meters"), .strong))
        if meters.isEmpty {
            console.say(fr: "  rien encore : med import FICHIER…", en: "  nothing yet: med import FILE…")
        }
        for meter in meters {
            let span = meter.days.lowerBound.distance(to: meter.days.upperBound) + 1
            print(
                "  \(meter.pdl) \(column(Series(meter.direction), console))  "
                    + "\(meter.days.lowerBound) → \(meter.days.upperBound)  "
                    + "\(Bar.text(meter.completeDays, of: span)) \(meter.completeDays)/\(span) "
                    + console.text(fr: "jours complets", en: "complete days")
                    + (labels[meter.pdl].map { "  \($0)" } ?? ""))
        }
    }

    private func show(
        _ setup: InstanceSetup, meters: [MeterOverview], store: any Store, console: Console
    ) async throws {
        print(console.paint("\n\(setup.instance)", .strong))
        if case .held(let reason) = setup.exporter.pace(for: setup.configuration) {
            print("  " + console.paint(reason.held.text(in: console.language), .warning))
        }
        let epochs = try await store.epochs(of: setup.instance)
        if epochs.isEmpty {
            console.say(
                fr: "  rien livré encore : med export, ou med run", en: "  nothing sent yet: med export, or med run")
        }
        for epoch in epochs {
            let place = epoch.destination.values.sorted { $0.key < $1.key }.map(\.value).joined(separator: " ")
            let end = epoch.endedAt.map { " → \($0)" } ?? ""
            let retracted = epoch.retractedAt == nil ? "" : console.text(fr: " (repris)", en: " (taken back)")
            print(
                console.text(fr: "  époque ", en: "  epoch ")
                    + "\(epoch.number)  \(place)  \(epoch.startedAt)\(end)\(retracted)")
        }
        for lane in try await store.lanes(of: setup.instance) {
            let known = meters.first { .pdl($0.pdl) == lane.stream && Series($0.direction) == lane.series }?.knownDays
            let isIdle = lane.isAtHead && lane.retrying == 0 && lane.dead == 0
            if isIdle && known == nil && lane.stream.pdl != nil { continue }
            let total = max(known ?? Int(lane.head), lane.pending)
            let mark = lane.isAtHead ? console.paint("✓", .good) : console.paint("…", .warning)
            print(
                "  \(mark) \(lane.stream.name.text(in: console.language)) \(column(lane.series, console))  "
                    + "\(Bar.text(total - lane.pending, of: total))  "
                    + console.text(
                        fr: "\(lane.pending) à livrer, \(lane.retrying) en attente, \(lane.dead) en échec",
                        en: "\(lane.pending) to deliver, \(lane.retrying) waiting, \(lane.dead) dead"))
        }
        for entry in try await store.exceptions(of: setup.instance).prefix(10) {
            print("  ! \(name(of: entry.record, console: console))  \(entry.reason)  (\(entry.attempts)×)")
        }
        for entry in try await store.logEntries(of: setup.instance, limit: 5) {
            print(console.paint("  " + line(of: entry, console: console), .faint))
        }
    }

    private func line(of entry: ExportLogEntry, console: Console) -> String {
        let place = [entry.stream?.name, entry.series?.name].compactMap { $0?.text(in: console.language) }
        let isCurrent = entry.outcome == .delivered && entry.stream == nil
        let parts = [
            "\(entry.instant)", entry.outcome.name.text(in: console.language),
            entry.evidence.map { Evidence.label(of: $0).text(in: console.language) } ?? "",
            isCurrent ? console.text(fr: "état courant", en: "current state") : place.joined(separator: " "),
            entry.days.map { "\($0.lowerBound)…\($0.upperBound)" } ?? "", entry.detail,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// The series' name, as wide as the longest, so that bars stand below each other.
    private func column(_ series: Series, _ console: Console) -> String {
        let width = Series.allCases.map { $0.name.text(in: console.language).count }.max() ?? 0
        let name = series.name.text(in: console.language)
        return name + String(repeating: " ", count: width - name.count)
    }

    private func name(of record: RecordKey, console: Console) -> String {
        let (stream, series) = (record.stream.name, record.series.name)
        return "\(stream.text(in: console.language)) \(series.text(in: console.language)) \(record.day)"
    }
}
