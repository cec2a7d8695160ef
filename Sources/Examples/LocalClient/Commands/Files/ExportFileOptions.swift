import ArgumentParser
import Foundation
import MEDCore
import MEDFiles
import MEDStore

/// What a file is to hold, and the writing of it.
struct ExportFileOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            fr: "Le fichier à écrire ; il remplace celui qui s'y trouve.",
            en: "The file to write; it replaces the one that is there."), completion: .file())
    var path: String

    @OptionGroup var options: Options
    @OptionGroup var range: DayRange
    @OptionGroup var meter: MeterOption

    @Option(
        name: .long,
        help: ArgumentHelp(
            fr: "Une ligne par jour, demi-heure, mois, année, jour Tempo ou jour EcoWatt.",
            en: "One row per day, half-hour, month, year, Tempo day or EcoWatt day.", valueName: "unit"))
    var rows = Rows.day

    @Flag(
        name: .long,
        help: ArgumentHelp(fr: "La production au lieu de la consommation.", en: "Production instead of consumption."))
    var production = false

    enum Rows: String, ExpressibleByArgument, CaseIterable {
        case day
        case halfHour = "half-hour"
        case month
        case year
        case tempo
        case ecowatt
    }

    /// Writes the file and says how many rows it has.
    ///
    /// - Throws: `Failure` when nothing is known, or the file cannot be written.
    func write(_ format: FileFormat, style: FileStyle) async throws {
        let household = try Household(options)
        let store = try household.openStore()
        // Prices and contracts that changed in the configuration count from now on.
        _ = try await household.rederive(in: store)
        let sheet = try await sheet(in: store)
        let absolute = URL(fileURLWithPath: path).path
        do {
            let count = try await FileWriter().write([sheet], as: format, style: style, to: absolute)
            household.console.say(fr: "\(path) : \(count) lignes.", en: "\(path): \(count) rows.")
        } catch let fault as FileFault {
            throw Failure(fault.isDenied ? .refused : .unavailable, fault.text)
        }
    }

    private func sheet(in store: any Store) async throws -> FileSheet {
        let everyDay = Day(number: -100_000)...Day(number: 100_000)
        switch rows {
        case .tempo: return FileSheet(.tempo, .tempo(try await store.tempo(days: range.days ?? everyDay)))
        case .ecowatt: return FileSheet(.ecowatt, .ecowatt(try await store.ecowatt(days: range.days ?? everyDay)))
        case .day, .halfHour, .month, .year: break
        }
        let overview = try await overview(in: store)
        let days = range.days?.clamped(to: overview.days) ?? overview.days
        let (pdl, direction) = (overview.pdl, overview.direction)
        switch rows {
        case .month, .year:
            let unit: PeriodUnit = rows == .month ? .month : .year
            return FileSheet(
                .totals(direction), .totals(try await store.totals(of: pdl, direction, by: unit, days: days)))
        case .halfHour:
            return FileSheet(
                .halfHourly(direction), .days(StoredDays.stream(of: pdl, direction, days: days, in: store)))
        case .day, .tempo, .ecowatt:
            return FileSheet(.daily(direction), .days(StoredDays.stream(of: pdl, direction, days: days, in: store)))
        }
    }

    /// The one meter: a table is about one.
    private func overview(in store: any Store) async throws -> MeterOverview {
        let meters = try await meter.meters(in: store, [production ? .production : .consumption])
        guard let first = meters.first else {
            throw Failure(
                .usage, LocalizedText(fr: "Rien encore : med import FICHIER…", en: "Nothing yet: med import FILE…"))
        }
        guard meters.count == 1 else {
            let known = meters.map { "\($0.pdl)" }.joined(separator: ", ")
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "Un fichier est celui d'un seul compteur : choisissez avec --pdl (connus : \(known)).",
                    en: "A file is of one meter: choose it with --pdl (known: \(known))."))
        }
        return first
    }
}
