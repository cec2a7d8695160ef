import MEDCore
import MEDMQTT

/// The connection that `run` keeps, shared with the calls that publish meanwhile.
actor EntitySession {
    /// The client of `run`; `nil` when it is not running.
    private(set) var client: MQTTClient?
    private var announcements: Announcements

    init(_ topics: HomeAssistantTopics) {
        announcements = Announcements(availability: topics.availability)
    }

    func begin(_ client: MQTTClient) { self.client = client }

    func end() {
        client = nil
        announcements.reconnected()
    }

    func reconnected() { announcements.reconnected() }

    func note(_ found: FoundAnnouncements) { announcements.note(found) }

    var isAvailable: Bool { announcements.isAvailable }
    var hasLooked: Bool { announcements.hasLooked }

    func steps(
        to entities: [HomeAssistantEntity], hasDiscovery: Bool
    ) -> (steps: [PublishedTopics.Step], connection: Int) {
        (announcements.steps(to: entities, hasDiscovery: hasDiscovery), announcements.connection)
    }

    func acknowledge(_ steps: [PublishedTopics.Step], on connection: Int) {
        for step in steps { announcements.acknowledge(step, on: connection) }
    }

    func forget(_ topics: [String]) { announcements.forget(topics) }
}
