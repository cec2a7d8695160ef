import Logging
public import MEDCore
import MEDMQTT

extension MQTTExporter {
    /// Publishes the topics whose payload the broker does not have from this connection, and clears those that no longer
    /// apply. After a reconnection that is all of them. A connection made for this call publishes all of them too, and
    /// looks for what an earlier one left.
    ///
    /// - Returns: `.sent` at QoS 0, `.acknowledged` otherwise.
    /// - Throws: `ExporterFault`: blocked when the broker refuses a topic (MQTT 5 only: 3.1.1 brokers acknowledge what
    ///   they drop), unreachable when not everything was acknowledged.
    public func publish(_ state: CurrentState) async throws -> Evidence {
        let values = payloads.values(of: state)
        let owned = payloads.topics.optional(in: state)
        try await withClient { client in
            if await session.client === client {
                if await session.grantStatus() { await publishStatus(through: client) }
                let (steps, connection) = await session.steps(to: values, owned: owned)
                try await send(steps, through: client, connection: connection)
            } else {
                var published = PublishedTopics()
                try await send(published.steps(to: values, owned: owned), through: client, connection: nil)
                guard settings.retain else { return }
                // Afterwards: there are brokers that hang up on whoever may not subscribe.
                let leftovers = await leftovers(through: client).compactMap { published.find($0) }
                if !leftovers.isEmpty { try await send(leftovers, through: client, connection: nil) }
            }
        }
        return settings.qos == .atMostOnce ? .sent : .acknowledged
    }

    /// The broker counts as one that lost its retained messages: the next `publish` sends every topic.
    public func forgetPublished() async {
        await session.connected()
    }

    /// Sends steps in one batch and remembers what the broker acknowledged on the lasting connection.
    func send(
        _ steps: [PublishedTopics.Step], through client: MQTTClient, connection: Int?
    ) async throws {
        // Without retained messages there is nothing to clear: an empty message would only puzzle whoever listens.
        let (sent, dropped) = (steps.filter(isSent), steps.filter { !isSent($0) })
        if let connection { await session.acknowledge(dropped, on: connection) }
        var batch = MQTTBatch()
        for step in sent {
            batch.append(topic: step.topic, payload: step.payload, qos: settings.qos, retain: settings.retain)
        }
        let result = try await client.publish(contentsOf: batch, timeout: Self.batchTimeout)
        let acknowledged = sent.indices.filter { result[$0].isAcknowledged }.map { sent[$0] }
        if let connection { await session.acknowledge(acknowledged, on: connection) }
        let log = dependencies.logger
        log.debug("published", metadata: ["topics": "\(sent.count)", "acknowledged": "\(acknowledged.count)"])
        for step in sent { log.trace("\(PDL.shortening(in: step.topic)): \(step.payload.count) bytes") }
        for index in sent.indices {
            if case .refused(let fault) = result[index] { throw refusal(fault, of: sent[index].topic) }
        }
        if !result.isComplete { throw result.interruption ?? MQTTFault(.connectionLost) }
    }

    private func isSent(_ step: PublishedTopics.Step) -> Bool { !step.payload.isEmpty || settings.retain }

    func refusal(_ fault: MQTTFault, of topic: String) -> ExporterFault {
        settings.broker.refusal(fault, of: topic)
    }
}

extension MQTTOutcome {
    var isAcknowledged: Bool {
        if case .acknowledged = self { true } else { false }
    }
}

extension MQTTTopics {
    /// The topics that a state may have or not: of these a leftover of an earlier run, such as the off-peak energy of a
    /// contract that ended, would be taken for a current value.
    func optional(in state: CurrentState) -> Set<String> {
        var topics: Set<String> = []
        for meter in state.meters where meter.direction == .consumption && meter.latestDay != nil {
            topics.formUnion(TariffRegister.allCases.compactMap { daily(meter.pdl, $0) })
            topics.formUnion(TariffRegister.allCases.compactMap { short(meter.pdl, $0) })
        }
        if state.tempo != nil { topics.insert(tempoRemaining) }
        if state.ecowatt != nil { topics.insert(ecowattCurrent) }
        return topics
    }

    /// Filters that match the topics of `optional`.
    var optionalFilters: [String] {
        [
            "\(prefix)/+/consumption/daily/+", "\(prefix)/+/consumption/hc", "\(prefix)/+/consumption/hp",
            tempoRemaining, ecowattCurrent,
        ]
    }
}
