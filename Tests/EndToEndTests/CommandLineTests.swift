import Foundation
import MEDCore
import MEDStoreSQLite
import TestServers
import Testing

/// What a person at the terminal reads.
@Suite(.timeLimit(.minutes(2)))
struct CommandLineTests {
    private static let french = ["LANG": "fr_FR.UTF-8"]

    @Test("French on a French system: status, test, import, wrong command lines")
    func french() throws {
        let files = try HouseholdFiles(days: 3, hasProduction: true)
        let home = try MedHome()
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        try home.configure(port: nobody.number, mqtt: ["history: true"])
        let imported = try home.med.run(["import"] + files.files, environment: Self.french)
        #expect(imported.code == 0)
        #expect(imported.output.contains("nouveaux") && imported.output.contains("consommation"))
        #expect(try home.med.run(["export"], environment: Self.french).errors.contains("Rien n'écoute"))
        let status = try home.med.run(["status"], environment: Self.french).output
        #expect(status.contains("consommation") && status.contains("jours complets") && status.contains("à livrer"))
        #expect(status.contains("injoignable"))
        #expect(!status.contains("consumption") && !status.contains("complete days"))
        let tested = try home.med.run(["test", "mqtt"], environment: Self.french).output
        #expect(tested.contains("Échec de connexion") && tested.contains("✓ nom"))
        for command in [
            [], ["import"], ["export"], ["replay"], ["retract"], ["run"], ["test"], ["status"], ["gaps"],
            ["cost"], ["config"],
        ] {
            let help = try home.med.run(command + ["--help"], environment: Self.french).output
            let english = try home.med.run(command + ["--help"]).output
            #expect(help.prefix { $0 != "\n" } != english.prefix { $0 != "\n" })
            #expect(!help.contains("The ") && !help.contains("EXAMPLES"), "\(help)")
        }
        for wrong in [["import"], ["retract", "mqtt"], ["export", "--from", "2024-02-01", "--to", "2024-01-01"]] {
            let ending = try home.med.run(wrong, environment: Self.french)
            #expect(ending.code == 64)
            #expect(["Indiquez", "Choisissez", "est après"].contains { ending.errors.contains($0) })
        }
    }

    @Test("On a terminal a bar with rate and remaining time, elsewhere plain lines", arguments: [false, true])
    func progress(isColorless: Bool) throws {
        let files = try HouseholdFiles(days: 30)
        let home = try MedHome()
        try home.configure(port: 1)
        let script = try Executable.path("script", package: "bsdutils")
        let typescript = home.directory.path("typescript")
        var environment = ["HOME=\(home.directory.url.path)", "LANG=C.UTF-8", "TERM=xterm", "PATH=/usr/bin:/bin"]
        if isColorless { environment.append("NO_COLOR=1") }
        let child = try ChildProcess(
            "/usr/bin/env",
            ["-i", "-C", home.directory.url.path] + environment
                + [script, "-qec", "\(home.med.path) import \(files.files[0])", typescript],
            output: home.directory.path("screen"))
        #expect(child.wait() == 0)
        let screen = try String(contentsOfFile: home.directory.path("screen"), encoding: .utf8)
        #expect(screen.contains("░ 0 %"))
        #expect(screen.contains("█ 100 %") && screen.contains("points/s  ETA 0 s"))
        #expect(screen.contains("\u{1B}[1m") == !isColorless)
        let plain = try home.med("import", files.files[0]).output
        #expect(!plain.contains("█") && !plain.contains("\u{1B}"))
    }

    @Test("What waits is counted in days, however often they were corrected; nothing is said of what there is none of")
    func waitingDays() throws {
        let files = try HouseholdFiles(days: 10, hasIndexes: true)
        let home = try MedHome()
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        try home.configure(port: nobody.number, mqtt: ["history: true"])
        try home.med("import", files.file("Enedis_Conso_Heure"))
        #expect(try home.med("status").output.contains("nothing sent yet: med export"))
        try home.med("import", files.file("Enedis_Conso_Jour"))
        try home.med("export", expecting: 69)
        let lines = try home.med("status").output.split(separator: "\n")
        let lane = try #require(lines.first { $0.contains("to deliver") })
        #expect(lane.contains("11 to deliver") && !lane.contains("█"))
        #expect(!lines.contains { $0.contains("production") })
    }

    @Test("A changed contract revises the days at the next export")
    func changedContract() async throws {
        let files = try HouseholdFiles(days: 3)
        let home = try MedHome()
        let nobody = try ReservedPort()
        defer { withExtendedLifetime(nobody) {} }
        try home.configure(port: nobody.number)
        try home.med("import", files.files[0])
        let configuration = try String(contentsOfFile: home.directory.path("config.yaml"), encoding: .utf8)
        try home.directory.write(
            configuration.replacingOccurrences(of: "22H30-6H30", with: "1H30-8H30"), to: "config.yaml")
        try home.med("export", expecting: 69)
        let pdl = try #require(PDL(files.pdl))
        let days = try await home.store().documents(of: pdl, .consumption, days: Period.year(2024).days)
        #expect(days.count == 3)
        #expect(days.allSatisfy { $0.revision > 3 })
        #expect(days.first?.energy(in: .hc)?.wattMinutes != files.consumption["2024-01-01"]?.hcWattMinutes)
    }
}
