import Foundation
import TestServers
import Testing

/// A new household's first command, with the real program and a local gateway.
@Suite(.timeLimit(.minutes(3)))
struct PDLAddCommandTests {
    private static let french = ["LANG": "fr_FR.UTF-8"]

    @Test("An empty home: config.yaml is written, everything is fetched, and every other command shows it",
        arguments: [FakeDialect.v1, .v2, .conso])
    func emptyHome(dialect: FakeDialect) async throws {
        let scene = try GatewayHome(dialect)
        let ending = try scene.add()
        print(ending.output, ending.errors)
        print(scene.configuration)
        let d = try await scene.differences(); print("DIFF", dialect, d)
        #expect(d == [])
        print(scene.gateway.calls.count, scene.gateway.rateViolations.count)
        scene.gateway.clearCalls()
        let second = try scene.med("sync")
        print("second", second.output, second.errors, scene.gateway.calls.count, scene.readingCalls.map { "\($0.path) \($0.status ?? 0) \($0.code ?? "")" })
        for command in ["status", "gaps", "cost"] {
            let shown = try scene.med(command, environment: Self.french)
            print(shown.output)
        }
        print(try scene.filesWithToken())
    }
}
