public import MEDCore

/// Writes to the info commands of a Jeedom box, by one of the three methods of document 002.
///
/// By JSON-RPC every day goes into the history of its commands at its own date, and the newest value is the current one
/// at the end. The Virtual plugin and MQTT (jMQTT) show current values only: Jeedom stamps those with the time at which
/// they come. None of these ways can delete, so that nothing can be retracted.
public final class JeedomExporter: CurrentExporter {
    let settings: JeedomSettings
    let dependencies: ExporterDependencies
    /// Speaks with the box; `nil` for `mqtt`.
    let client: JeedomClient?
    /// Publishes for jMQTT; `nil` for the other methods.
    let broker: MQTTExporter?
    let memory = JeedomMemory()

    var events: JeedomEvents { JeedomEvents(commands: settings.commands) }

    /// An exporter that connects to nothing yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: no address, a key that Jeedom never takes, an identifier
    ///   that is no number or stands twice.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        settings = try JeedomSettings(configuration)
        self.dependencies = dependencies
        let settings = settings
        client = settings.destination.map {
            // The core takes a plugin's key along with the plugin's name (core/api/jeeApi.php).
            JeedomClient(
                destination: $0, key: settings.key, plugin: settings.method == .virtual ? "virtual" : nil,
                now: dependencies.now)
        }
        broker =
            settings.method == .mqtt
            ? try MQTTExporter(configuration: JeedomSettings.broker(of: configuration), dependencies: dependencies)
            : nil
    }

    /// Without `pdl` there must be one meter only: the values of two would mix in the same commands.
    func checkMeters(_ pdls: some Sequence<PDL>) throws(ExporterFault) {
        guard settings.pdl == nil, Set(pdls).count > 1 else { return }
        throw .blocked(
            cause: LocalizedText(
                fr: "Il y a plusieurs compteurs : indiquez pdl, avec une instance de jeedom par compteur.",
                en: "There are several meters: set pdl, with one instance of jeedom per meter."))
    }
}
