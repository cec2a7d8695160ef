import ArgumentParser
import MEDConfiguration
import MEDCore

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: String(fr: "Regarde la configuration.", en: "Looks at the configuration."),
        subcommands: [Check.self, Reference.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: String(
                fr: "Vérifie la configuration : fichier, ligne, colonne, clé, ce qui était attendu.",
                en: "Validates the configuration: file, line, column, key, what was expected."))

        @OptionGroup var options: Options

        func run() async throws {
            let household = try Household(options)
            let console = household.console
            for warning in household.warnings {
                print(console.paint("! ", .warning) + warning.text(in: console.language))
            }
            for setup in try household.setups() { _ = try await household.makeExporter(setup, store: nil) }
            let exporters = household.configuration.exporters.filter(\.isEnabled).map(\.instance.description)
            let place = household.configurationPath ?? console.text(fr: "environnement", en: "environment")
            console.say(
                fr: "\(console.paint("✓", .good)) \(place) : \(household.configuration.meters.count) PDL, exporteurs "
                    + "actifs : \(exporters.isEmpty ? "aucun" : exporters.joined(separator: ", "))",
                en: "\(console.paint("✓", .good)) \(place): \(household.configuration.meters.count) PDL, active "
                    + "exporters: \(exporters.isEmpty ? "none" : exporters.joined(separator: ", "))")
        }
    }

    struct Reference: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reference",
            abstract: String(
                fr: "Écrit les clés des exporteurs en tables Markdown.",
                en: "Prints the keys of exporters as Markdown tables."))

        @Argument(
            help: ArgumentHelp(
                fr: "La section de l'exporteur : mqtt ; sans elle, toutes.",
                en: "The exporter's section: mqtt; without it, all of them."))
        var exporter: String?

        func run() throws {
            let language = Console.standard.language
            guard let exporter else {
                let sections = HouseholdExporters.manifests.map {
                    "### \($0.key)\n\n\(ManifestTable($0, language: language).markdown)"
                }
                return print(sections.joined(separator: "\n\n"))
            }
            guard let manifest = HouseholdExporters.exporter(key: exporter)?.manifest else {
                throw ValidationError(
                    fr: "Il n'y a pas d'exporteur \(exporter).", en: "There is no exporter \(exporter).")
            }
            print(ManifestTable(manifest, language: language).markdown)
        }
    }
}
