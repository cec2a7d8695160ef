import Foundation
import MEDConfiguration
import MEDCore
import MEDSources
import MEDStore

/// One file, which was parsed whole and then written in one transaction.
struct FileImport {
    let file: EnedisFile
    let summary: ImportSummary
    private let number: String
    /// Meters that the configuration does not have.
    private let strangers: [PDL]

    /// Writes what was read.
    ///
    /// - Throws: `StoreError`; then nothing was written.
    init(_ file: EnedisFile, household: Household, store: any Store) async throws {
        self.file = file
        strangers = Set(file.meters.map(\.pdl)).subtracting(household.configuration.meters.map(\.id)).sorted()
        summary = try await store.importReadings(
            file.meters, from: ImportSource(name: file.name), contracts: household.contracts, at: try Household.now())
        number = summary.id.map(\.description) ?? ""
    }

    /// The meter of files that name none: the household's only one.
    static func onlyMeter(of household: Household) -> PDL? {
        household.configuration.meters.count == 1 ? household.configuration.meters.first?.id : nil
    }

    /// What was found and what it changed.
    func report(_ console: Console) {
        let statistics = file.statistics
        let format = file.format.name.text(in: console.language)
        let meters = file.meters.map { "\($0.pdl) \($0.direction.name.text(in: console.language))" }
            .joined(separator: ", ")
        console.say(
            fr: """
                \(console.paint(file.name, .strong)) (\(format), \(meters)) — import \(number)
                  \(statistics.points) points, \(statistics.emptyValues) vides, \(statistics.duplicates) en double, \
                \(statistics.conflicts) contradictoires, \(statistics.rejectedLines) lignes illisibles
                  jours : \(summary.newDays) nouveaux, \(summary.correctedDays) corrigés, \(summary.unchangedDays) inchangés\
                \(gaps(fr: true))
                """,
            en: """
                \(console.paint(file.name, .strong)) (\(format), \(meters)) — import \(number)
                  \(statistics.points) points, \(statistics.emptyValues) empty, \(statistics.duplicates) duplicates, \
                \(statistics.conflicts) conflicting, \(statistics.rejectedLines) unreadable lines
                  days: \(summary.newDays) new, \(summary.correctedDays) corrected, \(summary.unchangedDays) unchanged\
                \(gaps(fr: false))
                """)
        for note in file.notes { console.say(fr: "  \(note.text.french)", en: "  \(note.text.english)") }
        for pdl in strangers {
            console.say(
                fr: "  \(pdl) n'est pas dans « pdls » de la configuration : ni HC ni HP. Une erreur ? med import "
                    + "--undo \(number)",
                en: "  \(pdl) is not in \"pdls\" of the configuration: no hc, no hp. A mistake? med import --undo "
                    + "\(number)")
        }
        Self.complain(about: file.issues, console)
    }

    /// Names the lines that were not used.
    static func complain(about issues: [ImportIssue], _ console: Console) {
        for issue in issues.prefix(20) {
            console.complain(
                LocalizedText(
                    fr: "\(issue.file):\(issue.line): \(issue.reason.french)",
                    en: "\(issue.file):\(issue.line): \(issue.reason.english)"))
        }
        if issues.count > 20 {
            console.complain(
                LocalizedText(
                    fr: "… et \(issues.count - 20) autres lignes", en: "… and \(issues.count - 20) more lines"
                ))
        }
    }

    /// Days of a load curve with missing slots.
    private func gaps(fr isFrench: Bool) -> String {
        let partial = file.meters.flatMap(\.days).filter {
            !$0.readings.curve.isEmpty && !$0.readings.curve.isComplete(on: $0.day)
        }
        guard !partial.isEmpty else { return "" }
        let missing = partial.reduce(0) {
            $0 + $1.readings.curve.expectedSlots(on: $1.day) - $1.readings.curve.slots.count
        }
        return isFrench
            ? ", \(partial.count) incomplets (\(missing) points manquent)"
            : ", \(partial.count) incomplete (\(missing) points missing)"
    }
}
