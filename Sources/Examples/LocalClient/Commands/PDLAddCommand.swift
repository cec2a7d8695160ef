import ArgumentParser
import MEDConfiguration
import MEDCore
import MEDHTTP
import MEDSources
import MEDStore

struct PDLAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: String(
            fr: "Ajoute un compteur : jeton, contrat tel qu'Enedis le connaît, premier chargement.",
            en: "Adds a meter: token, contract as Enedis knows it, first fetch."),
        discussion: String(
            fr: """
                Demande ce que la ligne de commande ne dit pas, montre ce qui sera écrit, et ne touche à aucune autre ligne \
                de config.yaml. Le jeton se lit sans écho, dans --token-file, ou dans SOURCES_GATEWAY_TOKEN.
                """,
            en: """
                Asks for what the command line does not say, shows what will be written, and touches no other line of \
                config.yaml. The token is read without echo, from --token-file, or from SOURCES_GATEWAY_TOKEN.
                """))

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp(String(fr: "Les 14 chiffres du compteur.", en: "The meter's 14 digits.")))
    var pdl: String?

    @Option(help: ArgumentHelp(String(fr: "Comment vous l'appelez.", en: "What you call it.")))
    var label: String?

    @Option(help: ArgumentHelp(String(fr: "La passerelle : v1, v2 ou conso.", en: "The gateway: v1, v2 or conso.")))
    var gateway: String?

    @Option(
        help: ArgumentHelp(
            String(fr: "Une autre adresse que l'officielle.", en: "Another address than the official one."),
            valueName: "url"))
    var gatewayURL: String?

    @Option(
        help: ArgumentHelp(
            String(fr: "Le fichier où se trouve le jeton.", en: "The file that holds the token."), valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp(String(fr: "BASE, HC/HP ou TEMPO.", en: "BASE, HC/HP or TEMPO.")))
    var tariff: String?

    @Option(
        name: .customLong("offpeak"),
        help: ArgumentHelp(
            String(fr: "Les heures creuses, comme sur la facture.", en: "The off-peak hours, as on the bill."),
            valueName: "22H30-6H30"))
    var offPeak: String?

    @Flag(
        help: ArgumentHelp(
            String(fr: "Ce compteur mesure aussi une production.", en: "This meter measures production, too.")))
    var production = false

    @Flag(help: ArgumentHelp(String(fr: "Ne demande rien : écrit et charge.", en: "Asks nothing: writes and fetches.")))
    var yes = false

    @Flag(
        name: .customLong("no-fetch"),
        help: ArgumentHelp(String(fr: "Sans premier chargement.", en: "Without the first fetch.")))
    var skipsFetch = false

    func run() async throws {
        let household = try Household(options)
        let console = household.console
        let addition = MeterAddition(
            household: household, prompt: Prompt(console: console, isSilent: yes), command: self)
        let meter = try addition.meter()
        let settings = try addition.gatewaySettings()
        var file = try addition.file(for: settings)
        let (access, contract) = try await addition.ask(settings, about: meter)
        let lines = try addition.lines(for: meter, contract: contract, gateway: settings)
        let text = try addition.text(of: file, adding: lines, gateway: settings)
        if !yes {
            console.say(fr: "\nÀ ajouter à \(file.path) :", en: "\nTo be added to \(file.path):")
            console.say(fr: addition.shown(lines, settings), en: addition.shown(lines, settings))
            guard try addition.prompt.confirms(fr: "Écrire ?", en: "Write it?", option: "--yes") else {
                console.say(fr: "Rien n'est écrit.", en: "Nothing was written.")
                return
            }
        }
        try addition.save(&file, text)
        console.say(fr: "\(meter) ajouté à \(file.path).", en: "\(meter) added to \(file.path).")
        guard !skipsFetch else { return }
        let fresh = try Household(options)
        try await SyncCommand.sync(
            fresh, store: fresh.openStore(), only: meter, learning: access, earliest: contract?.lastActivation)
    }
}
