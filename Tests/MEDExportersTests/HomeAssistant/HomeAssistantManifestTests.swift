import MEDCore
import Testing

@testable import MEDExporters

@Suite(.timeLimit(.minutes(1)))
struct HomeAssistantManifestTests {
    private let manifest = HomeAssistantExporter.manifest

    @Test func itsTabIsDrawnAsDocument002Does() {
        #expect(
            manifest.fields.map(\.key) == [
                "discovery", "discovery_prefix", "entity_prefix", "energy_dashboard", "statistics", "mqtt.host",
                "mqtt.port", "mqtt.username", "mqtt.password", "mqtt.tls", "mqtt.ca_cert", "mqtt.client_cert",
                "mqtt.client_key", "url", "token", "ca_cert", "pin",
            ])
        var sections: [String] = []
        for field in manifest.fields where field.section != sections.last { sections.append(field.section) }
        #expect(sections == ["MQTT Discovery", "Energy Dashboard", "Connexion MQTT", "API Home Assistant"])
        let defaults = Dictionary(uniqueKeysWithValues: manifest.fields.map { ($0.key, $0.defaultValue) })
        #expect(defaults["discovery"] == .boolean(true))
        #expect(defaults["discovery_prefix"] == .string("homeassistant"))
        #expect(defaults["entity_prefix"] == .string("myelectricaldata"))
        #expect(defaults["energy_dashboard"] == .boolean(true))
        #expect(defaults["statistics"] == .boolean(true))
        #expect(defaults["mqtt.host"] == .string("core-mosquitto"))
        #expect(manifest.fields.filter(\.isSecret).map(\.key) == ["mqtt.password", "token"])
        for field in manifest.fields {
            for text in [field.label, field.help] { #expect(!text.french.isEmpty && !text.english.isEmpty) }
        }
    }

    /// Every fallback names a field of the same kind that the other manifest has.
    @Test func itsFallbacksAreFieldsOfMQTT() {
        for field in manifest.fields where field.key.hasPrefix("mqtt.") {
            #expect(field.fallback?.exporterKey == "mqtt")
            let other = MQTTExporter.manifest.fields.first { $0.key == field.fallback?.key }
            #expect(other?.kind == field.kind && other?.isSecret == field.isSecret, "\(field.key)")
        }
    }

    @Test func theHistoryFollowsWhereverItCan() {
        func policy(_ values: [String: ConfigurationValue]) -> BackfillPolicy {
            HomeAssistantExporter.backfill(for: houseConfiguration(values))
        }
        let url = ConfigurationValue.string("http://ha:8123")
        #expect(policy(["url": url]) == .full)
        #expect(policy(["url": url, "statistics": .boolean(false)]) == .currentOnly)
        #expect(policy([:]) == .currentOnly)
        // Turned on or filled in later, it is another destination, which gets the history.
        let identities = [[:], ["url": url], ["url": url, "statistics": .boolean(false)]].map {
            DestinationIdentity(houseConfiguration($0), manifest: manifest)
        }
        #expect(Set(identities).count == 3)
    }

    @Test(
        arguments: [
            (["entity_prefix": .string("Maison")], "entity_prefix"),
            (["entity_prefix": .string("a__b")], "entity_prefix"),
            (["entity_prefix": .string("_a")], "entity_prefix"),
            (["entity_prefix": .string("ma-maison")], "entity_prefix"),
            (["discovery_prefix": .string("a/#")], "discovery_prefix"),
            (["url": .string("http://ha:8123")], "token"), (["token": .secret(Secret("t0ken"))], "url"),
            (["mqtt.password": .secret(Secret("s3cret"))], "mqtt.username"),
            (["mqtt.ca_cert": .string("/nowhere/ca.pem")], "mqtt.tls"),
        ] as [([String: ConfigurationValue], String)])
    func whatCannotWorkIsSaid(values: [String: ConfigurationValue], key: String) async throws {
        let cause = try #require(try await exporterFault { _ = try house(values) }.blockedCause)
        for text in [cause.french, cause.english] {
            #expect(text.contains(key))
            #expect(!text.contains("s3cret") && !text.contains("t0ken"))
        }
    }

    @Test func theAPIIsNotLookedAtWithoutStatistics() throws {
        let values: [String: ConfigurationValue] = ["statistics": .boolean(false), "url": .string("http://ha:8123")]
        #expect(try house(values).statistics == nil)
        #expect(try house(values.merging(["token": .secret(Secret("t"))]) { $1 }).statistics == nil)
    }
}
