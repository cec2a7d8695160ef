import MEDCore
import MEDExporters
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ManifestTests {
    private let manifest = MQTTExporter.manifest

    @Test func theRegistryHasIt() {
        #expect(ExporterRegistry.exporter(key: "mqtt") is MQTTExporter.Type)
        #expect(ExporterRegistry.exporter(key: "carrier_pigeon") == nil)
        #expect(
            ExporterRegistry.manifests.map(\.key)
                == ["home_assistant", "mqtt", "victoriametrics", "prometheus", "jeedom", "webhook"])
    }

    @Test(arguments: ExporterRegistry.manifests.map(\.key))
    func everyFieldSpeaksBothLanguages(key: String) throws {
        for field in try #require(ExporterRegistry.exporter(key: key)).manifest.fields {
            for text in [field.label, field.help] {
                #expect(!text.french.isEmpty && !text.english.isEmpty, "\(field.key)")
            }
            #expect(!field.section.isEmpty)
        }
    }

    /// Document 003's keys, environment names and defaults.
    @Test func itsFieldsAreDocument003s() {
        let documented = [
            "MQTT_HOST", "MQTT_PORT", "MQTT_USERNAME", "MQTT_PASSWORD", "MQTT_TOPIC_PREFIX", "MQTT_QOS", "MQTT_RETAIN",
            "MQTT_TLS",
        ]
        let names = manifest.fields.map { $0.environmentName(exporterKey: manifest.key) }
        #expect(Set(documented).isSubset(of: names))
        #expect(Set(names).count == names.count)
        let keys = Set(manifest.fields.map(\.key))
        #expect(keys.isSuperset(of: ["ca_cert", "client_cert", "client_key", "format", "history", "short_topics"]))
        let defaults = Dictionary(uniqueKeysWithValues: manifest.fields.map { ($0.key, $0.defaultValue) })
        #expect(defaults["topic_prefix"] == .string("myelectricaldata"))
        #expect(defaults["port"] == .integer(1_883))
        #expect(defaults["qos"] == .integer(1))
        #expect(defaults["retain"] == .boolean(true))
        #expect(defaults["format"] == .string("json"))
    }

    @Test func thePasswordIsTheOnlySecretAndBrokerAndPrefixAreTheIdentity() {
        #expect(manifest.fields.filter(\.isSecret).map(\.key) == ["password"])
        #expect(Set(manifest.fields.filter(\.isIdentity).map(\.key)) == ["host", "port", "topic_prefix"])
    }

    @Test(arguments: [(true, BackfillPolicy.full), (false, .currentOnly)])
    func historyDecidesTheBackfill(_ isOn: Bool, _ policy: BackfillPolicy) {
        let configuration = ExporterConfiguration(
            instance: InstanceID(exporterKey: "mqtt"), values: ["history": .boolean(isOn)], manifest: manifest)
        #expect(MQTTExporter.backfill(for: configuration) == policy)
    }
}
