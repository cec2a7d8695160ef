import MEDConfiguration
import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExporterSectionTests {
    let loader: Loader

    init() throws { loader = try Loader() }

    @Test func theSpecificationsSectionIsRead() throws {
        let section = try loader.mqtt(
            """
            mqtt:
              enabled: true
              host: "mqtt.example.com"
              port: 8883
              username: "mqtt_user"
              password: "mqtt_password"
              topic_prefix: "maison"
              qos: 2
              retain: false
              format: simple
            """)
        #expect(section.isEnabled)
        #expect(section.start == nil)
        let values = section.configuration
        #expect(values.instance == InstanceID(exporterKey: "mqtt"))
        #expect(values.string("host") == "mqtt.example.com")
        #expect(values.integer("port") == 8_883)
        #expect(values.string("username") == "mqtt_user")
        #expect(values.secret("password")?.reveal() == "mqtt_password")
        #expect(values.string("topic_prefix") == "maison")
        #expect(values.integer("qos") == 2)
        #expect(values.values["retain"] == .boolean(false))
        #expect(values.string("format") == "simple")
        #expect(values.isOn("short_topics"), "the manifest's default")
        #expect(values.values["enabled"] == nil, "not a field of this manifest")
    }

    @Test func theEnvironmentWinsOverTheFileAndTheFileOverTheDefault() throws {
        var loader = loader
        loader.environment["MQTT_HOST"] = "broker.lan"
        loader.environment["MQTT_QOS"] = "0"
        loader.environment["MQTT_USERNAME"] = ""
        let section = try loader.mqtt(
            "mqtt:\n  enabled: yes\n  host: in-file\n  username: file-user\n  topic_prefix: from-file\n")
        #expect(section.configuration.string("host") == "broker.lan")
        #expect(section.configuration.integer("qos") == 0)
        #expect(section.configuration.string("username") == "file-user", "an empty variable is not set")
        #expect(section.configuration.integer("port") == 1_883)
        #expect(section.origins["host"] == .environment(name: "MQTT_HOST"))
        #expect(section.origins["topic_prefix"] == .file(ScalarPosition(line: 5, column: 17)))
        #expect(section.origins["enabled"] == .file(ScalarPosition(line: 2, column: 12)))
        #expect(section.origins["port"] == .default)
        #expect(section.origins["start"] == .default)
    }

    @Test func theEnvironmentAloneConfiguresAnExporter() throws {
        let environment = [
            "MQTT_ENABLED": "true", "MQTT_HOST": "localhost", "MQTT_PORT": "1884", "MQTT_USERNAME": "mqtt_user",
            "MQTT_PASSWORD": "null", "MQTT_TOPIC_PREFIX": "p", "MQTT_QOS": "1", "MQTT_RETAIN": "off",
            "MQTT_TLS": "false", "MQTT_START": "2024-01-15", "VICTORIAMETRICS_PUSH_URL": "http://vm:8428/",
            "VICTORIAMETRICS_LABELS": "home=a, floor = 1", "VICTORIAMETRICS_METRICS": "DAILY, power",
        ]
        let loaded = try Configuration.load(
            path: nil, environment: environment, manifests: [Manifests.mqtt, Manifests.victoriametrics])
        #expect(loaded.warnings.isEmpty)
        #expect(loaded.positions.isEmpty)
        let mqtt = try #require(loaded.configuration.exporters.first)
        #expect(mqtt.isEnabled)
        #expect(mqtt.configuration.integer("port") == 1_884)
        #expect(mqtt.configuration.secret("password")?.reveal() == "null", "no implicit type")
        #expect(mqtt.configuration.values["retain"] == .boolean(false))
        #expect(mqtt.start == .from(try #require(Day("2024-01-15"))))
        let metrics = try #require(loaded.configuration.exporters.last)
        #expect(!metrics.isEnabled)
        #expect(metrics.configuration.string("push.url") == "http://vm:8428/")
        #expect(metrics.configuration.map("labels") == ["home": "a", "floor": "1"])
        #expect(metrics.configuration.list("metrics") == ["daily", "power"])
        #expect(metrics.configuration.integer("push.interval") == 60)
    }

    @Test func aListHasInstancesAndOnlyInstanceOneHearsTheEnvironment() throws {
        var loader = loader
        loader.environment["MQTT_PORT"] = "2000"
        let loaded = try loader.load(
            """
            mqtt:
              - id: cloud
                enabled: true
                host: cloud.example.com
              - enabled: on
                host: local
            """)
        let mqtt = loaded.configuration.exporters.filter { $0.instance.exporterKey == "mqtt" }
        #expect(mqtt.map(\.instance) == [InstanceID("mqtt.cloud"), InstanceID("mqtt")])
        #expect(mqtt.map { $0.configuration.integer("port") } == [1_883, 2_000])
        #expect(mqtt.map(\.isEnabled) == [true, true])
        #expect(mqtt.allSatisfy { $0.configuration.instance == $0.instance })
        #expect(loaded.warnings.isEmpty)
    }

    @Test func withIDsEverywhereTheFirstIsInstanceOne() throws {
        let loaded = try loader.load("mqtt:\n  - {id: home, host: a}\n  - {id: cloud, host: b}\n")
        let mqtt = loaded.configuration.exporters.filter { $0.instance.exporterKey == "mqtt" }
        #expect(mqtt.map(\.instance) == [InstanceID("mqtt"), InstanceID("mqtt.cloud")])
    }

    @Test(arguments: [
        ("mqtt:\n  - host: a\n  - host: b\n", "3:5 mqtt[1].id"),
        ("mqtt:\n  - id: a\n  - id: a\n", "3:9 mqtt[1].id"),
        ("mqtt:\n  - host: x\n  - id: \"a.b\"\n", "3:9 mqtt[1].id"),
        ("mqtt:\n  - id: [a]\n", "2:9 mqtt[0].id"),
        ("mqtt:\n  - text\n", "2:5 mqtt[0]"),
        ("mqtt: text\n", "1:7 mqtt"),
        ("mqtt:\n  - port: 0\n", "2:11 mqtt[0].port"),
        ("victoriametrics:\n  push: on\n", "2:9 victoriametrics.push"),
        ("victoriametrics:\n  push:\n    interval: 0\n", "3:15 victoriametrics.push.interval"),
        ("- mqtt\n", "1:1 "),
        ("just a text\n", "1:1 "),
    ])
    func shapesThatAreWrong(yaml: String, place: String) throws {
        #expect(try loader.issue(yaml).place == place)
    }

    @Test(arguments: [
        "", "# nothing\n", "---\n", "mqtt:\n", "mqtt: ~\n", "mqtt: {}\n", "mqtt: []\n", "pdls:\nlogging: null",
    ])
    func emptySectionsAreDefaults(yaml: String) throws {
        let loaded = try loader.load(yaml)
        #expect(loaded.warnings.isEmpty)
        #expect(loaded.configuration.exporters.map(\.instance.description) == ["mqtt", "victoriametrics"])
        #expect(loaded.configuration.exporters.allSatisfy { !$0.isEnabled })
        #expect(loaded.configuration.exporters.first?.configuration.string("host") == "localhost")
    }

    @Test(arguments: [("all", BackfillPolicy.full), ("NOW", .fromNow), ("\"2023-02-28\"", .from(Day("2023-02-28")!))])
    func startOverridesTheBackfill(text: String, policy: BackfillPolicy) throws {
        #expect(try loader.mqtt("mqtt: {start: \(text)}").start == policy)
    }

    @Test func aSectionThatTheBuildLacksIsAWarningWhenItIsOn() throws {
        var loader = loader
        loader.environment["JEEDOM_ENABLED"] = "1"
        let loaded = try loader.load(
            """
            prometheus: {enabled: true, port: 9090}
            webhook: {enabled: false, url: x}
            influxdb: [{enabled: no}, {enabled: yes}]
            realtime: {}
            """)
        #expect(loaded.warnings.map(\.place) == ["-:- JEEDOM_ENABLED", "1:1 prometheus", "3:1 influxdb"])
    }
}
