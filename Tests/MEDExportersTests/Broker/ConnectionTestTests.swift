import MEDCore
import MEDExporters
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConnectionTestTests {
    private func outcomes(_ result: ConnectionTestResult) -> [ConnectionTestStage.Name: ConnectionTestStage.Outcome] {
        Dictionary(uniqueKeysWithValues: result.stages.map { ($0.name, $0.outcome) })
    }

    @Test func itTellsEveryStageAndLeavesNothing() async throws {
        let broker = try await MosquittoBroker.started()
        try publish(broker, "someone/else", "1", retain: true)
        let before = try await retained(at: broker)
        let result = await (try broker.exporter()).testConnection()
        #expect(result.success)
        #expect(result.message.french == "Connexion réussie")
        #expect(result.server?.hasPrefix("mosquitto version ") == true)
        #expect(result.stages.map(\.name) == ConnectionTestStage.Name.allCases)
        #expect(
            outcomes(result) == [
                .resolve: .passed, .connect: .passed, .tls: .notCheckable, .authenticate: .passed, .write: .passed,
            ])
        for stage in result.stages where stage.outcome == .passed {
            #expect(stage.milliseconds.map { $0 >= 0 && $0 < 10_000 } == true, "\(stage.name)")
        }
        #expect(result.stages[1].detail.french == "Broker MQTT: localhost:\(broker.port)")
        #expect(try await retained(at: broker) == before)
    }

    @Test func aDeniedWriteIsTold() async throws {
        let broker = try await MosquittoBroker.started(
            .with {
                $0.users = ["ro": "ro-pass"]
                $0.acl = "user ro\ntopic read #\ntopic read $SYS/#"
            })
        let exporter = try broker.exporter(["username": .string("ro"), "password": .secret(Secret("ro-pass"))])
        let result = await exporter.testConnection()
        #expect(!result.success)
        #expect(result.message.french == "Échec de connexion")
        #expect(result.failure?.name == .write)
        #expect(result.failure?.hint?.french.contains("ACL") == true)
        #expect(outcomes(result)[.authenticate] == .passed)
    }

    @Test func aWrongPasswordIsTold() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.users = ["med": "s3cret"] })
        let exporter = try broker.exporter(["username": .string("med"), "password": .secret(Secret("hunter2"))])
        let result = await exporter.testConnection()
        #expect(result.failure?.name == .authenticate)
        #expect(outcomes(result)[.connect] == .passed)
        #expect(outcomes(result)[.write] == .notCheckable)
        #expect(!"\(result)".contains("hunter2"))
    }

    @Test func aClosedPortIsTold() async throws {
        let broker = try MosquittoBroker()
        defer { withExtendedLifetime(broker) {} }
        let result = await (try broker.exporter()).testConnection()
        #expect(result.failure?.name == .connect)
        #expect(result.failure?.hint?.french == "Vérifiez l'hôte et le port.")
    }

    @Test func anUnknownNameIsTold() async throws {
        let result = await (try MosquittoBroker().exporter(host: "broker.invalid")).testConnection()
        #expect(result.failure?.name == .resolve)
        #expect(result.stages.count == 5)
    }

    @Test func withMQTT311AMessageThatComesBackProvesTheRight() async throws {
        let broker = try await MosquittoBroker.started()
        let gate = try VersionGate(broker)
        let before = try await retained(at: broker)
        let result = await (try broker.exporter(["port": .integer(gate.port)])).testConnection()
        #expect(outcomes(result)[.write] == .passed)
        #expect(result.stages.first { $0.name == .authenticate }?.detail.english.contains("MQTT 3.1.1") == true)
        #expect(try await retained(at: broker) == before)
    }

    @Test func withMQTT311ADroppedMessageIsNotTakenForASuccess() async throws {
        let broker = try await MosquittoBroker.started(
            .with {
                $0.users = ["ro": "ro-pass"]
                $0.acl = "user ro\ntopic read #"
            })
        let gate = try VersionGate(broker)
        let exporter = try broker.exporter([
            "port": .integer(gate.port), "username": .string("ro"), "password": .secret(Secret("ro-pass")),
        ])
        let result = await exporter.testConnection()
        #expect(outcomes(result)[.write] == .notCheckable)
        #expect(result.stages.first { $0.name == .write }?.detail.french.contains("Non vérifiable ici") == true)
    }
}
