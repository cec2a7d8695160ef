import MEDCore
import MEDMQTT

/// The configuration of one instance, read and checked.
struct MQTTSettings: Sendable {
    let broker: MQTTBroker
    let topics: MQTTTopics
    let format: MQTTFormat
    let qos: MQTTQoS
    let retain: Bool
    let hasShortTopics: Bool
    let hasHistory: Bool

    /// - Throws: `ExporterFault.blocked` when it cannot work: a prefix with a wildcard, a certificate that is not there.
    init(_ configuration: ExporterConfiguration, installationID: String) throws(ExporterFault) {
        broker = try MQTTBroker(configuration, installationID: installationID)
        topics = MQTTTopics(prefix: configuration.string("topic_prefix") ?? "myelectricaldata")
        format = configuration.string("format").flatMap(MQTTFormat.init) ?? .json
        qos = configuration.integer("qos").flatMap(UInt8.init(exactly:)).flatMap(MQTTQoS.init) ?? .atLeastOnce
        retain = configuration.values["retain"] != .boolean(false)
        hasShortTopics = configuration.values["short_topics"] != .boolean(false)
        hasHistory = configuration.isOn("history")
        try topics.check(key: "topic_prefix")
        try broker.check()
    }

    private init(_ settings: MQTTSettings, broker: MQTTBroker, topics: MQTTTopics) {
        self.broker = broker
        self.topics = topics
        format = settings.format
        qos = settings.qos
        retain = settings.retain
        hasShortTopics = settings.hasShortTopics
        hasHistory = settings.hasHistory
    }

    /// The same credentials and certificates at the broker and prefix of an earlier identity.
    func at(_ identity: DestinationIdentity) -> MQTTSettings {
        MQTTSettings(
            self, broker: broker.at(identity),
            topics: identity.values["topic_prefix"].map { MQTTTopics(prefix: $0) } ?? topics)
    }

    var payloads: MQTTPayloads { MQTTPayloads(topics: topics, format: format, hasShortTopics: hasShortTopics) }

    /// `host:port`, as the test's headline shows it.
    var endpoint: String { broker.endpoint }
    var connectTimeout: Duration { broker.connectTimeout }

    /// The connection that stays, with its last will.
    func lasting(will: MQTTMessage) -> MQTTConfiguration { broker.lasting(will: will) }

    /// A connection for one call.
    func passing() -> MQTTConfiguration { broker.passing() }
}

extension MQTTTopics {
    /// - Throws: `ExporterFault.blocked` when nothing can be published under the prefix, which `key` of the configuration
    ///   gave.
    func check(key: String) throws(ExporterFault) {
        guard !MQTTTopics.isValid(prefix: prefix) else { return }
        let shown = prefix.count > 40 ? "\(prefix.prefix(40))…" : prefix
        throw .blocked(
            cause: LocalizedText(
                fr: "Le préfixe « \(shown) » (\(key)) ne convient pas : ni + ni #, pas de / au début ni à la"
                    + " fin, pas de $ au début, 200 octets au plus.",
                en: "The prefix \"\(shown)\" (\(key)) cannot be used: no + or #, no / at either end, no $"
                    + " first, at most 200 bytes."))
    }
}
