import ArgumentParser
import MEDCore
import MEDDelivery
import MEDExporters

struct DetectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: String(
            fr: "Cherche dans Jeedom l'équipement et les commandes du compteur ; ne change rien.",
            en: "Looks in Jeedom for the meter's equipment and commands; changes nothing."),
        discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

              med detect jeedom
              med detect jeedom.second
            """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp(fr: "Quelle instance de jeedom.", en: "Which instance of jeedom."))
    var exporter: String

    func run() async throws {
        let household = try Household(options)
        let console = household.console
        guard let setup = try household.setups(named: exporter).first else { return }
        guard let jeedom = try await household.makeExporter(setup, store: nil) as? JeedomExporter else {
            throw ValidationError(
                fr: "Seul jeedom se cherche : med detect jeedom.",
                en: "Only jeedom can be looked for: med detect jeedom.")
        }
        let proposal: JeedomProposal
        do {
            proposal = try await jeedom.detect()
        } catch let fault as ExporterFault {
            throw Failure(fault, instance: setup.instance)
        }
        let yaml = proposal.yaml(in: console.language)
        if yaml.isEmpty {
            console.say(
                fr: "Aucun équipement virtuel ne ressemble à un compteur : créez-en un, avec ses commandes.",
                en: "No virtual equipment looks like a meter: create one, with its commands.")
        } else {
            // To be pasted into config.yaml; the rest goes to the other stream.
            print(yaml)
        }
        for warning in proposal.warnings { console.complain(warning) }
    }
}
