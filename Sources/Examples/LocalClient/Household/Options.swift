import ArgumentParser

/// The options that every command has.
struct Options: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(fr: "Le fichier de configuration.", en: "The configuration file.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?
}
