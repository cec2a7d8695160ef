import Foundation
import MEDCore
import MEDExporters
import MEDFiles
import Testing

/// What each exporter makes of each export: every cell has its bytes, and the page says what the cells say.
@Suite(.timeLimit(.minutes(2)))
struct ExportMatrixTests {
    /// The one of MEDFiles is the last, as in the program.
    @Test func everyExporterHasItsRow() {
        let manifests = ExporterRegistry.manifests + [FileExporter.manifest]
        #expect(ExportMatrix.rows.map(\.key) == manifests.map(\.key))
    }

    @Test(arguments: ExportMatrix.rows.map(\.key))
    func everyCellHasItsBytes(key: String) async throws {
        let row = try #require(ExportMatrix.rows.first { $0.key == key })
        for (column, cell) in row.cells {
            switch cell {
            case .nothing(let french, let english):
                #expect(!french.isEmpty && !english.isEmpty, "\(key) \(column): an empty cell says why")
            case .writes(let what, let golden, let messages):
                #expect(!what.isEmpty && !golden.isEmpty, "\(key) \(column): without golden bytes")
                let made = Dictionary(
                    try await messages().map { ($0.address, String(decoding: $0.body, as: UTF8.self)) },
                    uniquingKeysWith: { "\($0)\n\($1)" })
                for (address, body) in golden {
                    #expect(made[address] == body, "\(key) \(column): \(address)")
                }
            }
        }
    }

    /// `MED_WRITE_DOCS=1` writes the page instead of comparing it.
    @Test func thePageIsTheRows() throws {
        let path = Documentation.path("integrations/exports.md")
        let page = ExportMatrix.page
        if ProcessInfo.processInfo.environment["MED_WRITE_DOCS"] == "1" {
            try page.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let written = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        #expect(written == page, "Docs/integrations/exports.md is not what the rows say: run with MED_WRITE_DOCS=1")
    }
}
