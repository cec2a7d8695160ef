import Logging
import MEDCore
import MEDMQTT

extension HomeAssistantExporter {
    /// The announcements of any `med` that the broker holds; `nil` when it does not let us read them.
    ///
    /// A broker sends what it retained in order and before what comes later, so that a message of our own, heard again, says
    /// that this was all.
    func look(through client: MQTTClient) async -> [FoundAnnouncement]? {
        for filters in [settings.topics.everywhere, settings.topics.here] {
            do {
                return try await look(for: filters, through: client)
            } catch {
                dependencies.logger.debug("the broker refuses \(filters.joined(separator: ", ")): \(error)")
            }
        }
        dependencies.logger.warning("the broker does not let us look for what was announced earlier")
        return nil
    }

    private func look(for filters: [String], through client: MQTTClient) async throws -> [FoundAnnouncement] {
        let topics = settings.topics
        let stream = try await client.subscribe(
            to: (filters + [topics.test]).map { ($0, .atMostOnce) }, bufferSize: 50_000,
            timeout: settings.broker.connectTimeout)
        let mark = Array("look \(UInt64.random(in: 0...UInt64.max))".utf8)
        try await client.publish(
            MQTTMessage(topic: topics.test, payload: mark, qos: .atMostOnce, retain: false),
            timeout: settings.broker.connectTimeout)
        return await withTaskGroup(of: [FoundAnnouncement].self) { group in
            group.addTask {
                var found: [FoundAnnouncement] = []
                for await message in stream {
                    if message.topic == topics.test, message.payload == mark { break }
                    if let announcement = FoundAnnouncement(message, topics: topics) { found.append(announcement) }
                }
                return found
            }
            group.addTask {
                try? await Task.sleep(for: Self.replayTime)
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return await group.reduce(first, +)
        }
    }

    /// Where the access list lets us read announcements but not hear ourselves.
    private static let replayTime = Duration.seconds(5)
}
