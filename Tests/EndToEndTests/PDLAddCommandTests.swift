import Foundation
import TestServers
import Testing

/// A new household's first command, with the real program and a local gateway.
@Suite(.timeLimit(.minutes(3)))
struct PDLAddCommandTests {
    private static let french = ["LANG": "fr_FR.UTF-8"]

    @Test(
        "An empty home: config.yaml is written, everything is fetched, and every other command shows it",
        arguments: [FakeDialect.v1, .v2, .conso])
    func emptyHome(dialect: FakeDialect) async throws {
        let scene = try GatewayHome(dialect)
        let isFrench = dialect != .v2
        let ending = try scene.add(environment: isFrench ? Self.french : [:])
        let contract =
            dialect == .conso
            // Conso API knows no contract: three years, more than Enedis keeps.
            ? [
                "      - from: \(FakeClock.day(paris: Int64(time(nil)) - 3 * 366 * 86_400))", "        tariff: BASE",
            ]
            : [
                "      - from: \(scene.firstDay)", "        tariff: HC/HP", "        offpeak: \"HC (22H30-6H30)\"",
                "        power_kva: 9",
            ]
        #expect(
            scene.configuration.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) == [
                "sources:", "  gateways:", "    - id: \(dialect)", "      kind: \(dialect)",
                "      url: \"\(scene.gateway.url)\"",
                "      token_file: \"\(scene.home.directory.path("token"))\"", "pdls:",
                "  - id: \"\(GatewayHome.pdl)\"", "    label: \"Maison\"", "    contract:",
            ] + contract + [""])
        let attributes = try FileManager.default.attributesOfItem(atPath: scene.home.directory.path("config.yaml"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)

        let words =
            isFrench ? ["ajouté à", "énergie par jour", "0 manquants"] : ["added to", "daily energy", "0 missing"]
        for word in words { #expect(ending.output.contains(word), "\(ending.output)") }
        if dialect != .conso {
            #expect(ending.output.contains(isFrench ? "Contrat chez Enedis : 9 kVA" : "Contract at Enedis: 9 kVA"))
        }
        #expect(try await scene.differences() == [])
        #expect(scene.gateway.rateViolations.isEmpty)
        #expect(scene.gateway.prematureCalls.isEmpty)
        let calls = scene.gateway.calls.count

        scene.gateway.clearCalls()
        try scene.med("sync")
        #expect(scene.readingCalls.isEmpty, "what \(dialect) had answered was asked for again")
        let count = scene.days.count
        let shown = try ["status", "gaps", "cost"].map { try scene.med($0, environment: Self.french).output }
        #expect(
            shown[0].contains("\(scene.firstDay) → \(scene.days.last ?? "")") && shown[0].contains("\(count)/\(count)"))
        #expect(shown[1].contains("\(count) jours complets sur \(count), 0 partiel, 0 manquant"))
        let wattHours = scene.days.compactMap { scene.enedis.dailyWattHours(GatewayHome.pdl, day: $0) }.reduce(0, +)
        #expect(shown[2].split(separator: "\n").last?.contains(Self.kilowattHours(wattHours)) == true, "\(shown[2])")
        for text in shown + [ending.output, ending.errors] { #expect(!text.contains(GatewayHome.token)) }
        #expect(try scene.filesWithToken() == [])

        // The same meter again: nothing is asked, nothing changes.
        let before = scene.configuration
        scene.gateway.clearCalls()
        #expect(try scene.add(expecting: 64).errors.contains("med sync --pdl"))
        #expect(scene.configuration == before && scene.gateway.calls.isEmpty)
        Proof.print("pdl add, \(dialect): \(count) days in \(calls) calls, equal to the gateway's numbers")
    }

    @Test("A file with comments: only the expected lines are added; a second meter uses the same account")
    func commentedFile() throws {
        let scene = try GatewayHome(.v1)
        let other = "12345678901234"
        scene.enedis.add(other) { $0.offPeakText = nil }
        let before = """
            # la maison
            logging: {level: DEBUG}   # bavard

            pdls:   # les compteurs
              # celui de la cave
              - id: "\(other)"  # ancien
                label: 'Cave'

            # à la fin

            """
        try scene.home.directory.write(before, to: "config.yaml")
        try scene.add("--no-fetch")
        let lines = scene.configuration.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let old = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var rest = old[...]
        let added = lines.filter { line in
            guard rest.first == line else { return true }
            rest = rest.dropFirst()
            return false
        }
        #expect(rest.isEmpty, "lines are gone: \(rest)\n\(scene.configuration)")
        #expect(
            Set(added.filter { !$0.isEmpty }) == [
                "sources:", "  gateways:", "    - id: v1", "      kind: v1", "      url: \"\(scene.gateway.url)\"",
                "      token_file: \"\(scene.home.directory.path("token"))\"", "  - id: \"\(GatewayHome.pdl)\"",
                "    label: \"Maison\"", "    contract:", "      - from: \(scene.firstDay)", "        tariff: HC/HP",
                "        offpeak: \"HC (22H30-6H30)\"", "        power_kva: 9",
            ])
        #expect(scene.readingCalls.isEmpty)
        let third = "23456789012345"
        scene.enedis.add(third) { $0.offPeakText = nil }
        let single = scene.configuration
        let ending = try scene.home.med.run(
            ["pdl", "add", third, "--yes", "--no-fetch", "--label", "Grange"], environment: scene.environment)
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(scene.configuration.components(separatedBy: "gateways:").count == 2)
        #expect(scene.configuration.count > single.count && scene.configuration.contains("tariff: BASE"))
        try scene.med("config", "check")
    }

    @Test("A wrong token: refused in one sentence, nothing is written", arguments: [FakeDialect.v1, .v2, .conso])
    func wrongToken(dialect: FakeDialect) throws {
        let scene = try GatewayHome(dialect)
        scene.gateway.setToken("another")
        let ending = try scene.add(expecting: 77)
        #expect(ending.errors.split(separator: "\n").count == 1)
        #expect(ending.errors.contains("key"), "\(ending.errors)")
        try expectNothingWritten(scene, ending)
    }

    @Test("Without a consent: refused, with what to do", arguments: [FakeDialect.v1, .v2, .conso])
    func missingConsent(dialect: FakeDialect) throws {
        let scene = try GatewayHome(dialect)
        scene.enedis.change(GatewayHome.pdl) { $0.consentLostAt = 0 }
        let ending = try scene.add(expecting: 77, environment: Self.french)
        #expect(ending.errors.split(separator: "\n").count == 1)
        #expect(ending.errors.contains("consentement"), "\(ending.errors)")
        try expectNothingWritten(scene, ending)
    }

    @Test("A gateway that cannot be reached or is out of order", arguments: [FakeDialect.v1, .v2, .conso])
    func unreachable(dialect: FakeDialect) throws {
        let scene = try GatewayHome(dialect)
        scene.gateway.inject(.http500)
        try expectNothingWritten(scene, try scene.add(expecting: 69))
        scene.gateway.stop()
        let ending = try scene.add(expecting: 69)
        #expect(ending.errors.contains("cannot be reached"))
        #expect(ending.errors.split(separator: "\n").count == 1)
        try expectNothingWritten(scene, ending)
    }

    @Test("A list that cannot be added to: the text to paste is shown, and the file stays")
    func flowStyle() throws {
        let scene = try GatewayHome(.v1)
        let text = "pdls: [{id: \"12345678901234\"}]\n"
        try scene.home.directory.write(text, to: "config.yaml")
        let ending = try scene.add(expecting: 78)
        #expect(ending.errors.contains("id: \"\(GatewayHome.pdl)\""), "\(ending.errors)")
        #expect(ending.errors.contains("tariff: HC/HP"))
        #expect(scene.configuration == text)
        #expect(scene.readingCalls.isEmpty)
    }

    @Test("A config.yaml that may not be written")
    func readOnly() throws {
        let scene = try GatewayHome(.v1)
        let text = "logging: {level: INFO}\n"
        let path = try scene.home.directory.write(text, to: "config.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        let ending = try scene.add(expecting: 78)
        #expect(ending.errors.contains("chmod u+w") && ending.errors.contains("config.yaml"), "\(ending.errors)")
        #expect(scene.configuration == text)
        #expect(scene.readingCalls.isEmpty)
        #expect(!(ending.output + ending.errors).contains(GatewayHome.token))
    }

    @Test("A token file that is not there, and no terminal to ask for what is missing")
    func missingAnswers() throws {
        let scene = try GatewayHome(.v1)
        let missing = try scene.add("--token-file", "nowhere.txt", expecting: 66)
        #expect(missing.errors.contains("nowhere.txt"))
        let ending = try scene.home.med.run(["pdl", "add", GatewayHome.pdl], environment: scene.environment)
        #expect(ending.code == 64 && ending.errors.contains("--gateway"))
        #expect(scene.gateway.calls.isEmpty && scene.configuration.isEmpty)
    }

    private func expectNothingWritten(_ scene: GatewayHome, _ ending: MedProgram.Ending) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: scene.home.directory.url.path)
        #expect(names == ["token"])
        #expect(!(ending.output + ending.errors).contains(GatewayHome.token))
    }

    /// As the cost table writes it in French: a comma, three digits, no group separator.
    private static func kilowattHours(_ wattHours: Int) -> String {
        let rest = String(wattHours % 1_000)
        return "\(wattHours / 1_000)," + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
