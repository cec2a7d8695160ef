import MEDCore
import MEDMQTT

extension MQTTBroker {
    /// Tries the broker stage by stage with a connection of its own, and to write a message that is not retained on
    /// `topic`: MQTT 5 says whether it was let through, with 3.1.1 only a message that comes back proves it.
    func test(writingTo topic: String) async -> ConnectionTestResult {
        var report = MQTTTestReport(self)
        let clock = ContinuousClock()
        let begin = clock.now
        switch await NameResolution.firstAddress(of: host) {
        case .success(let address):
            report.pass(.resolve, begin.duration(to: clock.now), LocalizedText(fr: address, en: address))
        case .failure(let failure):
            report.fail(MQTTFault(.resolve, failure.text), at: .resolve)
            return report.result()
        }
        do {
            let (answers, server) = try await MQTTClient.withConnection(passing()) { client in
                var report = report
                // Connected inside this scope, unless the connection was lost meanwhile.
                guard let info = client.connectionInfo else { throw MQTTFault(.connectionLost) }
                report.connected(info)
                await probe(client, info, topic, &report)
                return (report, await version(through: client))
            }
            return answers.result(server: server)
        } catch let fault as MQTTFault {
            report.fail(fault)
        } catch {
            report.fail(MQTTFault(.other, "\(error)"))
        }
        return report.result()
    }

    private func probe(
        _ client: MQTTClient, _ info: MQTTConnectionInfo, _ topic: String, _ report: inout MQTTTestReport
    ) async {
        let clock = ContinuousClock()
        let message = MQTTMessage(topic: topic, payload: "{\"test\":true}", qos: .atLeastOnce, retain: false)
        do {
            let echo = info.protocolVersion == .v5 ? nil : try? await client.messages(matching: topic)
            let begin = clock.now
            try await client.publish(message, timeout: connectTimeout)
            let isProven: Bool
            if let echo {
                isProven = await first(of: echo, within: .seconds(2)) != nil
            } else {
                isProven = info.protocolVersion == .v5
            }
            if isProven {
                report.pass(
                    .write, begin.duration(to: clock.now),
                    LocalizedText(fr: "Écriture autorisée sur \(topic)", en: "Writing to \(topic) is allowed"))
            } else {
                report.leaveOpen(
                    .write,
                    LocalizedText(
                        fr: "Non vérifiable ici : ce broker MQTT 3.1.1 confirme aussi ce qu'il rejette",
                        en: "Not checkable here: this MQTT 3.1.1 broker acknowledges what it drops, too"))
            }
        } catch let fault as MQTTFault {
            report.fail(fault, at: .write)
        } catch {
            report.fail(MQTTFault(.other, "\(error)"), at: .write)
        }
    }

    /// What the broker says it is; most tell it to whoever asks, within milliseconds.
    private func version(through client: MQTTClient) async -> String? {
        guard
            let stream = try? await client.subscribe(
                to: [("$SYS/broker/version", .atMostOnce)], timeout: .milliseconds(500)),
            let message = await first(of: stream, within: .milliseconds(500))
        else { return nil }
        return String(decoding: message.payload, as: UTF8.self)
    }

    private func first(of stream: AsyncStream<MQTTReceived>, within limit: Duration) async -> MQTTReceived? {
        await withTaskGroup(of: MQTTReceived?.self) { group in
            group.addTask {
                for await message in stream { return message }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
