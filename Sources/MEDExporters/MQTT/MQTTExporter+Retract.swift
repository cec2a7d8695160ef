public import MEDCore
import MEDMQTT

extension MQTTExporter {
    /// Clears the retained messages on every topic that can belong to the PDLs, and for `.all` and `.epoch` those of the
    /// country and the status. An epoch's broker and prefix are those of its identity, with the present credentials and
    /// certificates.
    ///
    /// - Returns: How many topics were cleared; MQTT does not tell which of them held a message.
    /// - Throws: `ExporterFault`.
    public func retract(_ scope: RetractionScope, pdls: [PDL]) async throws -> Int {
        let topics = payloads.topics
        switch scope {
        case .pdl(let pdl):
            return try await withClient { try await clear(topics.all(of: pdl), through: $0) }
        case .all:
            // The next status, or the goodbye, would bring it back.
            await session.withholdStatus()
            return try await withClient { try await clear(topics.everything(of: pdls), through: $0) }
        case .epoch(let identity):
            let former = settings.at(identity)
            do {
                return try await MQTTClient.withConnection(former.passing()) {
                    try await clear(former.topics.everything(of: pdls), through: $0)
                }
            } catch let fault as MQTTFault {
                throw fault.exporterFault(endpoint: former.endpoint)
            }
        }
    }

    private func clear(_ topics: [String], through client: MQTTClient) async throws -> Int {
        var batch = MQTTBatch()
        for topic in topics {
            // Acknowledged even when values go out at QoS 0: a leftover would stay for ever.
            batch.append(
                topic: topic, payload: EmptyCollection(),
                qos: settings.qos == .atMostOnce ? .atLeastOnce : settings.qos, retain: true)
        }
        let result = try await client.publish(contentsOf: batch, timeout: Self.batchTimeout)
        await session.forget(topics)
        for index in topics.indices {
            if case .refused(let fault) = result[index] { throw refusal(fault, of: topics[index]) }
        }
        guard result.isComplete else { throw result.interruption ?? MQTTFault(.connectionLost) }
        return topics.count
    }
}
