import MEDMQTT
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConnectionTests {
    private static let users = MosquittoOptions.with { $0.users = ["med": "s3cret"] }

    @Test(arguments: [MQTTProtocolVersion.v5, .v3_1_1])
    func rightPassword(version: MQTTProtocolVersion) async throws {
        let broker = try await MosquittoBroker.started(Self.users)
        let configuration = broker.configuration {
            $0.username = "med"
            $0.password = "s3cret"
            $0.protocolVersion = version
        }
        let ack = try await MQTTClient.withConnection(configuration) { client in
            #expect(client.connectionInfo?.protocolVersion == version)
            return try await client.publish(MQTTMessage(topic: "a", payload: "b"))
        }
        #expect(ack.reasonCode == (version == .v5 ? 16 : 0))
    }

    @Test(arguments: [MQTTProtocolVersion.v5WithFallback, .v5, .v3_1_1])
    func wrongPasswordIsPermanentAndNamesNoSecret(version: MQTTProtocolVersion) async throws {
        let broker = try await MosquittoBroker.started(Self.users)
        let configuration = broker.configuration {
            $0.username = "med"
            $0.password = "mistyped-pw"
            $0.protocolVersion = version
        }
        try await running(configuration) { client in
            let events = client.events
            let refused = try await fault { try await client.waitUntilConnected() }
            #expect(refused.code == .badCredentials)
            #expect(refused.isPermanent)
            #expect(!refused.description.contains("mistyped"))
            let publishing = try await fault { try await client.publish(MQTTMessage(topic: "a", payload: "b")) }
            #expect(publishing.code == .badCredentials)
            let delay = try await first(events) { event -> Duration? in
                if case .connectionFailed(refused, let delay) = event { delay } else { nil }
            }
            #expect(delay == .milliseconds(200))
        }
    }

    @Test func brokerThatComesUpLateIsFound() async throws {
        let broker = try MosquittoBroker()
        try await running(broker.configuration()) { client in
            let events = client.events
            let refused = try await first(events) { event -> MQTTFault? in
                if case .connectionFailed(let fault, _) = event { fault } else { nil }
            }
            #expect(refused.code == .refused)
            async let ack = client.publish(MQTTMessage(topic: "a", payload: "b"))
            try await broker.start()
            try await client.waitUntilConnected()
            _ = try await ack
        }
    }

    @Test func unknownHostNameIsToldAtOnce() async throws {
        let configuration = MQTTConfiguration(host: "broker.invalid", clientID: "med")
        let failure = try await fault { try await MQTTClient.withConnection(configuration) { _ in } }
        #expect(failure.code == .resolve)
    }

    @Test func frozenBrokerTimesOut() async throws {
        let broker = try await MosquittoBroker.started()
        broker.freeze()
        let configuration = broker.configuration { $0.connectTimeout = .milliseconds(300) }
        let failure = try await fault { try await MQTTClient.withConnection(configuration) { _ in } }
        #expect(failure.code == .timedOut)
    }

    @Test(arguments: ["mqtt://localhost", "tcp://localhost:1883", "localhost/mqtt", ""])
    func hostWithSchemeIsRefused(host: String) throws {
        let failure = #expect(throws: MQTTFault.self) {
            _ = try MQTTClient(configuration: MQTTConfiguration(host: host, clientID: "med"))
        }
        #expect(failure?.code == .invalidConfiguration)
    }

    @Test func outOfRangeIsRefused() throws {
        let wrong: [(inout MQTTConfiguration) -> Void] = [
            { $0.port = 0 }, { $0.port = 65_536 }, { $0.window = 0 }, { $0.keepAlive = .seconds(4) },
            { $0.clientID = "" }, { $0.password = "alone" }, { $0.connectTimeout = .zero },
        ]
        for change in wrong {
            var configuration = MQTTConfiguration(host: "localhost", clientID: "med")
            change(&configuration)
            let failure = #expect(throws: MQTTFault.self) { _ = try MQTTClient(configuration: configuration) }
            #expect(failure?.code == .invalidConfiguration)
        }
    }

    /// Mosquitto 2.0.11 closes the first connection without a reason.
    @Test func sameClientIDTwiceIsTakenOverWithoutAFastLoop() async throws {
        let broker = try await MosquittoBroker.started()
        let configuration = broker.configuration {
            $0.clientID = "twice"
            $0.reconnectDelay = .milliseconds(300) ... .seconds(60)
        }
        try await running(configuration) { one in
            let events = one.events
            try await one.waitUntilConnected()
            try await running(configuration) { two in
                _ = try await first(events) { event -> Bool? in
                    if case .disconnected(let fault) = event, fault.code == .takenOver { true } else { nil }
                }
                // Full jitter from 300 ms up: three take-overs of each, a few more by chance, not hundreds.
                #expect(broker.log.components(of: "New client connected") < 30)
            }
        }
    }

    @Test func takeoverThatTheBrokerNamesIsToldAtOnce() async throws {
        let broker = try FakeBroker { packet in
            // CONNACK, then DISCONNECT with reason 142.
            packet[0] & 0xF0 == 0x10 ? .init([0x20, 3, 0, 0, 0, 0xE0, 1, 142], hangsUp: true) : .init([])
        }
        defer { broker.stop() }
        let configuration = MQTTConfiguration(host: "127.0.0.1", port: broker.port, clientID: "med")
        try await running(configuration) { client in
            let taken = try await first(client.events) { event -> MQTTFault? in
                if case .disconnected(let fault) = event { fault } else { nil }
            }
            #expect(taken.code == .takenOver)
            #expect(taken.reasonCode == 142)
        }
    }

    @Test func runTwiceIsRefused() async throws {
        let broker = try await MosquittoBroker.started()
        try await running(broker.configuration()) { client in
            try await client.waitUntilConnected()
            await #expect(throws: MQTTFault.self) { try await client.run() }
        }
    }

    @Test func stoppedClientRefusesAndItsStreamsEnd() async throws {
        let broker = try await MosquittoBroker.started()
        var events: AsyncStream<MQTTEvent>?
        let client = try await running(broker.configuration()) { client in
            events = client.events
            try await client.waitUntilConnected()
            return client
        }
        let failure = try await fault { try await client.publish(MQTTMessage(topic: "a", payload: "b")) }
        #expect(failure.code == .shutDown)
        var last: MQTTEvent?
        for await event in try #require(events) { last = event }
        #expect(last == .stopped)
        #expect(!broker.log.contains("closed its connection"))
    }

    @Test func brokersLimitsAreKnown() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.maximumPacketSize = 4000 })
        let configuration = broker.configuration { $0.protocolVersion = .v5 }
        try await MQTTClient.withConnection(configuration) { client in
            let info = try #require(client.connectionInfo)
            #expect(info.receiveMaximum == 20)
            #expect(info.maximumPacketSize == 4000)
            #expect(info.handshakeMilliseconds > 0)
        }
    }
}

extension String {
    func components(of text: String) -> Int { self.split(separator: "\n").count { $0.contains(text) } }
}
