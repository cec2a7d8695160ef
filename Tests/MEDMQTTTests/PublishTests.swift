import MEDMQTT
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PublishTests {
    @Test(arguments: [MQTTQoS.atMostOnce, .atLeastOnce, .exactlyOnce], [MQTTProtocolVersion.v5, .v3_1_1])
    func everyQoSArrives(qos: MQTTQoS, version: MQTTProtocolVersion) async throws {
        let broker = try await MosquittoBroker.started()
        let subscriber = try await MosquittoSubscriber(broker, ["a/#"])
        try await running(broker.configuration { $0.protocolVersion = version }) { client in
            let ack = try await client.publish(MQTTMessage(topic: "a/é", payload: "42", qos: qos))
            #expect(ack == MQTTAck(qos: qos, reasonCode: 0))
            let line = try await subscriber.wait(for: 1)[0]
            #expect(line.topic == "a/é")
            #expect(line.payload == "42")
            #expect(line.qos == Int(qos.rawValue))
        }
    }

    @Test func retainedIsKeptAndEmptyPayloadClearsIt() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            try await client.publish(MQTTMessage(topic: "kept", payload: "1", retain: true))
            let first = try await MosquittoSubscriber(broker, ["kept", "end"])
            #expect(try await first.wait(for: 1)[0].retain)
            try await client.publish(MQTTMessage(topic: "kept", payload: "", retain: true))
            let second = try await MosquittoSubscriber(broker, ["kept", "end"])
            try await client.publish(MQTTMessage(topic: "end", payload: "x"))
            let lines = try await second.wait { $0.contains { $0.topic == "end" } }
            #expect(lines.map(\.topic) == ["end"])
        }
    }

    @Test func aclDenialIsReason135OnVersion5() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.acl = "topic read #\ntopic readwrite mine/#" })
        try await running(broker.configuration { $0.protocolVersion = .v5 }) { client in
            let denied = try await fault { try await client.publish(MQTTMessage(topic: "theirs", payload: "x")) }
            #expect(denied.code == .notAuthorized)
            #expect(denied.reasonCode == 135)
            let second = try await fault {
                try await client.publish(MQTTMessage(topic: "theirs", payload: "x", qos: .exactlyOnce))
            }
            #expect(second.reasonCode == 135)
            try await client.publish(MQTTMessage(topic: "mine/1", payload: "x"))
        }
    }

    /// 3.1.1 has no reason in PUBACK: the broker drops the message and acknowledges it.
    @Test func aclDenialCannotBeSeenOnVersion311() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.acl = "topic read #" })
        try await running(broker.configuration { $0.protocolVersion = .v3_1_1 }) { client in
            let ack = try await client.publish(MQTTMessage(topic: "theirs", payload: "x"))
            #expect(ack.reasonCode == 0)
            try await Poll.until("the broker to deny it") { broker.log.contains("Denied PUBLISH") }
        }
    }

    @Test(arguments: ["a/+/b", "a/#", "", "nul\0"])
    func topicWithWildcardIsRefused(topic: String) async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            let refused = try await fault { try await client.publish(MQTTMessage(topic: topic, payload: "x")) }
            #expect(refused.code == .invalidTopic)
            try await client.publish(MQTTMessage(topic: "good", payload: "x"))
        }
    }

    @Test func payloadAboveTheBrokersLimitIsRefusedAndTheRestGoesOn() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.maximumPacketSize = 1000 })
        try await running(broker.configuration { $0.protocolVersion = .v5 }) { client in
            var batch = MQTTBatch()
            batch.append(topic: "a", payload: "1")
            batch.append(topic: "a", payload: [UInt8](repeating: 0, count: 2000))
            batch.append(topic: "+", payload: "3")
            batch.append(topic: "a", payload: "4")
            let result = try await client.publish(contentsOf: batch)
            #expect(result.acknowledgedCount == 2)
            #expect(result.refusedCount == 2)
            #expect(result.interruption == nil)
            #expect(result[0] == .acknowledged(reasonCode: 16))
            guard case .refused(let large) = result[1], case .refused(let topic) = result[2] else {
                Issue.record("not refused")
                return
            }
            #expect(large.code == .payloadTooLarge)
            #expect(topic.code == .invalidTopic)
        }
    }

    @Test func payloadAboveMQTTsLimitIsRefused() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            let payload = [UInt8](repeating: 0, count: 268_435_456)
            let refused = try await fault { try await client.publish(MQTTMessage(topic: "a", payload: payload)) }
            #expect(refused.code == .payloadTooLarge)
        }
    }

    @Test func fiftyConcurrentCalls() async throws {
        let broker = try await MosquittoBroker.started()
        let subscriber = try await MosquittoSubscriber(broker, ["#"])
        try await running(broker.configuration()) { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        try await client.publish(MQTTMessage(topic: "c/\(index)", payload: String(index)))
                    }
                }
                try await group.waitForAll()
            }
            let lines = try await subscriber.wait(for: 50)
            #expect(Set(lines.map(\.payload)).count == 50)
        }
    }

    /// More messages than the 65,535 packet identifiers, through mosquitto's window of 20.
    @Test func seventyThousandMessagesAllArriveOnceAndInOrder() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.logsPackets = false })
        let subscriber = try await MosquittoSubscriber(broker, ["numbers"], qos: 0)
        try await running(broker.configuration()) { client in
            let result = try await client.publish(contentsOf: numbered(70_000))
            #expect(result.acknowledgedCount == 70_000)
            let lines = try await subscriber.wait(for: 70_000)
            #expect(lines.map(\.payload) == (0..<70_000).map(String.init))
        }
    }

    @Test func qos0BatchIsWrittenInOrder() async throws {
        let broker = try await MosquittoBroker.started()
        let subscriber = try await MosquittoSubscriber(broker, ["numbers"])
        try await running(broker.configuration()) { client in
            let result = try await client.publish(contentsOf: numbered(5000, qos: .atMostOnce))
            #expect(result.isComplete)
            let lines = try await subscriber.wait(for: 5000)
            #expect(lines.map(\.payload) == (0..<5000).map(String.init))
        }
    }

    @Test func emptyBatchIsComplete() async throws {
        let client = try MQTTClient(configuration: MQTTConfiguration(host: "localhost", clientID: "med"))
        #expect(try await client.publish(contentsOf: MQTTBatch()).isComplete)
    }

    @Test func publishWithoutConnectionTimesOutWithTheReason() async throws {
        let broker = try MosquittoBroker()
        try await running(broker.configuration()) { client in
            _ = try await first(client.events) { event -> Bool? in
                if case .connectionFailed = event { true } else { nil }
            }
            let failure = try await fault {
                try await client.publish(MQTTMessage(topic: "a", payload: "b"), timeout: .milliseconds(300))
            }
            #expect(failure.code == .refused)
        }
    }

    @Test func publishWhileDisconnectedIsSentOnce() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            let events = client.events
            try await client.waitUntilConnected()
            broker.kill()
            _ = try await first(events) { event -> MQTTFault? in
                if case .disconnected(let fault) = event { fault } else { nil }
            }
            async let ack = client.publish(MQTTMessage(topic: "offline", payload: "once"))
            async let batch = client.publish(contentsOf: numbered(500, topic: "offline"))
            let before = broker.log.utf8.count
            try await broker.start()
            _ = try await ack
            #expect(try await batch.isComplete)
            let log = String(decoding: Array(broker.log.utf8).dropFirst(before), as: UTF8.self)
            #expect(log.components(of: "Received PUBLISH from") == 501)
        }
    }
}
