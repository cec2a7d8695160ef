public import MEDCore
import MEDMQTT

extension HomeAssistantExporter {
    /// Removes the entities of the PDLs, and for `.all` and `.epoch` those of the country; with statistics on and the API
    /// configured, the long-term statistics of the PDLs too.
    ///
    /// An epoch's broker, prefix and URL are those of its identity, with the present credentials. What stands where the
    /// present epoch is stays: it was brought up to date when that one began.
    ///
    /// - Returns: How many topics were cleared and series removed; MQTT does not tell which topics held a message.
    /// - Throws: `ExporterFault`.
    public func retract(_ scope: RetractionScope, pdls: [PDL]) async throws -> Int {
        switch scope {
        case .pdl(let pdl):
            let topics = settings.topics.all(of: pdl)
            let cleared = try await withClient { try await clear(topics, through: $0) }
            return try await cleared + (statistics?.retract([pdl]) ?? 0)
        case .all:
            let cleared = try await withClient { client in
                let others = await look(through: client).all.filter(\.isOurs).flatMap { [$0.topic] + $0.companions }
                let topics = settings.topics.everything(of: pdls)
                return try await clear(topics + Set(others).subtracting(topics).sorted(), through: client)
            }
            return try await cleared + (statistics?.retract(pdls) ?? 0)
        case .epoch(let identity):
            return try await retractTopics(of: identity, pdls) + retractStatistics(of: identity, pdls)
        }
    }

    private func retractTopics(of identity: DestinationIdentity, _ pdls: [PDL]) async throws -> Int {
        let broker = settings.broker.at(identity, prefix: HomeAssistantSettings.brokerPrefix)
        let topics = settings.topics.under(identity.values["discovery_prefix"] ?? settings.topics.prefix)
        guard broker.endpoint != settings.broker.endpoint || topics != settings.topics else { return 0 }
        do {
            return try await MQTTClient.withConnection(broker.passing()) {
                try await clear(topics.everything(of: pdls), through: $0)
            }
        } catch let fault as MQTTFault {
            throw fault.exporterFault(endpoint: broker.endpoint)
        }
    }

    private func retractStatistics(of identity: DestinationIdentity, _ pdls: [PDL]) async throws -> Int {
        guard settings.hasStatistics, identity.values["statistics"] != "false", let url = identity.values["url"],
            url != configuration.string("url")
        else { return 0 }
        var values = configuration.values
        values["url"] = .string(url)
        let former = ExporterConfiguration(instance: configuration.instance, values: values)
        guard let api = try HomeAssistantAPI(former) else { return 0 }
        return try await HomeAssistantStatistics(api, dependencies: dependencies).retract(pdls)
    }

    private func clear(_ topics: [String], through client: MQTTClient) async throws -> Int {
        var batch = MQTTBatch()
        for topic in topics {
            batch.append(topic: topic, payload: EmptyCollection(), qos: .atLeastOnce, retain: true)
        }
        let result = try await client.publish(contentsOf: batch, timeout: Self.batchTimeout)
        await session.forget(topics)
        for index in topics.indices {
            if case .refused(let fault) = result[index] { throw settings.broker.refusal(fault, of: topics[index]) }
        }
        guard result.isComplete else { throw result.interruption ?? MQTTFault(.connectionLost) }
        return topics.count
    }
}
