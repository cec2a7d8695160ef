import Foundation
import Testing

/// Docs/delivery-contract.md names a test for each promise: these tests exist.
@Suite(.timeLimit(.minutes(1)))
struct DeliveryContractTests {
    /// A name in backticks: `Suite.test`, or `.test` of the suite named before it in the same line.
    static func namedTests(in line: Substring) -> [(suite: String, test: String)] {
        var suite = ""
        // Every second part of a line split at backticks stands between two of them.
        return line.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap { index, part in
            let names = part.split(separator: ".", omittingEmptySubsequences: false)
            guard index % 2 == 1, names.count == 2 else { return nil }
            if !names[0].isEmpty { suite = String(names[0]) }
            return (suite, String(names[1]))
        }
    }

    @Test func everyNamedTestExists() throws {
        let page = try String(
            contentsOf: PackageManifest.root.appending(path: "Docs/delivery-contract.md"), encoding: .utf8)
        let promises = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| promise") }
        let files = try SourceFile.all(below: "Tests") + SourceFile.all(below: "Sources/MEDTesting")
        var count = 0
        for promise in promises {
            // The last cell: a promise may name things in backticks, too.
            for (suite, test) in Self.namedTests(in: promise.split(separator: "|").last ?? "") {
                let exists = files.contains { file in
                    file.declares(suite) && file.lines.contains { $0.contains("func \(test)(") }
                }
                #expect(exists, "\(suite).\(test)")
                count += 1
            }
        }
        #expect(promises.count >= 30)
        #expect(count >= 40)
    }
}

extension SourceFile {
    /// Whether it declares or extends the type.
    fileprivate func declares(_ type: String) -> Bool {
        lines.contains { line in
            let words = line.split { $0 == " " || $0 == ":" || $0 == "{" || $0 == "<" }
            return words.contains { $0 == type }
                && words.contains { ["struct", "class", "actor", "extension"].contains($0) }
        }
    }
}
