import ArgumentParser
import MEDCore
import MEDDelivery
import MEDStore

struct RetractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract",
        abstract: String(fr: "Reprend ce qu'un exporteur a publié.", en: "Takes back what an exporter published."),
        discussion: String(
            fr: """
                Après un changement de broker ou de préfixe, les anciens topics restent où ils étaient ; ceci les efface. \
                « med status » liste les époques.

                Ne savent rien reprendre : jeedom (ses interfaces n'effacent pas), webhook (ce qui est envoyé est chez \
                le destinataire), prometheus (qui vient lire, et garde selon sa rétention).

                EXEMPLES
                """,
            en: """
                After a change of broker or prefix the old topics stay where they were; this clears them. \
                "med status" lists the epochs.

                These cannot take anything back: jeedom (its interfaces do not delete), webhook (what was sent is the \
                receiver's), prometheus (which comes and reads, and keeps it as long as its retention says).

                EXAMPLES
                """) + """

                  med retract mqtt --epoch 1
                  med retract mqtt --pdl 01234567890123
                  med retract mqtt --all
                """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp(fr: "Quel exporteur.", en: "Which exporter."))
    var exporter: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            fr: "Ce qu'une époque passée a laissé.", en: "What an earlier epoch left.", valueName: "number"))
    var epoch: Int?

    @Option(name: .long, help: ArgumentHelp(fr: "Seulement ce qui est d'un PDL.", en: "Only what belongs to one PDL."))
    var pdl: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(fr: "Tout, à la destination actuelle.", en: "Everything at the present destination."))
    var all = false

    func validate() throws {
        guard [epoch != nil, pdl != nil, all].count(where: { $0 }) == 1 else {
            throw ValidationError(
                fr: "Choisissez l'une des options --epoch, --pdl et --all.",
                en: "Choose one of --epoch, --pdl and --all.")
        }
        if let pdl, PDL(pdl) == nil { throw ValidationError(fr: "Un PDL a 14 chiffres.", en: "A PDL has 14 digits.") }
    }

    func run() async throws {
        let household = try Household(options)
        let store = try household.openStore()
        guard let setup = try household.setups(named: exporter).first else { return }
        let instance = setup.instance
        guard let made = try await household.makeExporter(setup, store: store) as? any RetractingExporter else {
            throw Failure(
                .configuration,
                LocalizedText(
                    fr: "\(instance) : cet exporteur ne sait rien reprendre.",
                    en: "\(instance): this exporter cannot take anything back."))
        }
        do {
            let pdls = Set(try await store.meters().map(\.pdl)).sorted()
            let old = try await epochNamed(store, of: setup)
            let scope = try scope(old: old)
            let count = try await made.retract(scope, pdls: pdls)
            if let old { try await store.markRetracted(old, at: try Household.now()) }
            if all { try await store.acknowledgeCurrentState(nil, of: instance, at: try Household.now()) }
            household.console.say(
                fr: "\(instance) : \(count) éléments effacés.", en: "\(instance): \(count) items removed.")
        } catch let fault as ExporterFault {
            throw Failure(fault, instance: instance)
        }
    }

    private func epochNamed(_ store: any Store, of setup: InstanceSetup) async throws -> Epoch? {
        guard let epoch else { return nil }
        let instance = setup.instance
        guard let found = try await store.epochs(of: instance).first(where: { $0.number == epoch }) else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "\(instance) : il n'y a pas d'époque \(epoch) ; « med status » les liste.",
                    en: "\(instance): there is no epoch \(epoch); \"med status\" lists them."))
        }
        // After a way there and back, an old epoch's place is the present one: its topics hold the current values.
        guard found.destination != setup.destination else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr:
                        "\(instance) : l'époque \(epoch) est à la destination actuelle ; « med retract \(instance) --all » "
                        + "y efface tout, « med export » publie de nouveau.",
                    en: "\(instance): epoch \(epoch) is at the present destination; \"med retract \(instance) --all\" "
                        + "clears everything there, \"med export\" publishes again."))
        }
        return found
    }

    private func scope(old: Epoch?) throws -> RetractionScope {
        if let old { return .epoch(old.destination) }
        return pdl.flatMap { PDL($0) }.map(RetractionScope.pdl) ?? .all
    }
}
