import MEDCore
import MEDExporters
import TestServers
import Testing

/// The third way: topics for jMQTT, on a real broker.
@Suite(.timeLimit(.minutes(1)))
struct JeedomBrokerTests {
    private func exporter(_ broker: MosquittoBroker, _ values: [String: ConfigurationValue] = [:]) throws
        -> JeedomExporter
    {
        var complete: [String: ConfigurationValue] = [
            "method": .string("mqtt"), "mqtt.host": .string(broker.host), "mqtt.port": .integer(broker.port),
        ]
        complete.merge(values) { $1 }
        return try JeedomExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID(exporterKey: "jeedom"), values: complete, manifest: JeedomExporter.manifest),
            dependencies: jeedomDependencies())
    }

    @Test func simplePayloadsStayUnderAPrefixOfTheirOwn() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try exporter(broker)
        let evidence = try await exporter.publish(fullState())
        #expect(evidence == .acknowledged)
        var lines = try await retained(at: broker).latest
        for direction in ["consumption", "production"] {
            #expect(lines.removeValue(forKey: "jeedom/12345678901234/\(direction)/detailed")?.hasPrefix("{") == true)
        }
        #expect(
            lines == [
                "jeedom/12345678901234/consumption/daily": "15.234",
                "jeedom/12345678901234/consumption/daily/hc": "8.5",
                "jeedom/12345678901234/consumption/daily/hp": "6.734",
                "jeedom/12345678901234/consumption/month": "230", "jeedom/12345678901234/consumption/year": "230",
                "jeedom/12345678901234/max_power": "6.5", "jeedom/12345678901234/production/daily": "3.21",
                "jeedom/12345678901234/production/month": "40.001",
                "jeedom/12345678901234/production/year": "40.001", "jeedom/tempo/today": "BLANC",
                "jeedom/tempo/tomorrow": "INCONNU", "jeedom/tempo/remaining": "167/40/22",
                "jeedom/ecowatt/current": "1", "jeedom/ecowatt/forecast": "2,,1,",
            ])
        #expect(exporter.preview(fullState()).contains { $0.address == "jeedom/12345678901234/max_power" })
        #expect(exporter.preview([document()]).isEmpty)
    }

    @Test func itsTestIsTheBrokers() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.users = ["med": "s3cret"] })
        let right = try exporter(broker, ["mqtt.username": .string("med"), "mqtt.password": .secret(Secret("s3cret"))])
        #expect(await right.testConnection().success)
        let wrong = try exporter(
            broker, ["mqtt.username": .string("med"), "mqtt.password": .secret(Secret("hunter2"))])
        #expect(await wrong.testConnection().failure?.name == .authenticate)
        #expect(try await exporterFault { _ = try await wrong.publish(fullState()) }.blockedCause != nil)
    }

    @Test func thereIsNothingToDetect() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try exporter(broker)
        let cause = try #require(try await exporterFault { _ = try await exporter.detect() }.blockedCause)
        #expect(cause.french.contains("jMQTT"))
    }
}
