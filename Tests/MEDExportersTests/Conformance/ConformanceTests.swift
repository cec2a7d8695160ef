import Foundation
import MEDCore
import MEDExporters
import MEDTesting
import Testing

/// Every exporter keeps every promise of the kit; Docs/conformance.md is made from the same runs.
@Suite(.timeLimit(.minutes(10)))
struct ConformanceTests {
    @Test(arguments: ConformanceRuns.cells)
    func keeps(_ cell: ConformanceRuns.Cell) async throws {
        if case .notApplicable(let reason) = try await ConformanceRuns.shared.finding(cell) {
            #expect(!reason.isEmpty)
        }
    }

    @Test func everyExporterIsASubject() {
        let keys = Set(ConformanceRuns.subjects.map { $0.exporter.manifest.key })
        #expect(keys.isSuperset(of: ExporterRegistry.manifests.map(\.key)))
    }

    /// Also those of modules that no registry here knows: whatever declares a manifest is an exporter.
    @Test func everyManifestOfTheSourcesHasASubject() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        let paths = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
        let declared = try paths.flatMap { path in
            try String(contentsOf: path, encoding: .utf8)
                .matches(of: /manifest(?:: ExporterManifest)? = ExporterManifest\(\s*key: "([a-z_]+)"/).map {
                    String($0.output.1)
                }
        }
        #expect(Set(declared) == Set(ConformanceRuns.subjects.map { $0.exporter.manifest.key }))
        #expect(Set(declared).isSuperset(of: ["files", "mqtt"]), "\(declared)")
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardized

    /// `MED_WRITE_DOCS=1` writes the page instead of comparing it.
    @Test func thePageSaysWhatTheRunsFound() async throws {
        var report = ConformanceReport()
        for subject in ConformanceRuns.subjects {
            var findings: [ExporterPromise: ExporterConformance.Finding] = [:]
            for promise in ExporterPromise.allCases {
                // One that is broken has a test of its own that fails.
                findings[promise] = try? await ConformanceRuns.shared.finding(
                    .init(exporter: subject.name, promise: promise))
            }
            report.add(subject.name, findings)
        }
        let page = Self.introduction + report.markdown
        let file = Self.root.appending(path: "Docs/conformance.md")
        if ProcessInfo.processInfo.environment["MED_WRITE_DOCS"] == "1" {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == page, "MED_WRITE_DOCS=1 swift test --filter ConformanceTests writes it anew")
    }

    private static let introduction = """
        # Conformance of the exporters

        Made by `ConformanceTests` from the runs of the kit (`ExporterConformance` in MEDTesting); a test fails when this page
        differs from them. Each row is a promise of `Exporter`, or a condition in which the exporter meets its destination. In a
        condition the kit checks the outcomes (delivered only what the destination holds; a wrong password blocks;
        `Retry-After` is kept), how many requests a call makes, that no secret and no whole PDL comes out in a log, an error or a
        result, also when the destination sends them back in its error, and that what is reported has a reason in both languages.


        """
}
