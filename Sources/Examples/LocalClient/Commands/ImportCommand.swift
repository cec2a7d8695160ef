import ArgumentParser
import Foundation
import MEDCore
import MEDSources
import MEDStore

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: String(fr: "Importe des fichiers d'Enedis et d'EDF.", en: "Imports files of Enedis and EDF."),
        discussion: String(
            fr: """
                Chaque fichier est une transaction. Importer de nouveau un fichier, ou des fichiers qui se recouvrent, ne \
                change rien de ce qui est pareil. Une ligne illisible est nommée ; les autres sont gardées. Un \
                fichier est reconnu à son contenu, jamais à son nom : exports CSV et XLSX du portail d'Enedis, fichiers R63, \
                tableaux debut;fin;kW, puissances d'EDF.

                EXEMPLES
                """,
            en: """
                Every file is one transaction. Importing a file again, or files that overlap, changes nothing that is the \
                same. A line that cannot be read is named; the others are kept. A file is recognised \
                by what it holds, never by its name: CSV and XLSX exports of the Enedis portal, R63 files, tables \
                debut;fin;kW, the powers of EDF.

                EXAMPLES
                """) + """

                  med import Enedis_Conso_Heure_20240101-20241231.csv
                  med import --pdl 01234567890123 conso.csv
                  med import --explain export.xlsx
                  med import --list
                  med import --undo 3
                """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp(fr: "Les fichiers.", en: "The files."), completion: .file())
    var files: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            fr: "Le compteur des fichiers qui n'en nomment pas.", en: "The meter of files that name none."))
    var pdl: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            fr: "Les fichiers qui ne le disent pas sont de production.", en: "Files that do not say so are production.")
    )
    var production = false

    @Option(name: .long, help: ArgumentHelp(fr: "Annule un import.", en: "Takes an import back.", valueName: "id"))
    var undo: Int64?

    @Flag(name: .long, help: ArgumentHelp(fr: "Liste les fichiers importés.", en: "Lists the imported files."))
    var list = false

    @Flag(
        name: .long,
        help: ArgumentHelp(
            fr: "Avec --list : aussi les réponses des passerelles.", en: "With --list: the answers of gateways as well."
        ))
    var all = false

    @Flag(
        name: .long,
        help: ArgumentHelp(
            fr: "Dit ce que sont les fichiers et pourquoi, sans rien écrire.",
            en: "Says what the files are and why, and writes nothing."))
    var explain = false

    func validate() throws {
        guard [!files.isEmpty, undo != nil, list].count(where: { $0 }) == 1, !explain || !files.isEmpty, list || !all
        else {
            throw ValidationError(
                fr: "Indiquez des fichiers, ou --undo, ou --list.", en: "Name files, or --undo, or --list.")
        }
    }

    func run() async throws {
        let household = try Household(options)
        if explain { return try explainFiles(household: household) }
        let store = try household.openStore()
        if let undo {
            try await takeBack(ImportID(number: undo), household: household, store: store)
        } else if list {
            try await showImports(store, console: household.console)
        } else {
            try await importFiles(household: household, store: store)
        }
    }

    private func importFiles(household: Household, store: any Store) async throws {
        let console = household.console
        let meter = try chosenMeter() ?? FileImport.onlyMeter(of: household)
        let sizes = files.map(Self.size)
        var bar = ProgressBar(total: sizes.reduce(0, +), console: console)
        defer { bar.clear() }
        var imported = 0
        var worst: Failure?
        for (path, size) in zip(files, sizes) {
            bar.show((path as NSString).lastPathComponent)
            do {
                let file = try EnedisFile.read(path: path, pdl: meter, direction: production ? .production : nil)
                bar.advance(by: size / 2, points: file.statistics.points)
                let done = try await FileImport(file, household: household, store: store)
                bar.advance(by: size - size / 2, points: 0)
                bar.clear()
                done.report(console)
                imported += 1
                if !file.issues.isEmpty { worst = worst ?? Self.partial }
            } catch let error as EnedisFileError {
                bar.advance(by: size, points: 0)
                bar.clear()
                let failure = Failure(error)
                console.complain(failure.message)
                worst = failure
            }
        }
        if imported > 1 { bar.report(files: imported) }
        if let worst { throw worst.exitCode }
    }

    private func explainFiles(household: Household) throws {
        let console = household.console
        let meter = try chosenMeter() ?? FileImport.onlyMeter(of: household)
        var worst: Failure?
        for path in files {
            do throws(EnedisFileError) {
                let file = try EnedisFile.read(path: path, pdl: meter, direction: production ? .production : nil)
                print(console.paint(file.name, .strong))
                for line in file.explanation {
                    print("  " + line.text(in: console.language))
                }
                FileImport.complain(about: file.issues, console)
                if !file.issues.isEmpty { worst = worst ?? Self.partial }
            } catch {
                let failure = Failure(error)
                console.complain(failure.message)
                worst = failure
            }
        }
        if let worst { throw worst.exitCode }
    }

    private func takeBack(_ id: ImportID, household: Household, store: any Store) async throws {
        let summary = try await store.undoImport(id, contracts: household.contracts, at: try Household.now())
        household.console.say(
            fr: "Import \(id) annulé : \(summary.removedDays) jours retirés, \(summary.correctedDays) rétablis, "
                + "\(summary.unchangedDays) inchangés.",
            en: "Import \(id) taken back: \(summary.removedDays) days removed, \(summary.correctedDays) restored, "
                + "\(summary.unchangedDays) unchanged.")
    }

    private func showImports(_ store: any Store, console: Console) async throws {
        for entry in try await store.imports() where all || entry.kind == .file {
            let undone = entry.undoneAt.map { console.text(fr: "  annulé le \($0)", en: "  undone \($0)") } ?? ""
            let days = console.text(fr: "\(entry.days) j", en: "\(entry.days) d")
            print("\(entry.id)  \(entry.importedAt)  \(days)  \(entry.name)\(undone)")
        }
    }

    private func chosenMeter() throws -> PDL? {
        try pdl.map(PDL.init(option:))
    }

    private static let partial = Failure(.badData, LocalizedText(fr: "", en: ""))

    private static func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
