import Logging
public import MEDCore
import MEDMQTT

extension HomeAssistantExporter {
    /// Announces the entities that the state has, publishes their values, and removes those of ours that it does not have:
    /// a removed PDL, an earlier prefix, everything when discovery is off. What the broker has from this connection is not
    /// sent again.
    ///
    /// - Returns: `.acknowledged`.
    /// - Throws: `ExporterFault`: blocked when the broker refuses a topic (MQTT 5 only: 3.1.1 brokers acknowledge what
    ///   they drop), unreachable when not everything was acknowledged.
    public func publish(_ state: CurrentState) async throws -> Evidence {
        let hasDiscovery = settings.hasDiscovery
        let entities = hasDiscovery ? settings.entities.entities(of: state) : []
        try await withClient { client in
            if await session.client === client {
                var (steps, connection) = await session.steps(to: entities, hasDiscovery: hasDiscovery)
                if await !session.hasLooked { steps += blindSteps(state) }
                try await send(steps, through: client, connection: connection)
            } else {
                var announcements = Announcements(availability: settings.topics.availability)
                announcements.note(await look(through: client))
                var steps = announcements.steps(to: entities, hasDiscovery: hasDiscovery)
                if !announcements.hasLooked { steps += blindSteps(state) }
                try await send(steps, through: client, connection: nil)
            }
        }
        return .acknowledged
    }

    /// The broker counts as one that lost its retained messages: the next `publish` sends everything.
    public func forgetPublished() async {
        await session.reconnected()
    }

    /// Where the access list does not let us see what we announced, discovery that is off still has to end it.
    private func blindSteps(_ state: CurrentState) -> [PublishedTopics.Step] {
        guard !settings.hasDiscovery else { return [] }
        let pdls = Set(state.meters.map(\.pdl)).sorted()
        return settings.topics.everything(of: pdls).map { PublishedTopics.Step(topic: $0, payload: []) }
    }

    /// Sends steps in one batch and remembers what the broker acknowledged on the lasting connection.
    private func send(
        _ steps: [PublishedTopics.Step], through client: MQTTClient, connection: Int?
    ) async throws {
        guard !steps.isEmpty else { return }
        var batch = MQTTBatch()
        for step in steps {
            batch.append(topic: step.topic, payload: step.payload, qos: .atLeastOnce, retain: true)
        }
        let result = try await client.publish(contentsOf: batch, timeout: Self.batchTimeout)
        let acknowledged = steps.indices.filter { result[$0].isAcknowledged }.map { steps[$0] }
        if let connection { await session.acknowledge(acknowledged, on: connection) }
        dependencies.logger.debug(
            "published", metadata: ["topics": "\(steps.count)", "acknowledged": "\(acknowledged.count)"])
        for index in steps.indices {
            if case .refused(let fault) = result[index] {
                throw settings.broker.refusal(fault, of: steps[index].topic)
            }
        }
        if !result.isComplete { throw result.interruption ?? MQTTFault(.connectionLost) }
    }
}
