import Logging
public import MEDCore
import MEDMQTT

extension MQTTExporter {
    /// Keeps the connection: status (retained, JSON) at every connection and change, last will, commands. Reports
    /// `.connected` at every connection, upon which the engine publishes the current state anew.
    ///
    /// Cancelled, it publishes `offline` as a goodbye, waits for its acknowledgement and disconnects.
    ///
    /// - Throws: `ExporterFault.blocked` when trying again cannot help: a wrong password, a certificate that is refused.
    public func run(in runtime: ExporterRuntime) async throws {
        let session = session
        let forwarding = Task {
            for await status in runtime.status { await session.note(status) }
        }
        defer { forwarding.cancel() }
        let first = await session.firstStatus(within: .seconds(1))
        let client: MQTTClient
        do {
            client = try MQTTClient(
                configuration: settings.lasting(will: statusMessage(payloads.offline(after: first))))
        } catch let fault as MQTTFault {
            throw fault.exporterFault(endpoint: settings.endpoint)
        }
        let events = client.events
        await session.begin(client)
        // Not a child task: it has to outlive the cancellation by the goodbye.
        let connection = Task { try await client.run() }
        let ending: Result<Void, any Error>
        do {
            try await keep(client, events: events, runtime: runtime)
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

    private func keep(_ client: MQTTClient, events: AsyncStream<MQTTEvent>, runtime: ExporterRuntime) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.tellStatus(through: client) }
            group.addTask { await self.hearCommands(through: client, runtime: runtime) }
            if settings.retain { group.addTask { await self.findLeftovers(through: client) } }
            defer { group.cancelAll() }
            try await follow(events, of: client, runtime: runtime)
        }
    }

    private func follow(_ events: AsyncStream<MQTTEvent>, of client: MQTTClient, runtime: ExporterRuntime) async throws
    {
        let log = dependencies.logger
        for await event in events {
            switch event {
            case .connected(let info):
                log.info("connected to \(settings.endpoint), MQTT \(info.protocolVersion)")
                await session.connected()
                await publishStatus(through: client)
                runtime.report(.connected)
            case .disconnected(let fault):
                log.warning("disconnected from \(settings.endpoint): \(fault)")
                runtime.report(.disconnected)
                // It connects again, is thrown out again, and so on: the household has to know.
                if fault.code == .takenOver,
                    let failure = fault.exporterFault(endpoint: settings.endpoint) as? ExporterFault
                {
                    runtime.report(.failing(failure))
                }
            case .connectionFailed(let fault, let delay):
                let failure = fault.exporterFault(endpoint: settings.endpoint)
                if fault.isPermanent { throw failure }
                if let failure = failure as? ExporterFault { runtime.report(.failing(failure)) }
                let seconds = Int((delay / .seconds(1)).rounded(.up))
                log.warning("no connection to \(settings.endpoint): \(fault), again in \(seconds) s")
            case .subscriptionRefused(let filter, let fault):
                log.warning("the broker refuses \(filter): \(fault)")
            case .receivedMessageDropped(let topic):
                log.warning("too many messages on \(PDL.shortening(in: topic)), one was dropped")
            case .stopped:
                return
            }
        }
    }

    private func tellStatus(through client: MQTTClient) async {
        for await _ in await session.statusChanges() where client.connectionInfo != nil {
            await publishStatus(through: client)
        }
    }

    /// A status that did not get through is published again at the next connection or change.
    func publishStatus(through client: MQTTClient) async {
        guard let status = await session.beginStatus() else { return }
        do {
            try await client.publish(statusMessage(payloads.status(status)), timeout: settings.connectTimeout)
            await session.endStatus(isAcknowledged: true)
        } catch {
            await session.endStatus(isAcknowledged: false)
            dependencies.logger.warning("the status was not published: \(error)")
        }
    }

    private func sayGoodbye(through client: MQTTClient) async {
        guard client.connectionInfo != nil, await session.hasStatus else { return }
        let last = await session.status ?? ServiceStatus()
        do {
            try await client.publish(statusMessage(payloads.offline(after: last)), timeout: .seconds(2))
        } catch {
            dependencies.logger.warning("the goodbye was not published: \(error)")
        }
    }

    private func statusMessage(_ payload: [UInt8]) -> MQTTMessage {
        MQTTMessage(topic: payloads.topics.status, payload: payload, qos: settings.qos, retain: settings.retain)
    }
}
