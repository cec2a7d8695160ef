import MEDMQTT
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct InterruptionTests {
    @Test func killedBrokerEndsPendingCallsAndComesBackWithSubscriptions() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            let messages = try await client.subscribe(to: [("back/#", .atLeastOnce), ("more", .atMostOnce)])
            let events = client.events
            broker.freeze()
            async let lost = client.publish(contentsOf: numbered(1000))
            async let alone = fault { try await client.publish(MQTTMessage(topic: "a", payload: "b")) }
            // The kill is what ends the calls, whether their messages left before it or not.
            try await Task.sleep(for: .milliseconds(200))
            broker.kill()
            let result = try await lost
            #expect(result.acknowledgedCount == 0)
            // The window of 20, in which the message that is sent alone may have a place.
            #expect((19...20).contains(result.unknownCount))
            #expect(result.notSentCount == 1000 - result.unknownCount)
            #expect(result.interruption?.code == .connectionLost)
            try await broker.start()
            _ = try await first(events) { event -> MQTTConnectionInfo? in
                if case .connected(let info) = event { info } else { nil }
            }
            try await client.publish(MQTTMessage(topic: "back/1", payload: "again"))
            for await message in messages {
                #expect(
                    message
                        == MQTTReceived(topic: "back/1", payload: Array("again".utf8), qos: .atLeastOnce, retain: false)
                )
                break
            }
            _ = try? await alone
        }
    }

    @Test func acknowledgedMessagesSurviveAnImmediateStop() async throws {
        let broker = try await MosquittoBroker.started()
        let subscriber = try await MosquittoSubscriber(broker, ["numbers"])
        let client = try MQTTClient(configuration: broker.configuration())
        let run = Task { try await client.run() }
        try await client.waitUntilConnected()
        let publishing = Task { try await client.publish(contentsOf: numbered(2000)) }
        // Stopped as soon as the first messages are under way.
        try await subscriber.wait(for: 1)
        run.cancel()
        let result = try await publishing.value
        try await run.value
        #expect(result.unknownCount == 0)
        #expect(result.acknowledgedCount > 0)
        let lines = try await subscriber.wait(for: result.acknowledgedCount)
        let expected = (0..<2000).filter { result[$0] != .notSent }.map(String.init)
        #expect(lines.map(\.payload) == expected)
        #expect(result.notSentCount == 0 || result.interruption?.code == .shutDown)
    }

    @Test func cancelledPublishThrowsAndTheClientGoesOn() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            try await client.waitUntilConnected()
            broker.freeze()
            let one = Task { try await client.publish(MQTTMessage(topic: "a", payload: "b")) }
            let many = Task { try await client.publish(contentsOf: numbered(1000)) }
            try await Task.sleep(for: .milliseconds(100))
            one.cancel()
            many.cancel()
            let failure = try await fault { _ = try await one.value }
            #expect(failure.code == .cancelled)
            switch await many.result {
            case .success(let result): #expect(result.interruption?.code == .cancelled)
            case .failure(let error): #expect((error as? MQTTFault)?.code == .cancelled)
            }
            broker.unfreeze()
            let result = try await client.publish(contentsOf: numbered(1000))
            #expect(result.isComplete)
        }
    }

    @Test func cancelledWhileWaitingForAConnection() async throws {
        let broker = try MosquittoBroker()
        try await running(broker.configuration()) { client in
            let tasks = [
                Task { _ = try await client.publish(MQTTMessage(topic: "a", payload: "b")) },
                Task { _ = try await client.waitUntilConnected() },
                Task { _ = try await client.messages(matching: "a") },
            ]
            for task in tasks { task.cancel() }
            for task in tasks {
                let failure = try await fault { try await task.value }
                #expect(failure.code == .cancelled)
            }
        }
    }

    @Test func stoppingWithABatchInFlightEndsInBoundedTime() async throws {
        let broker = try await MosquittoBroker.started()
        let client = try MQTTClient(
            configuration: broker.configuration { $0.shutdownTimeout = .milliseconds(300) }
        )
        let run = Task { try await client.run() }
        try await client.waitUntilConnected()
        broker.freeze()
        let publishing = Task { try await client.publish(contentsOf: numbered(1000)) }
        try await Task.sleep(for: .milliseconds(100))
        let duration = try await ContinuousClock().measure {
            run.cancel()
            try await run.value
        }
        #expect(duration < .seconds(3))
        let result = try await publishing.value
        #expect(result.unknownCount == 20)
        #expect(result.notSentCount == 980)
        #expect(result.interruption?.code == .shutDown)
    }

    @Test func deadlineLeavesTheUnansweredUnknown() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration { $0.shutdownTimeout = .zero }) { client in
            try await client.waitUntilConnected()
            broker.freeze()
            let result = try await client.publish(contentsOf: numbered(100), timeout: .milliseconds(300))
            #expect(result.unknownCount == 20)
            #expect(result.interruption?.code == .timedOut)
        }
    }
}
