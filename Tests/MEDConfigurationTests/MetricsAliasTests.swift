import MEDConfiguration
import MEDCore
import Testing

/// Document 002's section `metrics`.
@Suite struct MetricsAliasTests {
    private static let prometheus = ExporterManifest(
        key: "prometheus", name: LocalizedText(fr: "Prometheus", en: "Prometheus"),
        fields: [
            ConfigurationField("port", .port, default: .integer(9_090), label: LocalizedText(fr: "Port", en: "Port")),
            ConfigurationField(
                "path", .text, default: .string("/metrics"), label: LocalizedText(fr: "Path", en: "Path")),
            ConfigurationField("labels", .map, label: LocalizedText(fr: "Labels", en: "Labels")),
        ], backfill: .currentOnly, idempotence: .natural)

    private func loader() throws -> Loader {
        var loader = try Loader()
        loader.manifests = [Manifests.victoriametrics, Self.prometheus]
        return loader
    }

    @Test func itsHalvesAreBothExporters() throws {
        let loaded = try loader().load(
            """
            metrics:
              enabled: true
              port: 9091
              path: /linky
              labels: {location: paris}
              push: {enabled: true, url: "http://vm:8428/api/v1/import", interval: 30}
            """)
        let (push, pull) = (loaded.configuration.exporters[0], loaded.configuration.exporters[1])
        #expect(pull.isEnabled && push.isEnabled)
        #expect(pull.configuration.integer("port") == 9_091)
        #expect(pull.configuration.string("path") == "/linky")
        #expect(pull.configuration.map("labels") == ["location": "paris"])
        #expect(push.configuration.string("push.url") == "http://vm:8428/api/v1/import")
        #expect(push.configuration.integer("push.interval") == 30)
        #expect(push.configuration.isOn("push.enabled"))
        #expect(push.configuration.map("labels") == [:])
        #expect(loaded.warnings.map(\.place) == ["1:1 metrics"])
        #expect(loaded.warnings[0].message.english.hasPrefix("“metrics” is the former name of “prometheus”"))
    }

    @Test(arguments: [
        ("metrics: {enabled: false}", false, false), ("metrics: {enabled: true}", true, false),
        ("metrics: {push: {enabled: true, url: \"http://vm:8428/\"}}", false, true),
        ("metrics: {enabled: true, push: {enabled: false}}", true, false),
        ("metrics: {enabled: true, push: {url: \"http://vm:8428/\"}}", true, false),
    ])
    func eachHalfIsSwitchedByItsOwnWord(_ yaml: String, _ pull: Bool, _ push: Bool) throws {
        let sections = try loader().load(yaml).configuration.exporters
        #expect(sections.map(\.isEnabled) == [push, pull])
    }

    @Test func theNewSectionsCount() throws {
        let loaded = try loader().load(
            """
            prometheus: {port: 9092}
            metrics:
              enabled: true
              port: 9091
              push: {enabled: true, url: "http://old:8428/"}
            victoriametrics: {push: {url: "http://new:8428/"}}
            """)
        let (push, pull) = (loaded.configuration.exporters[0], loaded.configuration.exporters[1])
        #expect(!pull.isEnabled && !push.isEnabled)
        #expect(pull.configuration.integer("port") == 9_092)
        #expect(push.configuration.string("push.url") == "http://new:8428/")
        #expect(loaded.warnings.map(\.place) == ["2:1 metrics", "2:1 metrics", "2:1 metrics"])
        #expect(loaded.warnings[1].message.english.contains("“prometheus” is there as well"))
        #expect(loaded.warnings[2].message.english.contains("“victoriametrics” is there as well"))
    }

    @Test func theEnvironmentIsAboveIt() throws {
        var loader = try loader()
        loader.environment["PROMETHEUS_PORT"] = "9093"
        let section = try loader.load("metrics: {enabled: true, port: 9091}").configuration.exporters[1]
        #expect(section.configuration.integer("port") == 9_093)
    }

    @Test(arguments: [
        ("metrics: {port: high}", "1:17 metrics.port"), ("metrics: on", "1:10 metrics"),
        ("metrics: {push: {url: vm}}", "1:23 metrics.push.url"),
    ])
    func whatIsWrongIsNamedWhereItStands(_ yaml: String, _ place: String) throws {
        #expect(try loader().issue(yaml).place == place)
    }

    @Test func anEmptyOneIsNothing() throws {
        #expect(try loader().load("metrics:\n").warnings.isEmpty)
    }
}
