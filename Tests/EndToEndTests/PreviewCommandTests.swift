import Foundation
import TestServers
import Testing

/// `med preview ID`, `med test ID` and `med retract ID` for every exporter, at destinations that are not there.
@Suite(.timeLimit(.minutes(3)))
struct PreviewCommandTests {
    private static let secret = "CanaryOfTheHousehold123456"
    private static let pdl = "01234567890123"

    /// A household of ten days with every exporter; nobody listens at its destinations.
    private static func household(_ port: ReservedPort, _ files: HouseholdFiles) throws -> MedHome {
        let home = try MedHome()
        let url = "http://127.0.0.1:\(port.number)"
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
              - id: "\(pdl)"
                contract: [{from: 2020-01-01, tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9}]
            home_assistant:
              enabled: true
              mqtt: {host: 127.0.0.1, port: \(port.number), username: med, password: "\(secret)"}
            mqtt: {enabled: true, host: 127.0.0.1, port: \(port.number), history: true, username: med, password: "\(secret)"}
            victoriametrics:
              enabled: true
              push: {url: "\(url)", username: med, password: "\(secret)"}
              labels: {location: "paris"}
            prometheus: {enabled: false, port: \(port.number), username: prom, password: "\(secret)", labels: {location: paris}}
            jeedom:
              enabled: true
              url: "\(url)"
              api_key: "\(secret)"
              commands: {consumption_daily: "456"}
            webhook:
              - {enabled: true, url: "\(url)/linky", headers: {Authorization: "Bearer \(secret)"}}
              - id: short
                enabled: false
                url: "\(url)/\(secret)/{{date}}"
                body: "{{value_kwh}}"
            files: {enabled: true, folder: "\(home.directory.url.path)"}
            """, to: "config.yaml")
        for file in files.files { try home.med("import", file) }
        return home
    }

    @Test("The preview has the exact bytes of each destination, and no secret")
    func preview() async throws {
        let port = try ReservedPort()
        let files = try HouseholdFiles(pdl: Self.pdl, from: "2024-02-01", days: 10)
        let home = try Self.household(port, files)
        let day = try #require(files.consumption["2024-02-05"])
        let latest = try #require(files.consumption["2024-02-10"])
        let value = Expect.kilowattHours(day.wattMinutes)
        let newest = Expect.kilowattHours(latest.wattMinutes)
        let url = "http://127.0.0.1:\(port.number)"
        func shown(_ exporter: String) throws -> [String] {
            let ending = try home.med("preview", exporter, "--from", "2024-02-05", "--to", "2024-02-05")
            #expect(!ending.output.contains(Self.secret) && !ending.errors.contains(Self.secret), "\(exporter)")
            return ending.output.split(separator: "\n").map(String.init)
        }
        let mqtt = try shown("mqtt")
        #expect(
            mqtt.contains { $0.hasPrefix("myelectricaldata/\(Self.pdl)/consumption/daily {\"value\":\(newest),") })
        #expect(
            mqtt.filter { $0.contains("/history/") }.map { $0.prefix { $0 != "," } } == [
                "myelectricaldata/\(Self.pdl)/history/consumption/2024-02-05 {\"value\":\(value)"
            ])
        // `TZ=Europe/Paris date -d 2024-02-05 +%s`
        let victoria = try shown("victoriametrics")
        #expect(victoria.first == "\(url)/api/v1/import")
        #expect(
            victoria.contains(
                #"{"metric":{"__name__":"myelectricaldata_consumption_daily_kwh","pdl":"\#(Self.pdl)","location":"paris"},"values":[\#(value)],"timestamps":[1707087600000]}"#
            ))
        let prometheus = try shown("prometheus")
        #expect(prometheus.first == "GET \(url)/metrics")
        #expect(
            prometheus.contains(
                "myelectricaldata_consumption_daily_kwh{pdl=\"\(Self.pdl)\",location=\"paris\"} \(newest)"))
        let webhook = try shown("webhook")
        #expect(webhook.count == 1)
        #expect(
            webhook.first?.hasPrefix(
                "\(url)/linky {\"type\":\"consumption\",\"pdl\":\"\(Self.pdl)\",\"date\":\"2024-02-05\",\"value_kwh\":\(value),"
            ) == true)
        // An instance of its own, off, whose address is a secret.
        #expect(try shown("webhook.short").map { $0.suffix(12 + value.count) } == ["/2024-02-05 \(value)"])
        let jeedom = try shown("jeedom")
        #expect(jeedom.allSatisfy { $0.hasPrefix("\(url)/core/api/jeeApi.php {") && $0.contains("•••") })
        #expect(jeedom.contains { $0.contains("\"value\":\(value),\"datetime\":\"2024-02-05 00:00:00\"") })
        let states = try shown("home_assistant")
        #expect(
            states.contains {
                $0.hasPrefix("homeassistant/sensor/med_\(Self.pdl)/consumption_daily/state {\"value\":\(newest),")
            })
        let rows = try shown("files")
        #expect(rows.first == home.directory.path("\(Self.pdl)-consumption-daily.csv"))
        #expect(rows.contains { $0.hasPrefix("2024-02-05,") && $0.split(separator: ",")[2] == value })
        // The same by its older name, and an exporter that is not there.
        let dry = try home.med(
            "export", "--exporter", "mqtt", "--dry-run", "--from", "2024-02-05", "--to", "2024-02-05")
        #expect(dry.output.split(separator: "\n").map(String.init) == mqtt)
        #expect(try home.med.run(["preview", "webhook.other"]).code == 78)
        #expect(try home.med.run(["preview"]).code == 64)
    }

    @Test("Each exporter is tested and retracted by its name; those that cannot take back say so, as the help does")
    func everyExporterByItsName() async throws {
        let port = try ReservedPort()
        let home = try Self.household(port, HouseholdFiles(pdl: Self.pdl, from: "2024-02-01", days: 2))
        // In lines as wide as the terminal.
        let help = try home.med("retract", "--help").output.replacing("\n", with: " ")
        for exporter in ["home_assistant", "mqtt", "victoriametrics", "jeedom", "webhook"] {
            let ending = try home.med.run(["test", exporter])
            #expect(ending.code == 69 && ending.output.contains("  ✗ "), "\(exporter): \(ending)")
            #expect(!(ending.output + ending.errors).contains(Self.secret), "\(exporter)")
        }
        #expect(try home.med("test", "files").output.contains("  ✓ "))
        #expect(try home.med("test", "prometheus").output.contains("  ✓ "))
        for exporter in ["jeedom", "webhook", "webhook.short", "prometheus"] {
            let ending = try home.med.run(["retract", exporter, "--all"])
            #expect(ending.code == 78 && ending.errors.contains("cannot take anything back"), "\(exporter): \(ending)")
            #expect(help.contains("\(exporter.prefix { $0 != "." }) ("), "\(exporter)")
        }
        for exporter in ["home_assistant", "mqtt", "victoriametrics"] {
            let ending = try home.med.run(["retract", exporter, "--all"])
            #expect(ending.code == 69, "\(exporter): \(ending)")
            #expect(!(ending.output + ending.errors).contains(Self.secret), "\(exporter)")
        }
        try home.med("retract", "files", "--all")
    }
}
