import Foundation
import TestServers
import Testing

/// What the documentation says is what the program says.
@Suite(.timeLimit(.minutes(2)))
struct DocumentationTests {
    @Test(
        "The table of keys is the manifest's",
        arguments: [("configuration.md", "C.UTF-8"), ("configuration.fr.md", "fr_FR.UTF-8")])
    func tableOfKeys(page: String, locale: String) throws {
        let home = try MedHome()
        let text = try String(contentsOfFile: PackageRoot.path("Docs/\(page)"), encoding: .utf8)
        for key in ["mqtt", "prometheus"] {
            let ending = try home.med.run(["config", "reference", key], environment: ["LANG": locale])
            let table = ending.output.trimmingCharacters(in: .newlines)
            #expect(
                !table.isEmpty && text.contains(table), "Docs/\(page): med config reference \(key) prints another table"
            )
        }
    }

    @Test(
        "The pages' YAML is a configuration without a warning", arguments: ["configuration.md", "configuration.fr.md"])
    func yamlOfThePages(page: String) throws {
        let text = try String(contentsOfFile: PackageRoot.path("Docs/\(page)"), encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        #expect(blocks.count >= 2)
        for block in blocks {
            let home = try MedHome()
            try home.directory.write(block, to: "config.yaml")
            let ending = try home.med("config", "check")
            #expect(!ending.output.contains("! "), "\(ending.output)")
        }
    }

    @Test(
        "Every command explains itself with an example or an abstract",
        arguments: [
            "import", "export", "replay", "retract", "run", "test", "detect", "status", "gaps", "cost", "config",
        ])
    func help(command: String) throws {
        let home = try MedHome()
        let ending = try home.med(command, "--help")
        #expect(ending.output.contains("OVERVIEW: "))
        #expect(ending.output.contains("USAGE: med \(command)"))
    }
}
