import Foundation
import TestServers
import Testing

/// The road of a household to the real VictoriaMetrics, with the real `med`.
@Suite(.timeLimit(.minutes(3)))
struct VictoriaMetricsScenarioTests {
    private static let password = "C4nary-p4ss"

    private func section(_ url: String, password: String = password) -> String {
        """
        victoriametrics:
          enabled: true
          push: {url: "\(url)/api/v1/import", username: med, password: "\(password)"}
          labels: {location: paris}
        """
    }

    @Test(
        "Test, preview, export, a second export that sends nothing, retract; totals of two PDL as Python counted them")
    func theWholeRoad() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.login = ("med", Self.password) })
        defer { server.kill() }
        let scene = try DestinationHome()
        try scene.configure(section(server.url))
        try scene.importAll()
        let tested = try scene.med(["test", "victoriametrics"])
        #expect(try server.export("{__name__=~\"myelectricaldata.*\"}").isEmpty)
        let shown = try scene.med(["export", "--exporter", "victoriametrics", "--dry-run"])
        #expect(shown.output.contains("\(server.url)/api/v1/import"))
        #expect(shown.output.contains("myelectricaldata_consumption_daily_kwh"))
        #expect(try server.export("{__name__=~\"myelectricaldata.*\"}").isEmpty)
        let exported = try scene.med(["export", "--exporter", "victoriametrics"])
        #expect(exported.output.contains("\(scene.dayCount) days of history delivered"), "\(exported.output)")
        try server.flush()
        for house in scene.houses {
            for (name, days) in [("consumption", house.consumption), ("production", house.production)] {
                let series = "myelectricaldata_\(name)_daily_kwh{pdl=\"\(house.pdl)\",location=\"paris\"}"
                let sum = try server.value("sum_over_time(\(series)[100d])", at: DestinationHome.end)
                guard !days.isEmpty else {
                    #expect(sum == nil)
                    continue
                }
                #expect(try #require(sum).isNear(Expect.sum(days)))
                #expect(
                    try server.value("count_over_time(\(series)[100d])", at: DestinationHome.end) == Double(days.count))
                let curve = "myelectricaldata_\(name)_load_watts{pdl=\"\(house.pdl)\"}"
                #expect(
                    try server.value("count_over_time(\(curve)[100d])", at: DestinationHome.end)
                        == Double(days.values.reduce(0) { $0 + $1.points }))
            }
        }
        let again = try scene.med(["export", "--exporter", "victoriametrics"])
        #expect(again.output.contains(" 0 days of history delivered"), "\(again.output)")
        let retracted = try scene.med(["retract", "victoriametrics", "--all"])
        try server.flush()
        #expect(try server.export("{__name__=~\"myelectricaldata.*\"}").isEmpty)
        for ending in [tested, shown, exported, again, retracted] {
            #expect(!(ending.output + ending.errors).contains(Self.password))
        }
    }

    @Test("A wrong password ends with 77 and says what to do, and shows no password")
    func wrongPassword() async throws {
        let server = try await VictoriaMetricsServer.started(.with { $0.login = ("med", Self.password) })
        defer { server.kill() }
        let scene = try DestinationHome()
        try scene.configure(section(server.url, password: "Wr0ng-p4ss"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 77, french: "VictoriaMetrics refuse l'identification (HTTP 401).",
                english: "VictoriaMetrics refuses the credentials (HTTP 401).",
                secrets: ["Wr0ng-p4ss", Self.password]), of: "victoriametrics")
    }

    @Test("A server that is not there ends with 69")
    func unreachable() throws {
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        let scene = try DestinationHome()
        try scene.configure(section("http://127.0.0.1:\(nobody.number)"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 69, french: "Rien n'écoute sur 127.0.0.1:\(nobody.number).",
                english: "Nothing listens on 127.0.0.1:\(nobody.number).", secrets: [Self.password]),
            of: "victoriametrics")
    }
}

extension Double {
    /// Equal to half a Wh: sums of binary fractions differ in their last digits.
    func isNear(_ other: Double) -> Bool { abs(self - other) < 0.0005 }
}
