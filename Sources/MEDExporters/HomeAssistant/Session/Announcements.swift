import MEDCore

/// What the broker has of us, as far as we know, and what has to be sent so that it has what it should.
struct Announcements {
    private var published = PublishedTopics()
    private var found: [String: FoundAnnouncement] = [:]
    private let availability: String
    /// Whether `online` stands there, so that a goodbye is due.
    private(set) var isAvailable = false
    /// Whether the broker let us look; if not, what an earlier run left is not known.
    private(set) var hasLooked = false

    init(availability: String) {
        self.availability = availability
    }

    /// Counts connections; see `PublishedTopics`.
    var connection: Int { published.connection }

    /// The broker, or Home Assistant, may have lost everything: all of it is sent again.
    mutating func reconnected() {
        published.reconnected()
    }

    /// What the broker of a new connection holds of any `med`.
    mutating func note(_ announcements: FoundAnnouncements) {
        isAvailable = false
        hasLooked = announcements.isComplete
        found = [:]
        for announcement in announcements.all { found[announcement.topic] = announcement }
    }

    /// What to send so that the broker has these entities and no others of ours; none at all: discovery is off.
    ///
    /// An entity that another unique id is announced for on the same topic is removed first: Home Assistant does not give an
    /// entity that it knows another id.
    mutating func steps(to entities: [HomeAssistantEntity], hasDiscovery: Bool) -> [PublishedTopics.Step] {
        var values: [MQTTTopicValue] = []
        if hasDiscovery { values.append(MQTTTopicValue(topic: availability, payload: Array("online".utf8))) }
        for entity in entities {
            values.append(MQTTTopicValue(topic: entity.stateTopic, payload: entity.state))
            values.append(MQTTTopicValue(topic: entity.configTopic, payload: entity.config))
        }
        let owned = Set(found.values.filter(\.isOurs).flatMap { [$0.topic] + $0.companions })
        for topic in owned { _ = published.find(topic) }
        let renamed = entities.filter { found[$0.configTopic].map(\.uniqueID) ?? $0.uniqueID != $0.uniqueID }
        return renamed.map { PublishedTopics.Step(topic: $0.configTopic, payload: []) }
            + published.steps(to: values, owned: owned)
    }

    /// The broker has it.
    mutating func acknowledge(_ step: PublishedTopics.Step, on connection: Int) {
        published.acknowledge(step, on: connection)
        guard connection == self.connection else { return }
        found[step.topic] = nil
        if step.topic == availability { isAvailable = !step.payload.isEmpty }
    }

    /// They were cleared on purpose.
    mutating func forget(_ topics: [String]) {
        published.forget(topics)
        for topic in topics { found[topic] = nil }
        if topics.contains(availability) { isAvailable = false }
    }
}
