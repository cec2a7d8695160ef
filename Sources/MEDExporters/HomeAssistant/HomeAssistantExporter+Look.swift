import Logging
import MEDCore
import MEDMQTT

extension HomeAssistantExporter {
    /// The announcements of any `med` that the broker holds.
    ///
    /// A broker sends what it retained in order and before what comes later, so that a message of our own, heard again, says
    /// that this was all.
    func look(through client: MQTTClient) async -> FoundAnnouncements {
        for filters in [settings.topics.everywhere, settings.topics.here] {
            do {
                return try await look(for: filters, through: client)
            } catch {
                dependencies.logger.debug("the broker refuses \(filters.joined(separator: ", ")): \(error)")
            }
        }
        dependencies.logger.warning("the broker does not let us look for what was announced earlier")
        return FoundAnnouncements()
    }

    private func look(for filters: [String], through client: MQTTClient) async throws -> FoundAnnouncements {
        let topics = settings.topics
        let stream = try await client.subscribe(
            to: (filters + [topics.test]).map { ($0, .atMostOnce) }, bufferSize: 50_000,
            timeout: settings.broker.connectTimeout)
        let mark = Array("look \(UInt64.random(in: 0...UInt64.max))".utf8)
        try await client.publish(
            MQTTMessage(topic: topics.test, payload: mark, qos: .atMostOnce, retain: false),
            timeout: settings.broker.connectTimeout)
        return await withTaskGroup(of: FoundAnnouncements?.self) { group in
            group.addTask {
                var found = FoundAnnouncements()
                for await message in stream {
                    if message.topic == topics.test, message.payload == mark {
                        found.isComplete = true
                        break
                    }
                    if let announcement = FoundAnnouncement(message, topics: topics) { found.all.append(announcement) }
                }
                return found
            }
            group.addTask {
                try? await Task.sleep(for: Self.replayTime)
                return nil
            }
            let first = await group.next().flatMap { $0 }
            group.cancelAll()
            if let first { return first }
            return await group.next().flatMap { $0 } ?? FoundAnnouncements()
        }
    }

    /// Some brokers accept a subscription that they deny, and send nothing.
    private static let replayTime = Duration.seconds(5)
}
