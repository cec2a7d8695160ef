import TestServers
import Testing

@testable import MEDMQTT

@Suite(.timeLimit(.minutes(1)))
struct WillTests {
    private func configuration(_ broker: MosquittoBroker) -> MQTTConfiguration {
        broker.configuration {
            $0.will = MQTTMessage(topic: "status", payload: "offline", retain: true)
            $0.reconnectDelay = .seconds(30) ... .seconds(60)
        }
    }

    @Test func willIsPublishedWhenTheConnectionDrops() async throws {
        let broker = try await MosquittoBroker.started()
        let subscriber = try await MosquittoSubscriber(broker, ["status"])
        try await running(configuration(broker)) { client in
            try await client.publish(MQTTMessage(topic: "status", payload: "online", retain: true))
            client.abort()
            let lines = try await subscriber.wait(for: 2)
            #expect(lines.map(\.payload) == ["online", "offline"])
        }
    }

    @Test func willIsNotPublishedAtACleanStop() async throws {
        let broker = try await MosquittoBroker.started()
        let subscriber = try await MosquittoSubscriber(broker, ["status", "end"])
        try await running(configuration(broker)) { client in
            _ = try await client.publish(MQTTMessage(topic: "status", payload: "online"))
        }
        try await running(broker.configuration()) { client in
            _ = try await client.publish(MQTTMessage(topic: "end", payload: "x"))
        }
        let lines = try await subscriber.wait { $0.contains { $0.topic == "end" } }
        #expect(lines.map(\.payload) == ["online", "x"])
    }
}
