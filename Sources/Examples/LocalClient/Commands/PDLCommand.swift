import ArgumentParser

struct PDLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdl",
        abstract: String(fr: "Les compteurs de la configuration.", en: "The meters of the configuration."),
        subcommands: [PDLAddCommand.self])
}
