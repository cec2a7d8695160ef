import MEDCore

/// Every topic under a discovery prefix: `{prefix}/sensor/med_{pdl}/{key}/config` and `…/state`, as
/// https://www.home-assistant.io/integrations/mqtt/#discovery-topic has them.
struct HomeAssistantTopics: Hashable, Sendable {
    /// What they all begin with: `homeassistant`.
    let prefix: String
    /// Names this installation's connection. MQTT has one last will per connection, so that there is one availability for
    /// all entities; an entity that names this node in it is ours, whatever prefix it stands under.
    let node: String

    init(prefix: String, clientID: String) {
        self.prefix = prefix
        node = "med_" + (clientID.hasPrefix("med") ? String(clientID.dropFirst(3)) : clientID)
    }

    /// The same installation under another prefix.
    private init(prefix: String, node: String) {
        self.prefix = prefix
        self.node = node
    }

    func under(_ prefix: String) -> HomeAssistantTopics { HomeAssistantTopics(prefix: prefix, node: node) }

    /// `online`, or `offline` as last will.
    var availability: String { prefix + availabilityEnding }
    /// Where a connection test tries to write, and where we hear ourselves.
    var test: String { "\(prefix)/sensor/\(node)/test" }
    /// How the availability of this installation ends under any prefix.
    var availabilityEnding: String { "/sensor/\(node)/availability" }

    /// Where Home Assistant says that it has started; the birth topic does not follow the discovery prefix.
    var births: [String] {
        prefix == "homeassistant" ? ["homeassistant/status"] : ["homeassistant/status", "\(prefix)/status"]
    }

    /// Where an entity is announced.
    func config(_ key: HomeAssistantEntityKey, of pdl: PDL?) -> String { base(key, pdl) + "/config" }

    /// Where its value stands.
    func state(_ key: HomeAssistantEntityKey, of pdl: PDL?) -> String { base(key, pdl) + "/state" }

    private func base(_ key: HomeAssistantEntityKey, _ pdl: PDL?) -> String {
        "\(prefix)/\(key.component)/med_\(pdl?.digits ?? "national")/\(key.rawValue)"
    }

    /// Everything that may stand there for a PDL, or for the country.
    func all(of pdl: PDL?) -> [String] {
        HomeAssistantEntityKey.allCases.filter { $0.isNational == (pdl == nil) }.flatMap {
            [config($0, of: pdl), state($0, of: pdl)]
        }
    }

    /// Everything to clear when `pdls` and the country are taken back.
    func everything(of pdls: [PDL]) -> [String] {
        pdls.flatMap { all(of: $0) } + all(of: nil) + [availability]
    }

    /// Filters that match the announcements of an installation under this prefix, and under others of one or two levels:
    /// an earlier prefix is not remembered anywhere but at the broker.
    var everywhere: [String] {
        let components = ["sensor", "binary_sensor"]
        let wide = ["+", "+/+"].flatMap { level in components.map { "\(level)/\($0)/+/+/config" } }
        let isMatched = prefix.split(separator: "/", omittingEmptySubsequences: false).count <= 2
        return wide + (isMatched ? [] : here)
    }

    /// The same under this prefix alone.
    var here: [String] { ["sensor", "binary_sensor"].map { "\(prefix)/\($0)/+/+/config" } }
}
