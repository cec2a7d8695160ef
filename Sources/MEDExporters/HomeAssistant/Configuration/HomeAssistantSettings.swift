import MEDCore
import MEDMQTT

/// The configuration of one instance, read and checked.
struct HomeAssistantSettings: Sendable {
    /// What the fields of the broker begin with.
    static let brokerPrefix = "mqtt."
    private static let standardEntityPrefix = "myelectricaldata"

    let broker: MQTTBroker
    let topics: HomeAssistantTopics
    let hasDiscovery: Bool
    let hasStatistics: Bool
    let entities: HomeAssistantEntities
    /// `nil`: not configured, or statistics are off.
    let api: HomeAssistantAPI?

    /// - Throws: `ExporterFault.blocked` when it cannot work: a prefix that makes no topic or no entity id, half an API.
    init(_ configuration: ExporterConfiguration, installationID: String) throws {
        broker = try MQTTBroker(configuration, prefix: Self.brokerPrefix, installationID: installationID)
        topics = HomeAssistantTopics(
            prefix: configuration.string("discovery_prefix") ?? "homeassistant", clientID: broker.clientID)
        hasDiscovery = configuration.values["discovery"] != .boolean(false)
        hasStatistics = configuration.values["statistics"] != .boolean(false)
        let prefix = configuration.string("entity_prefix") ?? Self.standardEntityPrefix
        entities = HomeAssistantEntities(
            topics: topics, prefix: prefix == Self.standardEntityPrefix ? "med" : prefix,
            isForEnergy: configuration.values["energy_dashboard"] != .boolean(false))
        if hasStatistics { try Self.checkAPI(configuration) }
        api = hasStatistics ? try HomeAssistantAPI(configuration) : nil
        try MQTTTopics(prefix: topics.prefix).check(key: "discovery_prefix")
        try Self.check(entityPrefix: prefix)
        try broker.check()
    }

    /// Half of it would leave the history behind without a word.
    private static func checkAPI(_ configuration: ExporterConfiguration) throws(ExporterFault) {
        let hasURL = configuration.string("url") != nil
        guard hasURL != (configuration.secret("token") != nil) else { return }
        let (given, missing) = hasURL ? ("url", "token") : ("token", "url")
        throw .blocked(
            cause: LocalizedText(
                fr: "\(given) est donné sans \(missing) : les statistiques long terme demandent les deux.",
                en: "\(given) is given without \(missing): long-term statistics need both."))
    }

    /// Home Assistant makes entity ids of lower-case letters, digits and single underscores (core.py,
    /// `VALID_ENTITY_ID`); anything else it would change into another id.
    private static func check(entityPrefix prefix: String) throws(ExporterFault) {
        let isAllowed = prefix.unicodeScalars.allSatisfy { ("a"..."z" ~= $0) || ("0"..."9" ~= $0) || $0 == "_" }
        guard
            !isAllowed || prefix.hasPrefix("_") || prefix.hasSuffix("_") || prefix.contains("__")
                || prefix.utf8.count > 64
        else { return }
        throw .blocked(
            cause: LocalizedText(
                fr: "entity_prefix ne convient pas : des minuscules, des chiffres et _ au milieu, 64 au plus.",
                en: "entity_prefix cannot be used: lower-case letters, digits and _ in between, at most 64."))
    }
}
