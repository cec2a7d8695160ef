import FoundationEssentials
import MEDMQTT

/// An announcement of an entity that stands retained at the broker.
struct FoundAnnouncement: Equatable, Sendable {
    let topic: String
    let uniqueID: String
    /// Whether this installation made it; only then may it be removed.
    let isOurs: Bool
    /// What goes with it: its state and the availability that it names.
    let companions: [String]

    /// `nil` for anything that a `med` did not announce.
    init?(_ message: MQTTReceived, topics: HomeAssistantTopics) {
        guard message.topic.hasSuffix("/config"),
            let content = try? JSONDecoder().decode(Content.self, from: Data(message.payload)),
            content.origin.name == HomeAssistantEntities.originName
        else { return nil }
        topic = message.topic
        uniqueID = content.unique_id
        isOurs = content.availability_topic.hasSuffix(topics.availabilityEnding)
        let state = message.topic.dropLast("config".count) + "state"
        companions = [content.availability_topic] + (content.state_topic == state ? [content.state_topic] : [])
    }

    private struct Content: Decodable {
        struct Origin: Decodable {
            let name: String
        }

        let unique_id: String
        let state_topic: String
        let availability_topic: String
        let origin: Origin
    }
}
