import MEDCore
import TestServers
import Testing

@testable import MEDExporters

@Suite(.timeLimit(.minutes(1)))
struct HomeAssistantTestTests {
    @Test func withoutTheAPIItPassesAndSaysSo() async throws {
        let broker = try await MosquittoBroker.started()
        let result = await (try broker.house()).testConnection()
        #expect(result.success)
        #expect(result.stages.map(\.outcome) == [.passed, .passed, .notCheckable, .passed, .passed, .notCheckable])
        #expect(result.stages.last?.detail.french.contains("non configurée") == true)
        #expect(result.stages.last?.detail.english.contains("not configured") == true)
        #expect(result.server?.contains("mosquitto") == true)
        #expect(try await retained(at: broker).isEmpty)
        let off = await (try broker.house(["statistics": .boolean(false)])).testConnection()
        #expect(off.success)
        #expect(off.stages.last?.detail.english.contains("are off") == true)
    }

    @Test func aBrokerThatDeniesWritingFails() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.acl = "topic read #" })
        let result = await (try broker.house()).testConnection()
        #expect(!result.success)
        #expect(result.failure?.name == .write)
    }

    @Test func nothingListens() async throws {
        let port = try ReservedPort()
        let result = await (try house(["mqtt.host": .string("127.0.0.1"), "mqtt.port": .integer(port.number)]))
            .testConnection()
        #expect(result.failure?.name == .connect)
        #expect(result.failure?.detail.french == "Rien n'écoute sur 127.0.0.1:\(port.number).")
    }
}
