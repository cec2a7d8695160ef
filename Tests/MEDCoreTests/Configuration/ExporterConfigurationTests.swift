import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExporterConfigurationTests {
    static let manifest = ExporterManifest(
        key: "mqtt", name: LocalizedText(fr: "MQTT", en: "MQTT"),
        fields: [
            field("host", .host, isIdentity: true), field("port", .port, default: .integer(1_883), isIdentity: true),
            field("password", .text, isSecret: true, isIdentity: true), field("retain", .boolean, isIdentity: true),
            field("topics", .list(choices: []), isIdentity: true), field("labels", .map, isIdentity: true),
            field("qos", .integer(0...2), default: .integer(1)), field("client.id", .text),
        ],
        backfill: .currentOnly, idempotence: .natural)

    static func field(
        _ key: String, _ kind: ConfigurationField.Kind, default value: ConfigurationValue? = nil,
        isSecret: Bool = false,
        isIdentity: Bool = false
    ) -> ConfigurationField {
        ConfigurationField(
            key, kind, default: value, isSecret: isSecret, isIdentity: isIdentity,
            label: LocalizedText(fr: key, en: key))
    }

    @Test func defaultsAreFilledInWhereNothingIsSet() {
        let configuration = ExporterConfiguration(
            instance: InstanceID("mqtt"), values: ["host": .string("broker"), "qos": .integer(2)],
            manifest: Self.manifest)
        #expect(configuration.string("host") == "broker")
        #expect(configuration.integer("port") == 1_883)
        #expect(configuration.integer("qos") == 2)
        #expect(configuration.string("absent") == nil)
        #expect(!configuration.isOn("retain"))
        #expect(configuration.secret("password") == nil)
        #expect(configuration.list("topics").isEmpty)
        #expect(configuration.map("labels").isEmpty)
    }

    @Test func emptyTextsAndSecretsAreAbsent() {
        let configuration = ExporterConfiguration(
            instance: InstanceID("mqtt"),
            values: ["host": .string(""), "password": .secret(Secret("")), "key": .secret(Secret("k"))])
        #expect(configuration.string("host") == nil)
        #expect(configuration.secret("password") == nil)
        #expect(configuration.secret("key")?.reveal() == "k")
        #expect(configuration.string("key") == nil, "a secret is not given out as text")
    }

    @Test func environmentNamesAreTheUpperCasedPath() {
        #expect(Self.field("topic_prefix", .text).environmentName(exporterKey: "mqtt") == "MQTT_TOPIC_PREFIX")
        #expect(
            Self.field("push.url", .url).environmentName(exporterKey: "victoriametrics") == "VICTORIAMETRICS_PUSH_URL")
    }

    @Test func languagesFollowTheLocale() {
        let text = LocalizedText(fr: "Hôte", en: "Host")
        #expect(text.text(in: Language(posixLocale: "fr_FR.UTF-8")) == "Hôte")
        #expect(text.text(in: Language(posixLocale: "C")) == "Host")
    }
}
