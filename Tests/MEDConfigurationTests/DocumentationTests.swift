import Foundation
import MEDConfiguration
import MEDCore
import Testing

/// The page says of `sources` what the loader does.
@Suite(.timeLimit(.minutes(1)))
struct DocumentationTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Docs").path

    private func page(_ name: String) throws -> String {
        try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
    }

    @Test(arguments: ["configuration.md", "configuration.fr.md"]) func theExamplesOfThePageLoad(name: String) throws {
        let blocks = try page(name).components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        #expect(blocks.count == 4)
        for block in blocks {
            let loaded = try Loader().load(block)
            #expect(loaded.warnings.isEmpty, "\(loaded.warnings)")
        }
        let block = try #require(blocks.first { $0.contains("gateways:") })
        let configuration = try Loader().load(block).configuration
        #expect(configuration.sources.gateways.map(\.kind) == [.v2, .conso])
        #expect(configuration.meters.first?.linkedProduction == configuration.meters.last?.id)
    }

    /// Each variable of the tables is one that the loader knows: none is named as a mistyped one, and each is read, since a
    /// value that its field does not take is an error.
    @Test(arguments: ["configuration.md", "configuration.fr.md"]) func theVariablesOfThePageAreRead(name: String) throws
    {
        let names = Set(try page(name).matches(of: /`(SOURCES_[A-Z_]+)`/).map { String($0.1) })
        #expect(names.count == 14)
        for name in names {
            var loader = try Loader()
            loader.environment["SOURCES_GATEWAY_KIND"] = "v1"
            loader.environment["SOURCES_GATEWAY_TOKEN"] = "token"
            // No kind of field but a secret or a text takes this one.
            loader.environment[name] = "not\u{7}a value"
            let isText = ["TOKEN", "CLIENT_ID", "CLIENT_SECRET"].contains { name.hasSuffix($0) }
            do throws(ConfigurationError) {
                let path = try? loader.folder.write("")
                let loaded = try Configuration.load(
                    path: path, environment: loader.environment, manifests: loader.manifests)
                #expect(isText, "\(name) is not read: \(loaded.warnings)")
            } catch {
                #expect(error.issues.allSatisfy { $0.key == name }, "\(error)")
            }
        }
    }
}
