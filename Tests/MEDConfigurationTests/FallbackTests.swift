import Foundation
import MEDConfiguration
import MEDCore
import Testing

/// A section that says nothing of its broker has that of `mqtt`.
@Suite(.timeLimit(.minutes(1)))
struct FallbackTests {
    var loader: Loader

    init() throws {
        loader = try Loader()
        loader.manifests = [Self.house, Manifests.mqtt, Manifests.victoriametrics]
    }

    private static func field(
        _ key: String, _ kind: ConfigurationField.Kind, default value: ConfigurationValue? = nil,
        isSecret: Bool = false, _ fallback: ConfigurationFallback? = nil
    ) -> ConfigurationField {
        ConfigurationField(
            key, kind, default: value, isSecret: isSecret, label: LocalizedText(fr: key, en: key), fallback: fallback)
    }

    private static let house = ExporterManifest(
        key: "house", name: LocalizedText(fr: "House", en: "House"),
        fields: [
            field("mqtt.host", .host, default: .string("core-mosquitto"), ConfigurationFallback("mqtt", "host")),
            field("mqtt.port", .port, default: .integer(1_883), ConfigurationFallback("mqtt", "port")),
            field("mqtt.username", .text, ConfigurationFallback("mqtt", "username")),
            field(
                "mqtt.password", .text, isSecret: true,
                ConfigurationFallback("mqtt", "password", with: "mqtt.username")),
            field("prefix", .text, default: .string("house")),
        ],
        backfill: .currentOnly, idempotence: .natural)

    private func house(_ yaml: String, _ environment: [String: String] = [:]) throws -> ExporterSection {
        var loader = loader
        loader.environment.merge(environment) { $1 }
        let sections = try loader.load(yaml).configuration.exporters
        return try #require(sections.first { $0.instance == InstanceID("house") })
    }

    private static let mqtt =
        "mqtt:\n  enabled: true\n  host: broker.lan\n  port: 8883\n  username: med\n  password: s3cret-of-mqtt\n"

    @Test func absentKeysAreThoseOfTheOtherSection() throws {
        let section = try house("house: {enabled: true}\n" + Self.mqtt)
        #expect(section.configuration.string("mqtt.host") == "broker.lan")
        #expect(section.configuration.integer("mqtt.port") == 8_883)
        #expect(section.configuration.string("mqtt.username") == "med")
        #expect(section.configuration.secret("mqtt.password")?.reveal() == "s3cret-of-mqtt")
        #expect(section.configuration.string("prefix") == "house")
        #expect(section.origins["mqtt.host"] == .section(key: "mqtt.host"))
        #expect(section.origins["prefix"] == .default)
    }

    @Test func ownKeysStayAndAnEmptyOneIsOne() throws {
        let section = try house("house: {mqtt: {host: own.lan, username: \"\"}}\n" + Self.mqtt)
        #expect(section.configuration.string("mqtt.host") == "own.lan")
        #expect(section.configuration.integer("mqtt.port") == 8_883)
        #expect(section.configuration.string("mqtt.username") == nil)
        #expect(section.configuration.secret("mqtt.password") == nil, "no password without its user name")
    }

    /// A password goes to nobody else's account.
    @Test func aPasswordFollowsItsUserName() throws {
        let other = try house("house: {mqtt: {username: somebody}}\n" + Self.mqtt)
        #expect(other.configuration.secret("mqtt.password") == nil)
        let same = try house("house: {mqtt: {username: med}}\n" + Self.mqtt)
        #expect(same.configuration.secret("mqtt.password")?.reveal() == "s3cret-of-mqtt")
        let own = try house("house: {mqtt: {username: somebody, password: own}}\n" + Self.mqtt)
        #expect(own.configuration.secret("mqtt.password")?.reveal() == "own")
    }

    /// Own environment, own file, the other's environment, the other's file, the other's default.
    @Test func theEnvironmentOfEachSectionKeepsItsPlace() throws {
        let others = ["MQTT_HOST": "from-mqtt-env"]
        let both = others.merging(["HOUSE_MQTT_HOST": "from-own-env"]) { $1 }
        let own = "house: {mqtt: {host: own.lan}}\n"
        #expect(try house(own + Self.mqtt, both).configuration.string("mqtt.host") == "from-own-env")
        #expect(try house(own + Self.mqtt, others).configuration.string("mqtt.host") == "own.lan")
        #expect(try house(Self.mqtt, others).configuration.string("mqtt.host") == "from-mqtt-env")
        #expect(try house(Self.mqtt).configuration.string("mqtt.host") == "broker.lan")
        #expect(try house("mqtt: {enabled: true}").configuration.string("mqtt.host") == "localhost")
        #expect(try house("", ["MQTT_ENABLED": "true"]).configuration.string("mqtt.host") == "localhost")
        #expect(try house("house: {enabled: true}").configuration.string("mqtt.host") == "core-mosquitto")
        let section = try house(own, both)
        #expect(section.origins["mqtt.host"] == .environment(name: "HOUSE_MQTT_HOST"))
    }

    @Test func aListFallsBackToInstanceOne() throws {
        let section = try house("mqtt:\n  - {id: cloud, host: cloud.example}\n  - {host: local.lan}\n")
        #expect(section.configuration.string("mqtt.host") == "local.lan")
    }

    /// What a page shows of a section is not what it writes.
    @Test func savingDoesNotWriteWhatCameFromElsewhere() throws {
        let yaml = "house:\n  enabled: true\n  prefix: old\n" + Self.mqtt
        var editor = try ConfigurationEditor(text: yaml)
        try editor.set(["house", "prefix"], to: .text("new"))
        #expect(editor.text == yaml.replacingOccurrences(of: "old", with: "new"))
        let section = try house(editor.text)
        #expect(section.configuration.string("mqtt.host") == "broker.lan")
    }
}
