import Foundation
import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// Most HTTP destinations are configuration: those of the integration guide, to the byte.
@Suite(.timeLimit(.minutes(2)))
struct WebhookRecipeTests {
    /// The recipe at another host.
    private func exporter(_ recipe: WebhookRecipe, at peer: HTTPPeer) throws -> WebhookExporter {
        let path = recipe.url.drop { $0 != "/" }.dropFirst(2).drop { $0 != "/" }
        return try webhook(peer.url(String(path)), recipe.values)
    }

    @Test(arguments: WebhookRecipe.all)
    func makesItsRequest(_ recipe: WebhookRecipe) async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        let result = try await exporter(recipe, at: peer).export([document()])
        #expect(result.outcome(for: document().key) == .delivered(.acknowledged))
        let request = try #require(peer.requests.first)
        #expect("\(request.method) \(request.target)" == recipe.request)
        for (name, value) in recipe.headers { #expect(request.header(name) == value) }
        #expect(String(decoding: request.body, as: UTF8.self) == recipe.body)
    }

    @Test(arguments: WebhookRecipe.all, ["fr", "en"])
    func standsInTheGuide(_ recipe: WebhookRecipe, language: String) throws {
        let page = try String(
            contentsOfFile: Documentation.path("integrations/webhook.\(language).md"), encoding: .utf8)
        for line in recipe.lines { #expect(page.contains(line), "\(recipe.name): \(line)") }
    }

    @Test(arguments: ["fr", "en"])
    func theGuideNamesEveryKeyAndEveryName(language: String) throws {
        let page = try String(
            contentsOfFile: Documentation.path("integrations/webhook.\(language).md"), encoding: .utf8)
        let names = WebhookExporter.manifest.fields.map(\.key) + WebhookName.allCases.map(\.rawValue)
        for name in names + WebhookName.elementNames { #expect(page.contains("`\(name)`"), "\(name)") }
    }
}

/// The project's Docs folder.
enum Documentation {
    static func path(_ relative: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Docs/\(relative)").path
    }
}
