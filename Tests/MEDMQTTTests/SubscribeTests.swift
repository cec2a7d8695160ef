import MEDMQTT
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SubscribeTests {
    @Test func retainedCommandsAreMarked() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            try await client.publish(MQTTMessage(topic: "cmd/old", payload: "1", retain: true))
            var messages = try await client.messages(matching: "cmd/+").makeAsyncIterator()
            try await client.publish(MQTTMessage(topic: "cmd/new", payload: "2"))
            let old = try #require(await messages.next())
            let new = try #require(await messages.next())
            #expect(old.topic == "cmd/old" && old.retain)
            #expect(new.topic == "cmd/new" && !new.retain)
        }
    }

    /// Mosquitto's access list filters deliveries and takes every filter, so the refusal is a script's.
    @Test(arguments: [(MQTTProtocolVersion.v5, UInt8(135)), (.v3_1_1, 128)])
    func deniedFilterThrows(version: MQTTProtocolVersion, reason: UInt8) async throws {
        let broker = try FakeBroker { packet in
            switch (packet[0] & 0xF0, version) {
            case (0x10, .v5): .init([0x20, 3, 0, 0, 0])
            case (0x10, _): .init([0x20, 2, 0, 0])
            // SUBSCRIBE: the packet identifier follows the fixed header of 2 bytes.
            case (0x80, .v5): .init([0x90, 4, packet[2], packet[3], 0, reason])
            case (0x80, _): .init([0x90, 3, packet[2], packet[3], reason])
            default: .init([])
            }
        }
        defer { broker.stop() }
        let configuration = MQTTConfiguration(
            host: "127.0.0.1",
            port: broker.port,
            clientID: "med",
            protocolVersion: version
        )
        try await running(configuration) { client in
            let denied = try await fault { _ = try await client.messages(matching: "theirs/#") }
            #expect(denied.code == .notAuthorized)
            #expect(denied.reasonCode == reason)
        }
    }

    @Test(arguments: ["a/#/b", "a+", ""])
    func invalidFilterThrows(filter: String) async throws {
        let client = try MQTTClient(configuration: MQTTConfiguration(host: "localhost", clientID: "med"))
        let invalid = try await fault { _ = try await client.messages(matching: filter) }
        #expect(invalid.code == .invalidTopic)
    }

    @Test func unansweredSubscriptionTimesOut() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration { $0.shutdownTimeout = .zero }) { client in
            try await client.waitUntilConnected()
            broker.freeze()
            let late = try await fault {
                _ = try await client.subscribe(to: [("a", .atLeastOnce)], timeout: .milliseconds(200))
            }
            #expect(late.code == .timedOut)
        }
    }

    @Test func droppedStreamUnsubscribes() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            do {
                let messages = try await client.messages(matching: "short/lived")
                _ = messages
            }
            try await Poll.until("the client to unsubscribe") { broker.log.contains("Received UNSUBSCRIBE") }
        }
    }

    @Test func slowReaderIsTold() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            let events = client.events
            let messages = try await client.subscribe(to: [("numbers", .atLeastOnce)], bufferSize: 10)
            try await client.publish(contentsOf: numbered(11))
            let topic = try await first(events) { event -> String? in
                if case .receivedMessageDropped(let topic) = event { topic } else { nil }
            }
            #expect(topic == "numbers")
            for await message in messages {
                #expect(message.payload == Array("1".utf8))
                break
            }
        }
    }
}
