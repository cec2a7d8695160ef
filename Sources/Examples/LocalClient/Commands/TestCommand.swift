import ArgumentParser
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDWeb

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: String(
            fr: "Essaie une destination, étape par étape ; n'y laisse rien.",
            en: "Tries a destination, stage by stage; leaves nothing behind there."),
        discussion: String(fr: "EXEMPLES", en: "EXAMPLES") + """

              med test mqtt
              med test mqtt.cloud
              med test webhook --event
            """)

    @OptionGroup var options: Options

    @Argument(help: ArgumentHelp(fr: "Quel exporteur.", en: "Which exporter."))
    var exporter: String

    @Flag(
        name: .long,
        help: ArgumentHelp(
            fr: "Envoie un message marqué comme test, que le destinataire gardera (webhook seulement).",
            en: "Sends a message marked as a test, which the receiver will keep (webhook only)."))
    var event = false

    func run() async throws {
        let household = try Household(options)
        let console = household.console
        guard let setup = try household.setups(named: exporter).first else { return }
        // Certificates look invalid under a wrong clock.
        _ = try Household.now()
        let made = try await household.makeExporter(
            setup, store: nil, server: WebEndpointServer(logger: household.logger))
        let result = try await event ? sendEvent(made, setup.instance) : made.testConnection()
        print(console.paint(result.message.text(in: console.language), result.success ? .good : .bad))
        if let server = result.server { print("  \(server)") }
        for stage in result.stages { show(stage, console: console) }
        guard !result.success else { return }
        throw result.failure.map(Self.isRefusal) == true ? ExitCode.refused : ExitCode.unavailable
    }

    private func sendEvent(_ exporter: any Exporter, _ instance: InstanceID) async throws -> ConnectionTestResult {
        guard let webhook = exporter as? WebhookExporter else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "--event : \(instance) n'est pas un webhook ; med test \(instance) l'essaie sans message.",
                    en: "--event: \(instance) is no webhook; med test \(instance) tries it without a message."))
        }
        return await webhook.sendTestEvent()
    }

    private func show(_ stage: ConnectionTestStage, console: Console) {
        let mark =
            switch stage.outcome {
            case .passed: console.paint("✓", .good)
            case .failed: console.paint("✗", .bad)
            case .notCheckable: console.paint("–", .faint)
            }
        let time = stage.milliseconds.map { " \((($0 * 10).rounded()) / 10) ms" } ?? ""
        print(
            "  \(mark) \(stage.name.name.text(in: console.language))\(time)  \(stage.detail.text(in: console.language))"
        )
        if let hint = stage.hint { print("      → \(hint.text(in: console.language))") }
    }

    private static func isRefusal(_ stage: ConnectionTestStage) -> Bool {
        stage.name == .tls || stage.name == .authenticate || stage.name == .write
    }
}
