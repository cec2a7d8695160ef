import Logging
public import MEDCore
import MEDMQTT

extension HomeAssistantExporter {
    /// Keeps the connection, with `offline` as last will. Reports `.connected` at every connection and whenever Home
    /// Assistant says that it has started, upon which the engine publishes the current state anew.
    ///
    /// Cancelled, it publishes `offline` as a goodbye, waits for its acknowledgement and disconnects.
    ///
    /// - Throws: `ExporterFault.blocked` when trying again cannot help: a wrong password, a certificate that is refused.
    public func run(in runtime: ExporterRuntime) async throws {
        let client: MQTTClient
        do {
            client = try MQTTClient(
                configuration: settings.broker.lasting(will: settings.hasDiscovery ? offline : nil))
        } catch let fault as MQTTFault {
            throw fault.exporterFault(endpoint: settings.broker.endpoint)
        }
        let events = client.events
        await session.begin(client)
        // Not a child task: it has to outlive the cancellation by the goodbye.
        let connection = Task { try await client.run() }
        let ending: Result<Void, any Error>
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.hearBirths(through: client, runtime: runtime) }
                defer { group.cancelAll() }
                try await follow(events, of: client, runtime: runtime)
            }
            ending = .success(())
        } catch {
            ending = .failure(error)
        }
        await Task { await self.sayGoodbye(through: client) }.value
        connection.cancel()
        _ = await connection.result
        await session.end()
        runtime.report(.disconnected)
        try ending.get()
    }

    private func follow(_ events: AsyncStream<MQTTEvent>, of client: MQTTClient, runtime: ExporterRuntime) async throws
    {
        let log = dependencies.logger
        let endpoint = settings.broker.endpoint
        for await event in events {
            switch event {
            case .connected(let info):
                log.info("connected to \(endpoint), MQTT \(info.protocolVersion)")
                await session.reconnected()
                // Before the first announcement, which would overwrite what it has to know.
                await session.note(await look(through: client))
                runtime.report(.connected)
            case .disconnected(let fault):
                log.warning("disconnected from \(endpoint): \(fault)")
                runtime.report(.disconnected)
                // It connects again, is thrown out again, and so on: the household has to know.
                if fault.code == .takenOver, let failure = fault.exporterFault(endpoint: endpoint) as? ExporterFault {
                    runtime.report(.failing(failure))
                }
            case .connectionFailed(let fault, let delay):
                let failure = fault.exporterFault(endpoint: endpoint)
                if fault.isPermanent { throw failure }
                if let failure = failure as? ExporterFault { runtime.report(.failing(failure)) }
                let seconds = Int((delay / .seconds(1)).rounded(.up))
                log.warning("no connection to \(endpoint): \(fault), again in \(seconds) s")
            case .subscriptionRefused(let filter, let fault):
                log.warning("the broker refuses \(filter): \(fault)")
            case .receivedMessageDropped(let topic):
                log.warning("too many messages on \(PDL.shortening(in: topic)), one was dropped")
            case .stopped:
                return
            }
        }
    }

    /// Home Assistant has started: it may have lost the states, and on another broker than ours the announcements. A
    /// retained birth is old news.
    private func hearBirths(through client: MQTTClient, runtime: ExporterRuntime) async {
        await client.listen(
            to: settings.topics.births.map { ($0, .atLeastOnce) }, timeout: settings.broker.connectTimeout,
            logger: dependencies.logger
        ) { message in
            guard !message.retain, message.payload == Array("online".utf8) else { return }
            await session.reconnected()
            runtime.report(.connected)
        }
    }

    private func sayGoodbye(through client: MQTTClient) async {
        guard client.connectionInfo != nil, await session.isAvailable else { return }
        do {
            try await client.publish(offline, timeout: .seconds(2))
        } catch {
            dependencies.logger.warning("the goodbye was not published: \(error)")
        }
    }

    private var offline: MQTTMessage {
        MQTTMessage(topic: settings.topics.availability, payload: "offline", qos: .atLeastOnce, retain: true)
    }
}
