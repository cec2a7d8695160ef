import Foundation
import TestServers
import Testing

/// The road of a household with a Jeedom box: detect, paste, test, import, export; with the real `med`.
@Suite(.timeLimit(.minutes(2)))
struct JeedomScenarioTests {
    private static let pdl = "01234567890123"
    private static let key = "CanaryCoreKey0123456789abcdefABCDEF"

    private func box(_ change: (inout FakeJeedomEquipment) -> Void = { _ in }) throws -> FakeJeedom {
        var linky = FakeJeedomEquipment(
            id: 12, name: "Linky",
            commands: [
                FakeJeedomCommand(id: 456, name: "Consommation jour", unit: "kWh"),
                FakeJeedomCommand(id: 457, name: "Consommation HC", unit: "kWh"),
                FakeJeedomCommand(id: 458, name: "Consommation HP", unit: "kWh"),
                FakeJeedomCommand(id: 459, name: "Production jour", unit: "kWh"),
                FakeJeedomCommand(id: 460, name: "Puissance max", unit: "kVA"),
            ].map { $0.with { $0.smoothing = "none" } })
        change(&linky)
        return try FakeJeedom(
            [linky], options: FakeJeedomOptions(coreKey: Self.key, virtualKey: "AnotherKey0123456789")
        ) { Int64(Date().timeIntervalSince1970) }
    }

    private func configure(_ home: MedHome, _ box: FakeJeedom, more: String = "") throws {
        try home.directory.write(
            """
            database: {url: "sqlite:///./med.sqlite"}
            pdls:
              - id: "\(Self.pdl)"
                contract: [{from: 2020-01-01, tariff: HC/HP, offpeak: "HC (22H30-6H30)", power_kva: 9}]
            jeedom:
              enabled: true
              url: "\(box.url)"
              api_key: "\(Self.key)"
            \(more)
            """, to: "config.yaml")
    }

    @Test("What detect prints can be pasted, and the history arrives under the newest value")
    func theWholeRoad() async throws {
        let box = try box()
        defer { withExtendedLifetime(box) {} }
        let home = try MedHome()
        try configure(home, box)
        let found = try home.med("detect", "jeedom").output
        #expect(found.contains("equipment_id: \"12\""))
        #expect(found.contains("max_power: \"460\""))
        #expect(box.events.isEmpty)
        try configure(home, box, more: found.replacing("jeedom:\n", with: ""))
        #expect(try !home.med("config", "check").output.contains("! "))
        let tested = try home.med("test", "jeedom").output
        #expect(tested.contains("Jeedom 4.5.3") && tested.contains("5 commands checked"))
        let files = try HouseholdFiles(from: "2024-01-01", days: 60, hasProduction: true)
        for file in files.files { try home.med("import", file) }
        let shown = try home.med("export", "--exporter", "jeedom", "--dry-run")
        #expect(shown.output.contains("cmd::event") && !shown.output.contains(Self.key))
        let exported = try home.med("export", "--exporter", "jeedom")
        #expect(!exported.output.contains(Self.key) && !exported.errors.contains(Self.key))
        #expect(box.history(of: 456).count == 60)
        #expect(box.history(of: 459).count == 60)
        for (day, value) in files.consumption {
            let shown = try #require(box.history(of: 456)["\(day) 00:00:00"].flatMap(Double.init))
            // A value of the box is rounded to Wh.
            #expect(abs(shown - Double(value.wattMinutes) / 60_000) < 0.001, "\(day)")
        }
        #expect(box.command(456)?.collectDate == "2024-02-29 00:00:00")
        #expect(box.command(459)?.collectDate == "2024-02-29 00:00:00")
        let before = box.events.count
        try home.med("replay", "--exporter", "jeedom")
        try home.med("export", "--exporter", "jeedom")
        #expect(box.events.count > before)
        #expect(box.history(of: 456).count == 60)
        #expect(box.command(456)?.collectDate == "2024-02-29 00:00:00")
    }

    @Test("A wrong key ends with its exit code, is asked once, and is printed nowhere")
    func wrongKey() async throws {
        let box = try box()
        defer { withExtendedLifetime(box) {} }
        let home = try MedHome()
        try configure(home, box)
        box.changeOptions { $0.coreKey = "SomethingElse0123456789" }
        let ending = try home.med("detect", "jeedom", expecting: 77)
        #expect(box.requests.count == 1)
        #expect(!ending.errors.contains(Self.key))
        try home.med("test", "jeedom", expecting: 77)
    }

    @Test("Two meters, one instance each: every day arrives at its own commands; nothing can be taken back")
    func twoMeters() async throws {
        let scene = try DestinationHome()
        let box = try FakeJeedom.withMeters(2)
        defer { withExtendedLifetime(box) {} }
        try scene.configure(FakeJeedom.section(scene.houses.map(\.pdl), url: box.url))
        try scene.importAll()
        for (number, instance) in ["jeedom", "jeedom.garage"].enumerated() {
            try scene.med(["test", instance])
            let shown = try scene.med(["export", "--exporter", instance, "--dry-run"])
            #expect(!shown.output.contains(FakeJeedom.key))
            let before = box.events.count
            try scene.med(["export", "--exporter", instance])
            #expect(box.events.count > before)
            let house = scene.houses[number]
            for (command, days) in [(456, house.consumption), (459, house.production)] {
                let history = box.history(of: command + 100 * number)
                #expect(history.count == days.count, "\(instance) \(command)")
                for (day, values) in days {
                    let found = try #require(history["\(day) 00:00:00"].flatMap(Double.init))
                    #expect(found.isNear(Expect.day(values)), "\(instance) \(day)")
                }
            }
        }
        let retracted = try scene.med(["retract", "jeedom", "--all"], expecting: 78)
        #expect(retracted.errors.contains("jeedom: this exporter cannot take anything back."))
    }

    @Test("A wrong key ends with 77, and a box that is not there with 69; both say so, in both languages")
    func trouble() async throws {
        let scene = try DestinationHome()
        let box = try FakeJeedom.withMeters(2)
        defer { withExtendedLifetime(box) {} }
        try scene.configure(
            FakeJeedom.section(scene.houses.map(\.pdl), url: box.url, key: "Wr0ngCoreKey0123456789"))
        try scene.importAll()
        try scene.expect(
            .init(
                code: 77, french: "Jeedom refuse la clé API.", english: "Jeedom refuses the API key.",
                secrets: ["Wr0ngCoreKey", FakeJeedom.key]), of: "jeedom")
        #expect(box.events.isEmpty)
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        try scene.configure(
            FakeJeedom.section(scene.houses.map(\.pdl), url: "http://127.0.0.1:\(nobody.number)"))
        try scene.expect(
            .init(
                code: 69, french: "Rien n'écoute sur 127.0.0.1:\(nobody.number).",
                english: "Nothing listens on 127.0.0.1:\(nobody.number).", secrets: [FakeJeedom.key]), of: "jeedom")
    }

    @Test("Only jeedom can be looked for")
    func otherExporters() throws {
        let home = try MedHome()
        try home.directory.write("mqtt: {host: 127.0.0.1}\n", to: "config.yaml")
        try home.med("detect", "mqtt", expecting: 64)
    }
}
