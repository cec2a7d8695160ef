import Foundation
import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// What an earlier configuration announced.
@Suite(.timeLimit(.minutes(2)))
struct OrphanTests {
    private static let daily = "homeassistant/sensor/med_12345678901234/consumption_daily/config"

    /// Home Assistant gives no entity another id: it has to be removed before it is announced under another prefix.
    @Test func anotherEntityPrefixRemovesBeforeItAnnounces() async throws {
        let broker = try await MosquittoBroker.started()
        _ = try await broker.house().publish(fullState())
        let live = try await MosquittoSubscriber(broker, [Self.daily])
        let exporter = try broker.house(["entity_prefix": .string("maison")])
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            #expect(try await retained(at: broker).latest == announced(exporter))
            _ = try await exporter.publish(fullState())
        }
        let lines = try await live.wait(for: 3)
        #expect(lines.count == 3)
        #expect(lines[0].payload.contains(#""unique_id":"med_12345678901234_consumption_daily""#))
        #expect(lines[1].payload.isEmpty)
        #expect(lines[2].payload.contains(#""unique_id":"maison_12345678901234_consumption_daily""#))
    }

    @Test(arguments: ["old", "house/two"]) func anotherDiscoveryPrefixLeavesNothing(old: String) async throws {
        let broker = try await MosquittoBroker.started()
        let former = try broker.house(["discovery_prefix": .string(old)])
        try await running(former) { _ in _ = try await former.publish(fullState()) }
        #expect(try await retained(at: broker).count == 25)
        let exporter = try broker.house()
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            #expect(try await retained(at: broker).latest == announced(exporter))
        }
    }

    @Test func withoutDiscoveryNothingIsLeft() async throws {
        let broker = try await MosquittoBroker.started()
        let before = try broker.house()
        try await running(before) { _ in _ = try await before.publish(fullState()) }
        #expect(try await retained(at: broker).count == 25)
        let exporter = try broker.house(["discovery": .boolean(false)])
        #expect(exporter.preview(fullState()).isEmpty)
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            #expect(try await retained(at: broker).isEmpty)
        }
        #expect(try await retained(at: broker).isEmpty, "no goodbye either")
    }

    /// Another installation on the same broker, another integration, and one that only looks like ours.
    @Test func othersStay() async throws {
        let broker = try await MosquittoBroker.started()
        let neighbour = try broker.house(installation: "next door")
        _ = try await neighbour.publish(otherState())
        let others = [
            "homeassistant/sensor/0x00158d0001/power/config":
                #"{"unique_id":"0x00158d0001_power","state_topic":"zigbee2mqtt/plug","availability_topic":"z","origin":{"name":"Zigbee2MQTT"}}"#,
            "homeassistant/sensor/med_99999999999999/consumption_daily/config": "not json",
            "homeassistant/sensor/med_99999999999998/consumption_daily/config": #"{"unique_id":"med_x"}"#,
        ]
        for (topic, payload) in others { try publish(broker, topic, payload, retain: true) }
        let exporter = try broker.house()
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            _ = try await exporter.retract(.all, pdls: [meter])
        }
        let expected = announced(neighbour, otherState()).merging(others) { $1 }
        #expect(try await retained(at: broker).latest == expected)
    }

    @Test func whereNothingMayBeReadDiscoveryStillEnds() async throws {
        let acl = "user med\ntopic write homeassistant/#\nuser eye\ntopic readwrite #"
        let broker = try await MosquittoBroker.started(
            .with {
                $0.users = ["med": "s3cret", "eye": "s3cret"]
                $0.acl = acl
            })
        let login: [String: ConfigurationValue] = [
            "mqtt.username": .string("med"), "mqtt.password": .secret(Secret("s3cret")),
        ]
        let eye = (name: "eye", password: "s3cret")
        let before = try broker.house(login)
        _ = try await before.publish(fullState())
        #expect(try await retained(at: broker, user: eye).latest == announced(before))
        let exporter = try broker.house(login.merging(["discovery": .boolean(false)]) { $1 })
        _ = try await exporter.publish(fullState())
        #expect(try await retained(at: broker, user: eye).isEmpty)
    }

    @Test func retractions() async throws {
        let broker = try await MosquittoBroker.started()
        let exporter = try broker.house()
        let availability = exporter.settings.topics.availability
        try await running(exporter) { _ in
            _ = try await exporter.publish(fullState())
            #expect(try await exporter.retract(.pdl(meter), pdls: [meter]) == 10)
            let left = try await retained(at: broker).latest
            #expect(Set(left.keys) == Set(announced(exporter).keys.filter { !$0.contains(meter.digits) }))
            _ = try await exporter.publish(fullState())
            #expect(try await retained(at: broker).latest == announced(exporter))
            #expect(try await exporter.retract(.all, pdls: [meter]) == 25)
            #expect(try await retained(at: broker).isEmpty)
        }
        #expect(try await retained(at: broker).latest[availability] == nil, "no goodbye after a retraction")
    }

    @Test func anEpochIsRetractedWhereItWas() async throws {
        let broker = try await MosquittoBroker.started()
        let old = try broker.house(["discovery_prefix": .string("a/b/c")])
        _ = try await old.publish(fullState())
        let exporter = try broker.house()
        _ = try await exporter.publish(fullState())
        func identity(_ prefix: String) -> DestinationIdentity {
            DestinationIdentity(values: [
                "mqtt.host": broker.host, "mqtt.port": "\(broker.port)", "discovery_prefix": prefix,
                "statistics": "true",
            ])
        }
        #expect(try await exporter.retract(.epoch(identity("a/b/c")), pdls: [meter]) == 25)
        #expect(try await retained(at: broker).latest == announced(exporter))
        #expect(try await exporter.retract(.epoch(identity("homeassistant")), pdls: [meter]) == 0)
        #expect(try await retained(at: broker).latest == announced(exporter), "what stands now stays")
    }
}
