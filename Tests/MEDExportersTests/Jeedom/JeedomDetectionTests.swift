import MEDCore
import MEDExporters
import TestServers
import Testing

/// The equipment and its commands, found by name, unit and type.
@Suite(.timeLimit(.minutes(1)))
struct JeedomDetectionTests {
    private func detect(_ box: FakeJeedom, _ values: [String: ConfigurationValue] = [:]) async throws -> JeedomProposal
    {
        try await JeedomExporter.detect(
            jeedomConfiguration(box.url, values), dependencies: jeedomDependencies())
    }

    @Test func thePagesEquipmentIsFoundAmongOthers() async throws {
        let weather = FakeJeedomEquipment(
            id: 3, name: "Météo", commands: [FakeJeedomCommand(id: 30, name: "Température", unit: "°C")])
        let plug = FakeJeedomEquipment(
            id: 5, name: "Prise lave-linge",
            commands: [
                FakeJeedomCommand(id: 50, name: "Consommation", unit: "kWh"),
                FakeJeedomCommand(id: 51, name: "Puissance", unit: "W"),
            ])
        var ups = linky { $0.type = "ups" }
        ups.id = 99
        let box = try jeedom([weather, plug, linky(), ups])
        defer { withExtendedLifetime(box) {} }
        let proposal = try await detect(box)
        #expect(proposal.equipment?.id == 12)
        #expect(
            proposal.commands.mapValues(\.id) == [
                .consumptionDaily: 456, .consumptionHC: 457, .consumptionHP: 458, .productionDaily: 459, .maxPower: 460,
                .tempoToday: 461, .tempoTomorrow: 462, .ecowatt: 463,
            ])
        #expect(proposal.commands.values.allSatisfy { $0.confidence == 1 })
        #expect(proposal.equipment.map { $0.confidence > 0.9 && $0.confidence <= 1 } == true)
        #expect(proposal.warnings.isEmpty, "\(proposal.warnings)")
        #expect(box.events.isEmpty, "nothing was written")
        print(proposal.yaml(in: .french))
        #expect(
            proposal.yaml(in: .english).hasPrefix(
                "jeedom:\n  equipment_id: \"12\"  # Linky …1234: 100 %, name, 5 commands of 5\n  commands:\n"
                    + "    consumption_daily: \"456\"  # Consommation jour: 100 %, name, unit kWh, type numeric\n"))
    }

    /// Names as households write them, with what they are.
    @Test(
        arguments: [
            ("Conso journalière", "kWh", JeedomRole.consumptionDaily), ("conso_jour", "kWh", .consumptionDaily),
            ("Consommation quotidienne", "kWh", .consumptionDaily), ("ConsoJour", "kWh", .consumptionDaily),
            ("Daily consumption", "kWh", .consumptionDaily), ("Conso HC", "kWh", .consumptionHC),
            ("Heures creuses", "kWh", .consumptionHC), ("Conso heures pleines", "kWh", .consumptionHP),
            ("HP", "kWh", .consumptionHP), ("Injection jour", "kWh", .productionDaily),
            ("Production solaire du jour", "kWh", .productionDaily), ("PMAX", "kVA", .maxPower),
            ("Puissance maximale", "kVA", .maxPower), ("Puissance maxi (veille)", "VA", .maxPower),
        ])
    func names(_ name: String, _ unit: String, _ role: JeedomRole) async throws {
        let box = try jeedom([
            FakeJeedomEquipment(id: 1, name: "Linky", commands: [FakeJeedomCommand(id: 7, name: name, unit: unit)])
        ])
        defer { withExtendedLifetime(box) {} }
        let proposal = try await detect(box)
        #expect(proposal.commands.mapValues(\.id) == [role: 7], "\(proposal)")
        #expect(proposal.commands[role].map { $0.confidence >= 0.7 } == true)
    }

    @Test(arguments: ["Consommation mois", "Coût conso jour", "Conso année", "Température", "Rafraichir", "Prix HC"])
    func otherNamesAreNoProposal(_ name: String) async throws {
        let box = try jeedom([
            FakeJeedomEquipment(id: 1, name: "Linky", commands: [FakeJeedomCommand(id: 7, name: name, unit: "kWh")])
        ])
        defer { withExtendedLifetime(box) {} }
        #expect(try await detect(box).commands.isEmpty)
    }

    @Test func confidenceFallsWithEveryDoubt() async throws {
        func confidence(_ change: (inout FakeJeedomCommand) -> Void) async throws -> Double {
            let command = FakeJeedomCommand(id: 7, name: "Consommation jour", unit: "kWh").with(change)
            let box = try jeedom([FakeJeedomEquipment(id: 1, name: "Linky", commands: [command])])
            defer { withExtendedLifetime(box) {} }
            return try await detect(box).commands[.consumptionDaily]?.confidence ?? 0
        }
        #expect(try await confidence { _ in } == 1)
        #expect(try await confidence { $0.unit = "Wh" } == 0.85)
        #expect(try await confidence { $0.unit = "" } == 0.75)
        #expect(try await confidence { $0.subType = "string" } == 0.85)
        #expect(try await confidence { $0.name = "Consommation" } == 0.7)
        #expect(try await confidence { $0.type = "action" } == 0)
    }

    @Test func whatLosesValuesIsAWarning() async throws {
        let box = try jeedom([
            linky {
                $0.isEnabled = false
                $0.commands[0].isHistorized = false
                $0.commands[1].smoothing = "avg"
                $0.commands[2].smoothing = nil
                $0.commands[3].unit = "Wh"
                $0.commands[4].subType = "string"
            }
        ])
        defer { withExtendedLifetime(box) {} }
        let warnings = try await detect(box).warnings.map(\.french)
        let words = [
            "désactivé", "456 (consumption_daily) n'est pas historisée", "457 (consumption_hc) est lissée",
            "458 (consumption_hp) est lissée", "459 (production_daily) est en Wh", "460 (max_power) est de type string",
        ]
        #expect(warnings.count == words.count, "\(warnings)")
        for (warning, word) in zip(warnings, words) { #expect(warning.contains(word), "\(warning)") }
    }

    @Test func ofTwoMetersThePDLDecides() async throws {
        var second = linky { $0.name = "Linky \(otherMeter.digits)" }
        second.id = 13
        second.commands = second.commands.map { command in command.with { $0.id += 100 } }
        let box = try jeedom([linky(), second])
        defer { withExtendedLifetime(box) {} }
        #expect(try await detect(box, ["pdl": .string(otherMeter.digits)]).equipment?.id == 13)
        let undecided = try await detect(box)
        #expect(undecided.equipment?.id == 12)
        #expect(undecided.warnings.contains { $0.english.contains("Equipment 13") })
    }

    /// What is pasted into a file must not become lines of it.
    @Test(arguments: ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"])
    func namesStayInTheirComment(_ lineBreak: String) async throws {
        let box = try jeedom([linky { $0.name = "Linky\(lineBreak)enabled: true" }])
        defer { withExtendedLifetime(box) {} }
        let yaml = try await detect(box).yaml(in: .english)
        #expect(yaml.contains("# Linky enabled: true: "))
        #expect(yaml.unicodeScalars.count { $0.properties.generalCategory == .control } == 10, "its own line feeds")
    }

    @Test func anEmptyBoxHasNoProposal() async throws {
        let box = try jeedom([])
        defer { withExtendedLifetime(box) {} }
        let proposal = try await detect(box)
        #expect(proposal == JeedomProposal())
        #expect(proposal.yaml(in: .french).isEmpty)
    }

    /// The Virtual plugin's key asks JSON-RPC, too, under the plugin's name.
    @Test func thePluginsKeyDetectsToo() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let proposal = try await detect(
            box, ["method": .string("virtual"), "api_key": .secret(Secret(virtualKey))])
        #expect(proposal.equipment?.id == 12)
        #expect(box.writes.allSatisfy { $0.contains(#""plugin":"virtual""#) })
    }

    @Test func aWrongKeyIsAskedOnce() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let fault = try await exporterFault {
            _ = try await detect(box, ["api_key": .secret(Secret("aWrongKeyOfSomeLength"))])
        }
        #expect(fault.blockedCause != nil)
        #expect(box.requests.count == 1)
    }
}
