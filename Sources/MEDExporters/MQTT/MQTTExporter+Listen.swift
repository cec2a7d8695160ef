import Logging
import MEDCore
import MEDMQTT

extension MQTTExporter {
    /// Reports commands, whatever their payload; the engine limits their rate. A retained one is old news: it would be
    /// carried out at every start.
    func hearCommands(through client: MQTTClient, runtime: ExporterRuntime) async {
        let commands = Dictionary(
            uniqueKeysWithValues: ExporterCommand.allCases.map { (payloads.topics.command($0), $0) })
        await listen(to: commands.keys.sorted(), qos: .atLeastOnce, through: client) { message in
            guard let command = commands[message.topic], !message.retain else { return }
            runtime.report(.command(command))
        }
    }

    /// Clears what an earlier run left on topics that no longer apply.
    func findLeftovers(through client: MQTTClient) async {
        await listen(to: payloads.topics.optionalFilters, qos: .atMostOnce, through: client) { message in
            guard message.retain, let (step, connection) = await session.found(message.topic) else { return }
            do {
                try await send([step], through: client, connection: connection)
            } catch {
                dependencies.logger.warning("\(PDL.shortening(in: message.topic)) was not cleared: \(error)")
            }
        }
    }

    /// Optional topics that hold a message now. Where the access list denies reading, none is known.
    func leftovers(through client: MQTTClient) async -> [String] {
        let filters = payloads.topics.optionalFilters.map { ($0, MQTTQoS.atMostOnce) }
        guard
            let stream = try? await client.subscribe(
                to: filters, bufferSize: 10_000, timeout: settings.connectTimeout)
        else { return [] }
        return await withTaskGroup(of: [String].self) { group in
            group.addTask {
                await stream.reduce(into: []) { topics, message in
                    if message.retain { topics.append(message.topic) }
                }
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

    /// Brokers send what they retained right behind their answer to the subscription.
    private static let replayTime = Duration.milliseconds(200)

    private func listen(
        to filters: [String], qos: MQTTQoS, through client: MQTTClient, _ read: (MQTTReceived) async -> Void
    ) async {
        await client.listen(
            to: filters.map { ($0, qos) }, timeout: settings.connectTimeout, logger: dependencies.logger, read)
    }
}
