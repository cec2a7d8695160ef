import Foundation
import TestServers
import Testing

/// What the documentation says is what the program says.
@Suite(.timeLimit(.minutes(2)))
struct DocumentationTests {
    /// The sections of exporters, in the order of the program's tabs.
    private static let sections = [
        "home_assistant", "mqtt", "victoriametrics", "prometheus", "jeedom", "webhook", "files",
    ]

    private static let pages = [("configuration.md", "C.UTF-8"), ("configuration.fr.md", "fr_FR.UTF-8")]

    @Test("The tables of keys are the manifests', one for each exporter", arguments: pages)
    func tablesOfKeys(page: String, locale: String) throws {
        let home = try MedHome()
        let text = try String(contentsOfFile: PackageRoot.path("Docs/\(page)"), encoding: .utf8)
        let tables = try home.med.run(["config", "reference"], environment: ["LANG": locale]).output
        let printed = tables.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
        #expect(printed == Self.sections)
        for table in tables.trimmingCharacters(in: .newlines).components(separatedBy: "\n\n") {
            let isThere = text.contains("\(table)\n")
            #expect(isThere, "Docs/\(page): med config reference prints another table: \(table)")
            // Names of keys, values, defaults, variables and a sentence.
            for line in table.split(separator: "\n") where line.hasPrefix("|") {
                #expect(line.split(separator: "|", omittingEmptySubsequences: false).count == 7, "\(line)")
                #expect(line.count < 360, "a row that nobody reads: \(line)")
            }
        }
        let mqtt = try home.med.run(["config", "reference", "mqtt"], environment: ["LANG": locale]).output
        #expect(tables.contains("### mqtt\n\n\(mqtt)"))
    }

    /// Every page that has YAML of this program, and the README.
    private static let pagesWithYAML: [String] = {
        let folder = PackageRoot.path("Docs")
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "Docs/\($0)" }
    }()

    /// Blocks of other programs' files, which stand in the pages of these programs.
    private static let foreign = ["scrape_configs", "groups", "basic_auth"]

    @Test("The pages' YAML is a configuration without a warning", arguments: pagesWithYAML)
    func yamlOfThePages(page: String) throws {
        let text = try String(contentsOfFile: PackageRoot.path(page), encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        if let section = Self.section(of: page) {
            #expect(blocks.contains { $0.hasPrefix("\(section):") }, "\(page) shows no section \(section)")
        }
        for block in blocks {
            let key = block.drop { $0 == " " }.prefix { $0 != ":" }
            if Self.foreign.contains(String(key)) { continue }
            let home = try MedHome()
            try home.directory.write(block, to: "config.yaml")
            let ending = try home.med.run(["config", "check"])
            #expect(ending.code == 0, "\(page): \(block)\n\(ending.errors)")
            #expect(!ending.output.contains("! "), "\(page): \(block)\n\(ending.output)")
        }
    }

    /// `home_assistant` of `Docs/integrations/home-assistant.fr.md`.
    private static func section(of page: String) -> String? {
        guard page.hasPrefix("Docs/integrations/"), let name = page.split(separator: "/").last else { return nil }
        let section = String(name.prefix { $0 != "." }.replacing("-", with: "_"))
        return sections.contains(section) ? section : nil
    }

    @Test(
        "Every command explains itself with an example or an abstract",
        arguments: [
            "import", "export", "preview", "replay", "retract", "run", "test", "detect", "status", "gaps", "cost",
            "config",
        ])
    func help(command: String) throws {
        let home = try MedHome()
        let ending = try home.med(command, "--help")
        #expect(ending.output.contains("OVERVIEW: "))
        #expect(ending.output.contains("USAGE: med \(command)"))
    }
}
