import MEDCore
import MEDExporters
import MEDHTTP
import Testing

@testable import struct MEDExporters.Retention
@testable import struct MEDExporters.VictoriaMetricsAddresses

@Suite(.timeLimit(.minutes(1)))
struct AddressTests {
    @Test(arguments: [
        "http://vm:8428", "http://vm:8428/", "http://vm:8428/api/v1/import", "http://vm:8428/api/v1/import/",
        "http://vm:8428/api/v1/write",
    ])
    func aSingleNode(_ url: String) throws {
        let addresses = try VictoriaMetricsAddresses(write: HTTPURL(url), read: nil)
        #expect("\(addresses.importing)" == "http://vm:8428/api/v1/import")
        #expect("\(addresses.exporting)" == "http://vm:8428/api/v1/export")
        #expect("\(addresses.query)" == "http://vm:8428/api/v1/query")
        #expect("\(addresses.series)" == "http://vm:8428/api/v1/series")
        #expect("\(addresses.deleting)" == "http://vm:8428/api/v1/admin/tsdb/delete_series")
        #expect(addresses.flush.map { "\($0)" } == "http://vm:8428/internal/force_flush")
        #expect(addresses.metrics.map { "\($0)" } == "http://vm:8428/metrics")
    }

    /// Under `/prometheus` a single node answers too, but not to what stands at its root.
    @Test func aSingleNodeUnderPrometheus() throws {
        let addresses = try VictoriaMetricsAddresses(write: HTTPURL("https://h/x/prometheus/api/v1/import"), read: nil)
        #expect("\(addresses.importing)" == "https://h/x/prometheus/api/v1/import")
        #expect(addresses.flush.map { "\($0)" } == "https://h/x/internal/force_flush")
    }

    @Test(
        arguments: [
            "http://vminsert:8480/insert/0/prometheus/api/v1/import", "http://vminsert:8480/insert/0/prometheus",
            "http://vminsert:8480/insert/0",
        ], ["http://vmselect:8481/select/0/prometheus", "http://vmselect:8481/select/0/"])
    func aCluster(_ write: String, _ read: String) throws {
        let addresses = try VictoriaMetricsAddresses(write: HTTPURL(write), read: HTTPURL(read))
        #expect("\(addresses.importing)" == "http://vminsert:8480/insert/0/prometheus/api/v1/import")
        #expect("\(addresses.exporting)" == "http://vmselect:8481/select/0/prometheus/api/v1/export")
        #expect(
            "\(addresses.deleting)" == "http://vmselect:8481/delete/0/prometheus/api/v1/admin/tsdb/delete_series")
        #expect(addresses.flush == nil)
    }

    @Test func aTenantWithAProject() throws {
        let addresses = try VictoriaMetricsAddresses(
            write: HTTPURL("http://i/insert/12:7"), read: HTTPURL("http://s/select/12:7/prometheus"))
        #expect("\(addresses.importing)" == "http://i/insert/12:7/prometheus/api/v1/import")
        #expect("\(addresses.deleting)" == "http://s/delete/12:7/prometheus/api/v1/admin/tsdb/delete_series")
    }

    @Test(arguments: ["http://vm:8428/?extra_label=a=b", "http://user:secret@vm:8428", "vm:8428"])
    func aURLThatCannotBe(_ url: String) {
        #expect(throws: ExporterFault.self) { try victoriaMetrics(url) }
    }

    @Test func credentialsBelongTogether() {
        #expect(throws: ExporterFault.self) {
            try victoriaMetrics("http://vm", ["push.password": .secret(Secret("x"))])
        }
        #expect(throws: ExporterFault.self) {
            try victoriaMetrics(
                "http://vm", ["push.username": .string("u"), "push.token": .secret(Secret("x"))])
        }
    }

    /// Months are 31 days there, years 365.
    @Test(arguments: [("1", 31), ("20y", 7_300), ("100d", 100), ("4w", 28), ("36h", 1), ("1.5", 46)])
    func retention(_ flag: String, _ days: Int) {
        #expect(Retention(flag: flag)?.days == days)
        #expect(
            Retention(metrics: "x 1\nflag{name=\"retentionPeriod\", value=\"\(flag)\", is_set=\"false\"} 1\n")?.days
                == days)
    }

    @Test(arguments: ["", "y", "-1", "zero", "0"])
    func noRetention(_ flag: String) {
        #expect(Retention(flag: flag) == nil)
    }

    @Test func theManifestSaysWhatTheConfigurationMeans() {
        let manifest = VictoriaMetricsExporter.manifest
        #expect(manifest.backfill == .full)
        #expect(manifest.idempotence == .none)
        #expect(Set(manifest.fields.filter(\.isIdentity).map(\.key)) == ["push.url", "labels"])
        #expect(Set(manifest.fields.filter(\.isSecret).map(\.key)) == ["push.password", "push.token"])
        #expect(
            manifest.fields.map { $0.environmentName(exporterKey: manifest.key) }.contains("VICTORIAMETRICS_PUSH_URL"))
        for field in manifest.fields {
            for text in [field.label, field.help] { #expect(!text.french.isEmpty && !text.english.isEmpty) }
        }
    }

    @Test func theToggleHoldsAndTheIntervalGathers() {
        func pace(_ values: [String: ConfigurationValue]) -> DeliveryPace {
            VictoriaMetricsExporter.pace(
                for: ExporterConfiguration(
                    instance: InstanceID(exporterKey: "victoriametrics"), values: values,
                    manifest: VictoriaMetricsExporter.manifest))
        }
        #expect(pace([:]) == .every(.seconds(60)))
        #expect(pace(["push.interval": .integer(5)]) == .every(.seconds(5)))
        if case .held = pace(["push.enabled": .boolean(false)]) {} else { Issue.record("not held") }
    }
}
